"""Setting the goals of a plan that the client has not agreed to yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.caseplans import refusals
from berdaya.caseplans.actions.standing import draft
from berdaya.caseplans.models import CasePlan, Goal
from berdaya.caseplans.models.goals import LEVELS, MOST
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal with the words of its five levels, by level."""

    kind: str
    what: str
    indicator: str
    levels: Mapping[int, str]
    baseline: int
    weight: int = 1


@once
@transaction.atomic
def set_goal(*, key: UUID, plan: CasePlan, goal: NewGoal, by: User) -> Goal:
    """Set a goal in a plan; its key again changes it, as long as the client has not agreed.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanAgreed,
        PlanKeyInUse, TooManyGoals.
    """
    allow(by, "caseplans.set_goal", case=plan.case)
    plan = draft(plan)
    made = made_before(Goal, key, refusals.PlanKeyInUse, plan_id=plan.pk)
    if made is None:
        made = Goal(pk=key, plan=plan, place=_free_place(plan), by=by)
    made.kind, made.what = goal.kind, goal.what.strip()
    made.indicator, made.baseline, made.weight = (
        goal.indicator.strip(),
        goal.baseline,
        goal.weight,
    )
    for value, column in LEVELS.items():
        setattr(made, column, goal.levels[value].strip())
    made.save()
    trace(by, "caseplans.set_goal", plan.case)
    return made


@transaction.atomic
def remove_goal(*, goal: Goal, by: User) -> None:
    """Take a goal out of a plan that the client has not agreed to; its activities stay.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanAgreed.
    """
    allow(by, "caseplans.remove_goal", case=goal.plan.case)
    plan = draft(goal.plan)
    plan.activities.filter(goal=goal).update(goal=None)
    plan.goals.filter(pk=goal.pk).delete()
    trace(by, "caseplans.remove_goal", plan.case)


def _free_place(plan: CasePlan) -> int:
    taken = set(plan.goals.values_list("place", flat=True))
    for place in range(1, MOST + 1):
        if place not in taken:
            return place
    raise refusals.TooManyGoals(most=MOST)
