"""Setting, changing and taking out the goals of a plan that is not agreed yet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from berdaya.access.doors import needs
from berdaya.caseplans import actions
from berdaya.caseplans.forms import GoalForm
from berdaya.caseplans.models import CasePlan, Goal
from berdaya.caseplans.plan_views import PAGE, plan_for
from berdaya.casework.pages import form_page, read_of
from berdaya.refusal import Refusal
from berdaya.ui.requests import Request


@needs("case-plan.change")
def goal_new(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.set_goal")
    return _form(request, plan, GoalForm(request.POST or None))


@needs("case-plan.change")
def goal_change(request: Request, goal_id: UUID) -> HttpResponse:
    goal = _goal_for(request, goal_id, "caseplans.set_goal")
    form = GoalForm(request.POST or None, initial=GoalForm.as_set(goal))
    return _form(request, goal.plan, form, goal)


def _form(
    request: Request, plan: CasePlan, form: GoalForm, goal: Goal | None = None
) -> HttpResponse:
    return form_page(
        request,
        form,
        case=plan.case,
        back=reverse(PAGE, args=[plan.case_id]),
        deed=lambda _told: actions.set_goal(plan=plan, by=request.user, **form.told()),
        ask=gettext_lazy("Change the goal") if goal else gettext_lazy("Set a goal"),
        template="caseplans/goal_form.html",
    )


@needs("case-plan.change")
@require_POST
def goal_remove(request: Request, goal_id: UUID) -> HttpResponse:
    goal = _goal_for(request, goal_id, "caseplans.remove_goal")
    try:
        actions.remove_goal(goal=goal, by=request.user)
        messages.success(request, _("The goal is taken out."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(PAGE, goal.plan.case_id)


def _goal_for(request: Request, goal_id: UUID, deed: str) -> Goal:
    of = ("person", "family", "group", "area", "worker", "supervisor")
    rows = Goal.objects.visible_to(request.user, deed)
    rows = rows.select_related("plan__agreement", *(f"plan__case__{one}" for one in of))
    goal = get_object_or_404(rows, pk=goal_id)
    read_of(request, goal.plan.case, PAGE)
    return goal
