"""The applications of a group: writing one, what proves its conditions, each step to the decision."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.capital import actions
from berdaya.capital.accounts import accounts_of, unaccounted
from berdaya.capital.conditions import decisions_of, standing_for
from berdaya.capital.forms import (
    AgreedForm,
    ApplicationForm,
    LineForm,
    NothingForm,
    ProposalForm,
    ReasonForm,
)
from berdaya.capital.kin import WHY, Reason, why_not
from berdaya.capital.models import Application, Call, Condition, Line, Stage
from berdaya.groups.models import Group
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.partners.models.directory import meeting
from berdaya.readiness.standing import ELIGIBILITY
from berdaya.rules.instruments.definition import load
from berdaya.ui.answers import answer
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

State = Application.State
OPEN = (State.DRAFT, State.SUBMITTED, State.PROPOSED)
DECISIONS_SHOWN = 20  # of meetings, to choose from


@dataclass(frozen=True, slots=True)
class Way:
    """A step that a button offers: its verb by name, its words, its form, and when it comes."""

    verb: str
    label: Promise
    form: type[forms.Form]
    states: tuple[str, ...]
    is_decision: bool = False  # kin may not, and see why


WAYS: dict[str, Way] = {
    "ajukan": Way("submit_application", gettext_lazy("Hand in"), NothingForm, (State.DRAFT,)),
    "usul": Way(
        "propose_decision",
        gettext_lazy("Propose a decision"),
        ProposalForm,
        (State.SUBMITTED,),
        is_decision=True,
    ),
    "setuju": Way(
        "confirm_decision",
        gettext_lazy("Agree as the second person"),
        ReasonForm,
        (State.PROPOSED,),
        is_decision=True,
    ),
    "kembalikan": Way(
        "send_back",
        gettext_lazy("Do not agree"),
        ReasonForm,
        (State.PROPOSED,),
        is_decision=True,
    ),
    "terima": Way(
        "accept_accounts",
        gettext_lazy("Accept the accounts"),
        ReasonForm,
        (State.GRANTED,),
        is_decision=True,
    ),
    "tarik": Way(
        "withdraw_application",
        gettext_lazy("Withdraw the application"),
        ReasonForm,
        (State.DRAFT, State.SUBMITTED),
    ),
}


@needs("capital-application.read")
@require_safe
def application_list(request: Request, group_id: UUID) -> HttpResponse:
    """What a group has applied for, and to which calls it may apply now."""
    user, today = request.user, timezone.localdate()
    groups = Group.objects.visible_to(user, "capital-application.read")
    group = get_object_or_404(groups, pk=group_id)
    looked_at(request, group)
    rows = group.applications.select_related("call").order_by("-recorded_at", "pk")
    context = {
        "group": group,
        "tabs": tabs_of(group, user, "application_list"),
        "applications": rows,
        "calls": calls_for(group, today),
        "may_begin": group.state == Group.State.ACTIVE
        and may(user, "capital.begin_application", group),
    }
    return render(request, "capital/application_list.html", context)


def calls_for(group: Group, today: Any) -> Any:
    """Open calls whose reach holds the group and to which it has not applied."""
    rows = Call.objects.across_areas(why="of a group in sight").open_on(today)
    applied = group.applications.exclude(state=State.WITHDRAWN).values("call")
    rows = rows.filter(meeting(frozenset({group.area_id}), "reach")).exclude(pk__in=applied)
    return rows.order_by("closes_on", "pk")


@needs("capital-application.add")
def application_new(request: Request, group_id: UUID) -> HttpResponse:
    groups = Group.objects.visible_to(request.user, "capital.begin_application")
    group = get_object_or_404(groups, pk=group_id)
    calls = list(calls_for(group, timezone.localdate()))
    first = {"call": request.GET.get("panggilan", "")}
    form = ApplicationForm(request.POST or None, initial=first, calls=calls)
    if form.is_valid():
        with refusals_in(form):
            made = actions.begin_application(group=group, by=request.user, **form.told())
            return redirect(made)
    context = {"group": group, "calls": calls}
    return answer(request, "capital/application_new.html", context, form)


@needs("capital-application.read")
@require_safe
def application_detail(request: Request, application_id: UUID) -> HttpResponse:
    """One application: what for, the conditions, where it stands, what was spent."""
    user = request.user
    it = application_or_404(request, application_id, "capital-application.read")
    looked_at(request, it.group)
    ways, why = ways_for(user, it)
    is_paid, is_open = it.granted is not None, it.state in OPEN
    may_change = may(user, "capital.add_line", it.group)
    prefetch_related_objects([it], "lines")  # for the accounts and for the conditions
    accounts = accounts_of(it)
    context = {
        "it": it,
        "group": it.group,
        "accounts": accounts,
        "total": sum(one.line.amount for one in accounts),
        "unaccounted": unaccounted(it) if is_paid else 0,
        # once it is decided, what counts is how the conditions stood then: under `stages`
        "standing": standing_for(it, timezone.localdate()) if is_open else None,
        "stages": stages_of(it),
        "ways": ways,
        "why_not": WHY[why] if why else "",
        "is_unknown": why is Reason.UNKNOWN,
        "may_write": it.state == State.DRAFT and may_change,
        "may_prove": it.state in (State.DRAFT, State.SUBMITTED) and may_change,
        "may_attest": is_open and may(user, "readiness.attest", it.group),
        "may_use": it.state == State.GRANTED and may(user, "capital.report_use", it.group),
    }
    return render(request, "capital/application_detail.html", context)


def stages_of(it: Application) -> list[tuple[Stage, list[tuple[str, Condition]]]]:
    """Each step, the latest first, with the conditions as they stood then. Two queries."""
    kept = Condition.objects.across_areas(why="the application is in sight")
    kept = kept.select_related("attested__by").order_by("item")
    rows = it.stages.select_related("by").prefetch_related(Prefetch("conditions", kept))
    return [
        (stage, [(_name_of(one), one) for one in stage.conditions.all()])
        for stage in rows.order_by("-on", "-recorded_at")
    ]


def _name_of(condition: Condition) -> str:
    """What a condition was called in the version of the instrument that asked it."""
    items = load(ELIGIBILITY, condition.version).items
    return next((said(it.short) for it in items if it.code == condition.item), condition.item)


def ways_for(user: User, it: Application) -> tuple[list[tuple[str, Promise]], Reason | None]:
    """The steps that `user` may take now, and why they may take no part in deciding, if so."""
    open_ways = [
        (slug, way)
        for slug, way in WAYS.items()
        if it.state in way.states and may(user, f"capital.{way.verb}", it.group)
    ]
    decides = any(way.is_decision for _slug, way in open_ways)
    why = why_not(user, it) if decides else None
    if decides and not why and it.state == State.PROPOSED and it.proposed_by_id == user.pk:
        why = Reason.PROPOSED
    offered = [(slug, way.label) for slug, way in open_ways if not (why and way.is_decision)]
    return offered, why


@needs("capital-application.read")
def application_step(request: Request, application_id: UUID, step: str) -> HttpResponse:
    if step not in WAYS:
        raise Http404
    way = WAYS[step]
    it = application_or_404(request, application_id, f"capital.{way.verb}")
    if it.state not in way.states:
        raise Http404
    form = way.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            getattr(actions, way.verb)(application=it, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(it)
    return _answer(request, "capital/application_step.html", it, form, title=way.label)


@needs("capital-application.change")
def line_new(request: Request, application_id: UUID) -> HttpResponse:
    it = application_or_404(request, application_id, "capital.add_line")
    form = LineForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.add_line(application=it, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(it)
    return _answer(request, "capital/line_new.html", it, form)


@needs("capital-application.change")
@require_POST
def line_remove(request: Request, line_id: UUID) -> HttpResponse:
    rows = Line.objects.visible_to(request.user, "capital.remove_line")
    line = get_object_or_404(rows.select_related("application__group"), pk=line_id)
    if line.application.state != State.DRAFT:
        raise Http404
    actions.remove_line(line=line, by=request.user)
    return redirect(line.application)


@needs("capital-application.change")
def application_agreed(request: Request, application_id: UUID) -> HttpResponse:
    """Which decision of a meeting the application rests on."""
    it = application_or_404(request, application_id, "capital.name_decision")
    decisions = list(decisions_of(it.group, timezone.localdate())[:DECISIONS_SHOWN])
    first = {"decision": str(it.agreed_by_id or "")}
    form = AgreedForm(request.POST or None, initial=first, decisions=decisions)
    if form.is_valid():
        with refusals_in(form):
            actions.name_decision(application=it, by=request.user, **form.told())
            messages.success(request, _("Noted."))
            return redirect(it)
    template = "capital/application_agreed.html"
    return _answer(request, template, it, form, decisions=decisions)


def application_or_404(request: Request, application_id: UUID, cell: str) -> Application:
    rows = Application.objects.visible_to(request.user, cell)
    related = ("group", "call", "proposed_by", "decided_by", "agreed_by__meeting")
    return get_object_or_404(rows.select_related(*related), pk=application_id)


def _answer(
    request: Request, template: str, it: Application, form: Any, **more: Any
) -> HttpResponse:
    return answer(request, template, {"it": it, "group": it.group, **more}, form)
