"""The plan of a case: its newest version, older ones, and the steps to an agreed one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.caseplans import actions
from berdaya.caseplans.forms import AgreeForm, DescribeForm, PlanForm
from berdaya.caseplans.models import CasePlan
from berdaya.caseplans.shown import checklist_of, tasks_of, ways_for
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.tabs import tabs_of
from berdaya.casework.words import word
from berdaya.rules.casework.vocabulary import term
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

PAGE = "case_plan"  # under which all these pages stand in the list of who read the case


@needs("case-plan.read")
@require_safe
def case_plan(request: Request, case_id: UUID) -> HttpResponse:
    """The newest plan of a case, with all that may be done next."""
    case = case_for(request, case_id, "case-plan.read", PAGE)
    plan = _gathered(case).order_by("-number").first()
    return _page(request, case, plan, is_newest=True)


@needs("case-plan.read")
@require_safe
def plan_detail(request: Request, plan_id: UUID) -> HttpResponse:
    """One version of a plan as it stands or stood, to read."""
    plan = plan_for(request, plan_id, "case-plan.read")
    found = _gathered(plan.case).get(pk=plan.pk)
    return _page(request, plan.case, found, is_newest=False)


def _gathered(case: Case) -> Any:
    rows = case.plans.select_related("by", "agreement__by")
    return rows.prefetch_related("goals", "activities")


def _page(
    request: Request, case: Case, plan: CasePlan | None, *, is_newest: bool
) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "case": case,
        "tabs": tabs_of(case, request.user, PAGE),
        "plan": plan,
        "is_newest": is_newest,
        "versions": case.plans.select_related("agreement")
        .only("number", "recorded_at", "case_id", "agreement__plan_id")
        .order_by("-number"),
        "ways": ways_for(request.user, case, plan),
        "tasks": tasks_of(case, today) if is_newest else [],
        "referrals": _referrals(case) if is_newest else [],
        "today": today,
    }
    context["may_refer"] = context["ways"].practise and case.subject is not None
    if plan:
        context |= _of(plan)
    return render(request, "caseplans/case_plan.html", context)


def _referrals(case: Case) -> Any:
    return case.case_referrals.select_related("referral__service").order_by(
        "-recorded_at", "pk"
    )


def _of(plan: CasePlan) -> dict[str, Any]:
    goals = sorted(plan.goals.all(), key=lambda it: it.place)
    activities = sorted(plan.activities.all(), key=lambda it: (it.starts_on, it.recorded_at))
    return {
        "setting": word("settings", plan.setting),
        "systems": [(term("systems", code), told) for code, told in plan.systems.items()],
        "goals": goals,
        "activities": [(it, word("strategies", it.strategy)) for it in activities],
        "checklist": [] if plan.agreed else checklist_of(plan),
    }


def plan_for(request: Request, plan_id: UUID, deed: str) -> CasePlan:
    """The plan, if the user may do or read this of it; else a 404. Notes that it is read."""
    plan = get_object_or_404(
        CasePlan.objects.visible_to(request.user, deed).named(), pk=plan_id
    )
    read_of(request, plan.case, PAGE)
    return plan


@needs("case-plan.add")
def plan_begin(request: Request, case_id: UUID) -> HttpResponse:
    """Begin the plan of a case, or a newer version of it."""
    case = case_for(request, case_id, "caseplans.begin_plan", PAGE)
    last = case.plans.order_by("-number").first()
    first = {"setting": case.setting, "focus": last.focus if last else ""}
    if last:
        first["setting"] = last.setting
    form = PlanForm(request.POST or None, initial=first, is_newer=last is not None)
    return form_page(
        request,
        form,
        case=case,
        back=reverse(PAGE, args=[case.pk]),
        deed=lambda told: actions.begin_plan(case=case, by=request.user, **told),
        ask=_("Make a new version of the plan") if last else _("Begin the plan"),
        lead=_("Goals and what is still planned come over and can be changed.") if last else "",
    )


@needs("case-plan.change")
def plan_describe(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.describe_plan")
    first = {"focus": plan.focus, "setting": plan.setting, **plan.systems}
    form = DescribeForm(request.POST or None, initial=first)
    return form_page(
        request,
        form,
        case=plan.case,
        back=reverse(PAGE, args=[plan.case_id]),
        deed=lambda _told: actions.describe_plan(plan=plan, by=request.user, **form.told()),
        ask=_("Focus and the four systems"),
    )


@needs("case-plan.change")
def plan_agree(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.agree_plan")
    form = AgreeForm(request.POST or None, initial={"who": plan.case.called})
    return form_page(
        request,
        form,
        case=plan.case,
        back=reverse(PAGE, args=[plan.case_id]),
        deed=lambda told: actions.agree_plan(plan=plan, by=request.user, **told),
        ask=_("The client agrees to the plan"),
        lead=_("Read the plan to the client first. From then on its goals stand."),
        template="caseplans/plan_agree.html",
        plan=plan,
        goals=plan.goals.in_order(),
        activities=plan.activities.in_order(),
        setting=said(term("settings", plan.setting).words),
    )
