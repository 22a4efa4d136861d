"""Activities of a plan, tasks of a client, and how each try of a task went."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.caseplans import actions
from berdaya.caseplans.forms import (
    ActivityForm,
    EndTaskForm,
    PracticeForm,
    SettleForm,
    TaskForm,
)
from berdaya.caseplans.models import Activity, CaseTask, Practice
from berdaya.caseplans.plan_views import PAGE, plan_for
from berdaya.caseplans.shown import age_of, task_shown, ways_for
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.sight import may
from berdaya.casework.words import word
from berdaya.refusal import Refusal
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

CASE = ("person", "family", "group", "area", "worker", "supervisor")


@needs("case-plan.change")
def case_activity_new(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.plan_activity")
    form = ActivityForm(request.POST or None, goals=plan.goals.in_order(), setting=plan.setting)
    return form_page(
        request,
        form,
        case=plan.case,
        back=reverse(PAGE, args=[plan.case_id]),
        deed=lambda _told: actions.plan_activity(plan=plan, by=request.user, **form.told()),
        ask=gettext_lazy("Plan an activity"),
    )


@needs("case-plan.change")
def case_activity_settle(request: Request, activity_id: UUID) -> HttpResponse:
    rows = Activity.objects.visible_to(request.user, "caseplans.settle_activity")
    rows = rows.select_related("plan", *(f"plan__case__{one}" for one in CASE))
    activity = get_object_or_404(rows, pk=activity_id)
    read_of(request, activity.plan.case, PAGE)
    return form_page(
        request,
        SettleForm(request.POST or None),
        case=activity.plan.case,
        back=reverse(PAGE, args=[activity.plan.case_id]),
        deed=lambda told: actions.settle_activity(activity=activity, by=request.user, **told),
        ask=gettext_lazy("What became of the activity"),
        lead=activity.what,
    )


@needs("case-plan.change")
def case_task_new(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "caseplans.give_task", PAGE)
    form = TaskForm(request.POST or None)
    return form_page(
        request,
        form,
        case=case,
        back=reverse(PAGE, args=[case.pk]),
        deed=lambda _told: actions.give_task(case=case, by=request.user, **form.told()),
        ask=gettext_lazy("Give a task to practise"),
    )


@needs("case-plan.read")
def case_task(request: Request, task_id: UUID) -> HttpResponse:
    """A task with the picture of its practice; whoever works on the case notes the next try."""
    task = _task_for(request, task_id, "case-plan.read")
    case = task.case
    may_note = (
        not task.ended_on
        and ways_for(request.user, case, None).practise
        and may(request.user, "caseplans.note_practice", case)
    )
    form = PracticeForm(request.POST if may_note and request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            actions.note_practice(task=task, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(task)
    rows = Practice.objects.across_areas(why="of a task in sight").filter(task=task)
    tried = list(rows.select_related("by").in_order())
    standing = [one for one in tried if one.taken_back_at is None]
    context = {
        "case": case,
        "it": task_shown(task, standing, age_of(case, timezone.localdate())),
        "tries": [(one, word("practices", one.outcome)) for one in reversed(tried)],
        "may_note": may_note,
    }
    return answer(request, "caseplans/case_task.html", context, form)


@needs("case-plan.change")
def case_task_end(request: Request, task_id: UUID) -> HttpResponse:
    task = _task_for(request, task_id, "caseplans.end_task")
    return form_page(
        request,
        EndTaskForm(request.POST or None),
        case=task.case,
        back=task.get_absolute_url(),
        deed=lambda told: actions.end_task(task=task, by=request.user, **told),
        ask=gettext_lazy("End the task"),
        lead=task.what,
    )


@needs("case-plan.change")
@require_POST
def case_practice_undo(request: Request, practice_id: UUID) -> HttpResponse:
    practice = _practice_for(request.user, practice_id)
    read_of(request, practice.task.case, PAGE)
    try:
        actions.take_back_practice(practice=practice, by=request.user)
        messages.success(request, _("Taken back."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(practice.task)


def _practice_for(user: User, practice_id: UUID) -> Practice:
    rows = Practice.objects.visible_to(user, "caseplans.take_back_practice")
    return get_object_or_404(rows.select_related("task__case"), pk=practice_id)


def _task_for(request: Request, task_id: UUID, deed: str) -> CaseTask:
    rows = CaseTask.objects.visible_to(request.user, deed)
    task = get_object_or_404(rows.select_related(*(f"case__{one}" for one in CASE)), pk=task_id)
    read_of(request, task.case, PAGE)
    return task
