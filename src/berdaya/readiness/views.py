"""Where a group stands: each criterion with what proves it, or what is still missing."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.groups.models import Group
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.readiness import actions
from berdaya.readiness.evidence import Known
from berdaya.readiness.forms import AttestForm
from berdaya.readiness.models import Judgement
from berdaya.readiness.standing import ELIGIBILITY, STAGE, Standing, standing_by, standing_of
from berdaya.rules.instruments.definition import load
from berdaya.ui.answers import answer
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

# the last part of an address, and the instrument it stands for
SHOWN = 24  # changes of a level
INSTRUMENTS = {"tahap": STAGE, "kelayakan": ELIGIBILITY}


@needs("readiness.read")
@require_safe
def group_standing(request: Request, group_id: UUID) -> HttpResponse:
    """The stage and the eligibility of a group, as they stand today, and how they came about."""
    group = group_of(request, group_id, "readiness.read")
    looked_at(request, group)
    known = Known(group, timezone.localdate())
    is_over = group.state == Group.State.ENDED  # then nothing is next, and nobody looks
    asked = {} if is_over else INSTRUMENTS
    standings = {slug: standing_by(known, instrument) for slug, instrument in asked.items()}
    rows = Judgement.objects.across_areas(why="of a group in sight").of(group)
    rows = rows.order_by("on", "recorded_at", "pk")
    context = {
        "group": group,
        "tabs": tabs_of(group, request.user, "group_standing"),
        "standings": [(slug, it, _progress(it)) for slug, it in standings.items()],
        "history": _told(_changes(rows.defer("answers").select_related("by"))),
        "may_attest": not is_over and may(request.user, "readiness.attest", group),
        "may_prove": may(request.user, "capital-application.read", group),
    }
    return render(request, "readiness/group_standing.html", context)


def _progress(standing: Standing) -> dict[str, int]:
    states = [line.state for line in standing.lines if line.state != "apart"]
    return {"met": states.count("met"), "all": len(states)}


def _changes(rows: Iterable[Judgement]) -> list[Judgement]:
    """Where a level became another one, the newest first; a new proof alone changes none."""
    levels: dict[str, str] = {}
    changed = []
    for row in rows:
        if levels.get(row.instrument) != row.level:
            changed.append(row)
        levels[row.instrument] = row.level
    return changed[: -SHOWN - 1 : -1]


def _told(rows: list[Judgement]) -> list[dict[str, Any]]:
    """Judgements in words, by the version of the instrument that made them."""
    told = []
    for row in rows:
        output = load(row.instrument, row.version).outputs[0]
        level = next((it for it in output.levels if it.code == row.level), None)
        told.append(
            {
                "row": row,
                "title": said(output.title),
                "level": said(level.label) if level else _("not known yet"),
            }
        )
    return told


@needs("readiness.change")
def criterion_attest(request: Request, group_id: UUID, which: str, item: str) -> HttpResponse:
    """Somebody looked at a criterion that the system cannot see by itself."""
    group = group_of(request, group_id, "readiness.attest")
    if which not in INSTRUMENTS:
        raise Http404
    standing = standing_of(group, INSTRUMENTS[which], timezone.localdate())
    line = next((it for it in standing.lines if it.item.code == item), None)
    if line is None or line.evidence.is_seen:
        raise Http404
    form = AttestForm(request.POST or None, item=line.item)
    back = _came_from(request) or reverse("group_standing", args=[group.pk])
    if form.is_valid():
        with refusals_in(form):
            actions.attest(
                group=group,
                instrument=standing.definition.id,
                item=item,
                by=request.user,
                **form.cleaned_data,
            )
            messages.success(request, _("Noted."))
            return redirect(back)
    context = {"group": group, "line": line, "back": back}
    return answer(request, "readiness/criterion_attest.html", context, form)


@needs("readiness.change")
@require_POST
def standing_keep(request: Request, group_id: UUID) -> HttpResponse:
    """Keep where the group stands today, so that it can be compared later."""
    group = group_of(request, group_id, "readiness.judge")
    for instrument in INSTRUMENTS.values():
        actions.judge(group=group, instrument=instrument, by=request.user)
    messages.success(request, _("Kept."))
    return redirect("group_standing", group.pk)


def _came_from(request: Request) -> str:
    """The page of this site that led here, an application's for example; "" where none is named."""
    address = request.GET.get("dari", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
