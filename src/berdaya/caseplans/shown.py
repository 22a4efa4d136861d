"""A plan as its pages show it: goals, activities, tasks with their trend, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from berdaya.access.models import User
from berdaya.caseplans.drawing import Picture, picture_of
from berdaya.caseplans.facts import AGREEABLE, is_of_this_round, of_plan
from berdaya.caseplans.models import CasePlan, CaseTask, Practice
from berdaya.casework.models import Case
from berdaya.casework.sight import may
from berdaya.casework.words import word
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION, PLANNING, Fact, definition
from berdaya.rules.casework.tasks import Advice, Trend, advice, fits_age, trend
from berdaya.rules.instruments.applicability import age


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task with its practice, oldest first."""

    task: CaseTask
    difficulty: str
    ages: str
    practices: tuple[Practice, ...]
    picture: Picture
    advice: Advice
    trend: Trend
    fits: bool | None  # the client's age, where both are known


@dataclass(frozen=True, slots=True)
class Ways:
    """What a user may do next with the plan of a case."""

    begin: bool
    describe: bool  # and set goals, and note that the client agrees
    work: bool  # add activities and tasks
    practise: bool  # and settle activities


def tasks_of(case: Case, today: date) -> list[TaskShown]:
    """The tasks of a case, those still practised first. Two queries."""
    tried: dict[object, list[Practice]] = {}
    rows = Practice.objects.across_areas(why="of a case in sight").of(case).standing()
    for one in rows.in_order():
        tried.setdefault(one.task_id, []).append(one)
    age = age_of(case, today)
    return [task_shown(it, tried.get(it.pk, ()), age) for it in case.tasks.in_order()]


def age_of(case: Case, today: date) -> int | None:
    """How old the client is, where it is one person whose birth date is known."""
    born = case.person.birth_date if case.person else None
    return age(born, today) if born else None


def task_shown(task: CaseTask, practices: Iterable[Practice], age: int | None) -> TaskShown:
    tried = tuple(practices)
    outcomes = [one.outcome for one in tried]
    return TaskShown(
        task=task,
        difficulty=word("difficulties", str(task.difficulty)),
        ages=", ".join(word("ages", code) for code in task.ages),
        practices=tried,
        picture=picture_of(tried),
        advice=advice(outcomes),
        trend=trend(outcomes),
        fits=None if task.who else fits_age(task.ages, age),
    )


def checklist_of(plan: CasePlan) -> list[tuple[Fact, bool]]:
    """What a plan needs before the client agrees to it, and whether it is there."""
    facts = of_plan(plan)
    return [(definition().facts[code], code in facts) for code in AGREEABLE]


def ways_for(user: User, case: Case, plan: CasePlan | None) -> Ways:
    """By the stage of the case and the state of its newest plan."""
    is_open = case.state != Case.State.CLOSED
    may_change = is_open and may(user, "case-plan.change", case)
    planning = is_open and case.stage == PLANNING
    renew = plan is None or bool(plan.agreed) or not is_of_this_round(plan, case)
    return Ways(
        begin=planning and renew and may(user, "caseplans.begin_plan", case),
        describe=planning and may_change and plan is not None and not plan.agreed,
        work=may_change and plan is not None and case.stage in (PLANNING, IMPLEMENTATION),
        practise=may_change and case.stage in (PLANNING, IMPLEMENTATION, EVALUATION),
    )
