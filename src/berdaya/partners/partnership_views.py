"""The partnerships of a group: all of them, each one's steps, what is owed, its papers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.groups.models import Group
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.laws.shown import cited
from berdaya.partners import actions
from berdaya.partners.actions.partnerships import NewPartnership
from berdaya.partners.forms import PartnershipForm, StepForm
from berdaya.partners.models import Obligation, Partner, Partnership
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

State = Partnership.State
# slug: verb, what its button says, from which states, whether terms are asked
STEPS: dict[str, tuple[Callable[..., Partnership], Promise, tuple[State, ...], bool]] = {
    "bicara": (actions.begin_talks, gettext_lazy("Talks begin"), (State.LEAD,), False),
    "sepakat": (actions.agree, gettext_lazy("Note the agreement"), (State.TALKS,), True),
    "perpanjang": (actions.renew, gettext_lazy("Renew"), (State.AGREED,), True),
    "selesai": (
        actions.end_partnership,
        gettext_lazy("It has ended"),
        (State.LEAD, State.TALKS, State.AGREED),
        False,
    ),
}


@needs("partnership.read")
@require_safe
def partnership_list(request: Request, group_id: UUID) -> HttpResponse:
    """With whom a group works, and what is owed."""
    user, today = request.user, timezone.localdate()
    group = group_of(request, group_id, "partnership.read")
    looked_at(request, group)
    rows = list(group.partnerships.select_related("partner").order_by("-recorded_at", "pk"))
    is_living = group.state != Group.State.ENDED
    context = {
        "group": group,
        "tabs": tabs_of(group, user, "partnership_list"),
        "standing": [it for it in rows if it.state != State.ENDED],
        "ended": [it for it in rows if it.state == State.ENDED],
        "owed": owed_in(group, user),
        "today": today,
        "may_begin": is_living and may(user, "partners.begin_partnership", group),
    }
    return render(request, "partners/partnership_list.html", context)


def owed_in(group: Group, user: Any) -> Any:
    """What either side still has to do in the partnerships of a group, the earliest first."""
    rows = Obligation.objects.visible_to(user).of(group).open()
    return rows.select_related("partnership__partner").order_by("due_on", "pk")


@needs("partnership.add")
def partnership_new(request: Request, group_id: UUID) -> HttpResponse:
    group = group_of(request, group_id, "partners.begin_partnership")
    known = Partner.objects.visible_to(request.user).working_in(frozenset({group.area_id}))
    first = {"partner": request.GET.get("mitra", "")}
    partners = list(known.order_by("search_name", "pk"))
    form = PartnershipForm(request.POST or None, initial=first, partners=partners)
    if form.is_valid():
        with refusals_in(form):
            told = NewPartnership(group=group, **form.told())
            made = actions.begin_partnership(told=told, by=request.user)
            messages.success(request, _("Noted."))
            return redirect(made)
    context = {"group": group, "partners": partners}
    return answer(request, "partners/partnership_new.html", context, form)


@needs("partnership.read")
@require_safe
def partnership_detail(request: Request, partnership_id: UUID) -> HttpResponse:
    """One partnership: where it stands, what happened, what is owed, its papers."""
    user, today = request.user, timezone.localdate()
    it = partnership_or_404(request, partnership_id, "partnership.read")
    looked_at(request, it.group)
    may_change = may(user, "partners.agree", it.group)
    documents = it.documents.light().select_related("by").order_by("-recorded_at")
    context = {
        "it": it,
        "group": it.group,
        "is_over": it.has_run_out(today),
        "today": today,
        "events": it.steps.select_related("by").order_by("-on", "-recorded_at"),
        "obligations": it.obligations.order_by("-state", "due_on", "pk"),
        "documents": [(document, cited(document.cites)) for document in documents],
        "next_steps": steps_from(it) if may_change else [],
        "may_change": may_change,
        "may_owe": may_change and it.state == State.AGREED,
        "may_attach": may(user, "partners.attach_document", it.group),
    }
    return render(request, "partners/partnership_detail.html", context)


def steps_from(partnership: Partnership) -> list[tuple[str, Promise]]:
    return [
        (slug, words)
        for slug, (_v, words, was, _t) in STEPS.items()
        if partnership.state in was
    ]


@needs("partnership.change")
def partnership_step(request: Request, partnership_id: UUID, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    verb, title, was, has_terms = STEPS[step]
    it = partnership_or_404(request, partnership_id, "partnership.change")
    if it.state not in was:
        raise Http404
    form = StepForm(request.POST or None, has_terms=has_terms)
    if form.is_valid():
        with refusals_in(form):
            verb(partnership=it, by=request.user, **form.told())
            messages.success(request, _("Noted."))
            return redirect(it)
    context = {"group": it.group, "it": it, "title": title}
    return answer(request, "partners/partnership_step.html", context, form)


def partnership_or_404(request: Request, partnership_id: UUID, cell: str) -> Partnership:
    rows = Partnership.objects.visible_to(request.user, cell)
    return get_object_or_404(rows.select_related("group", "partner"), pk=partnership_id)
