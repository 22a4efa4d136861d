"""Tasks that a client practises, and how each try went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.caseplans import refusals
from berdaya.caseplans.actions.standing import held, refuse_unknown
from berdaya.caseplans.models import CaseTask, Practice
from berdaya.casework.models import Case
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION, PLANNING


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is practised, how hard it is, for which ages, and by whom if not by the client."""

    what: str
    difficulty: int
    ages: Sequence[str]
    who: str = ""


@once
@transaction.atomic
def give_task(*, key: UUID, case: Case, task: NewTask, by: User) -> CaseTask:
    """Give the client a task to practise; repeating the key gives one.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanKeyInUse, UnknownWord.
    """
    allow(by, "caseplans.give_task", case=case)
    case = held(case, PLANNING, IMPLEMENTATION)
    if earlier := made_before(CaseTask, key, refusals.PlanKeyInUse, case_id=case.pk):
        return earlier
    refuse_unknown("ages", task.ages)
    refuse_unknown("difficulties", [str(task.difficulty)])
    made = CaseTask.objects.create(
        pk=key,
        case=case,
        what=task.what.strip(),
        who=task.who.strip(),
        difficulty=task.difficulty,
        ages=list(task.ages),
        by=by,
    )
    trace(by, "caseplans.give_task", case)
    return made


@transaction.atomic
def end_task(*, task: CaseTask, end: str, on: date, by: User) -> CaseTask:
    """Say that a task is mastered or left off. The same again is once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, TaskEnded, DayNotCome.
    """
    allow(by, "caseplans.end_task", case=task.case)
    task = _practised(task)
    if (task.end, task.ended_on) == (end, on):
        return task
    if task.ended_on:
        raise refusals.TaskEnded
    refuse_future(on)
    task.end, task.ended_on = CaseTask.End(end), on
    task.save()
    trace(by, "caseplans.end_task", task.case)
    return task


@once
@transaction.atomic
def note_practice(
    *, key: UUID, task: CaseTask, on: date, outcome: str, note: str = "", by: User
) -> Practice:
    """Note how a try of a task went; repeating the key notes once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanKeyInUse, TaskEnded,
        UnknownWord, DayNotCome.
    """
    allow(by, "caseplans.note_practice", case=task.case)
    task = _practised(task)
    if earlier := made_before(Practice, key, refusals.PlanKeyInUse, task_id=task.pk):
        return earlier
    if task.ended_on:
        raise refusals.TaskEnded
    refuse_unknown("practices", [outcome])
    refuse_future(on)
    made = Practice.objects.create(
        pk=key, task=task, on=on, outcome=outcome, note=note.strip(), by=by
    )
    trace(by, "caseplans.note_practice", task.case)
    return made


@transaction.atomic
def take_back_practice(*, practice: Practice, by: User) -> Practice:
    """Take back a try that was noted by mistake. It stays in the list, struck out. Twice: once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage.
    """
    allow(by, "caseplans.take_back_practice", case=practice.task.case)
    _practised(practice.task)
    practice = Practice.objects.across_areas(why="allowed before").get(pk=practice.pk)
    if practice.taken_back_at is None:
        practice.taken_back_at = timezone.now()
        practice.save(update_fields=["taken_back_at"])
        trace(by, "caseplans.take_back_practice", practice.task.case)
    return practice


def _practised(task: CaseTask) -> CaseTask:
    """The task as it is now, its case locked, in a stage in which one practises."""
    case = held(task.case, PLANNING, IMPLEMENTATION, EVALUATION)
    return case.tasks.get(pk=task.pk)
