"""The home page, the home of a family, and the search."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.insights import homes
from berdaya.insights.board import INSTRUMENT, NATION_SLUG
from berdaya.insights.search import find
from berdaya.people.models import Family
from berdaya.rules.instruments.applicability import age
from berdaya.surveys.models import Draft
from berdaya.surveys.timeline import timeline
from berdaya.ui.requests import Request


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """The user's own work: what is begun, what waits, how far the year is."""
    user, year = request.user, timezone.localdate().year
    if not user.current_roles:
        return render(request, "insights/home_without_role.html")
    surveys = homes.is_surveyor(user)
    rows = homes.progress_of(user, year)
    codes = sorted(user.area_codes)
    context = {
        "year": year,
        "instrument": INSTRUMENT,
        "rows": rows,
        "whole": homes.whole_of(user, year),
        "board_code": codes[0] or NATION_SLUG,
        "is_surveyor": surveys,
        "drafts": homes.drafts_of(user) if surveys else [],
        "waiting": homes.waiting_families(user, year) if surveys else [],
        "recent": homes.recent_results(user) if surveys else [],
        "may_upload": any(may(user, "imports.check_file", area=code) for code in codes),
        "may_manage": any(may(user, "access.add_user", area=code) for code in codes),
    }
    return render(request, "insights/home.html", context)


@login_required
@require_safe
def family_detail(request: Request, family_id: UUID) -> HttpResponse:
    """A family's home: its members, where it stands, what was done."""
    families = Family.objects.visible_to(request.user).select_related("area", "area__parent")
    family = get_object_or_404(families, pk=family_id)
    today = timezone.localdate()
    members = family.memberships.filter(until=None).select_related("person")
    entries = timeline(family)
    this_year = [it for it in entries if it.assessment.conducted_on.year == today.year]
    context = {
        "family": family,
        "members": [
            {"membership": it, "person": it.person, "age": _age(it.person.birth_date, today)}
            for it in sorted(members, key=_order)
        ],
        "entries": entries,
        "latest": entries[0] if entries else None,
        "is_surveyed": bool(this_year),
        "draft": Draft.objects.filter(
            family=family, by=request.user, instrument=INSTRUMENT
        ).first(),
        "instrument": INSTRUMENT,
        "may_survey": may(request.user, "surveys.record_assessment", area=family.area_id),
        "may_edit": may(request.user, "people.edit_family", area=family.area_id),
    }
    return render(request, "insights/family_detail.html", context)


def _age(born: object, today: object) -> int | None:
    return age(born, today) if born else None  # type: ignore[arg-type]


def _order(membership: object) -> tuple[int, str]:
    """The head first, then the spouse, then children from the eldest."""
    relations = ["head", "spouse", "child", "other"]
    born = membership.person.birth_date  # type: ignore[attr-defined]
    return relations.index(membership.relation), str(born or "9999")  # type: ignore[attr-defined]


@login_required
@require_safe
def search(request: Request) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    context = {"text": text, "found": find(request.user, text) if text else None}
    return render(request, "insights/search.html", context)
