"""Planning activities and settling them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.caseplans import refusals
from berdaya.caseplans.actions.standing import newest, refuse_unknown
from berdaya.caseplans.models import Activity, CasePlan, Goal
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION, PLANNING

State = Activity.State


@dataclass(frozen=True, slots=True)
class NewActivity:
    """Who does what, when, how, by which strategy, and for which goal, if for one."""

    what: str
    who: str
    how: str
    strategy: str
    starts_on: date
    ends_on: date | None = None
    goal: Goal | None = None


@once
@transaction.atomic
def plan_activity(*, key: UUID, plan: CasePlan, activity: NewActivity, by: User) -> Activity:
    """Add an activity to the plan; repeating the key adds once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanKeyInUse,
        UnknownWord, EndsBeforeItBegins.
    """
    allow(by, "caseplans.plan_activity", case=plan.case)
    plan = newest(plan, PLANNING, IMPLEMENTATION)
    if earlier := made_before(Activity, key, refusals.PlanKeyInUse, plan_id=plan.pk):
        return earlier
    refuse_unknown("strategies", [activity.strategy])
    if activity.goal and activity.goal.plan_id != plan.pk:
        raise refusals.UnknownWord
    if activity.ends_on and activity.ends_on < activity.starts_on:
        raise refusals.EndsBeforeItBegins
    made = Activity.objects.create(
        pk=key,
        plan=plan,
        goal=activity.goal,
        what=activity.what.strip(),
        who=activity.who.strip(),
        how=activity.how.strip(),
        strategy=activity.strategy,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        by=by,
    )
    trace(by, "caseplans.plan_activity", plan.case)
    return made


@transaction.atomic
def settle_activity(
    *, activity: Activity, state: str, on: date, outcome: str = "", by: User
) -> Activity:
    """Say that an activity was done, or dropped, and what came of it. The same again is once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, ActivitySettled,
        DayNotCome.
    """
    allow(by, "caseplans.settle_activity", case=activity.plan.case)
    plan = newest(activity.plan, PLANNING, IMPLEMENTATION, EVALUATION)
    activity = plan.activities.get(pk=activity.pk)
    if (activity.state, activity.settled_on) == (state, on):
        return activity
    if activity.state != State.PLANNED or state == State.PLANNED:
        raise refusals.ActivitySettled
    refuse_future(on)
    activity.state, activity.settled_on, activity.outcome = State(state), on, outcome.strip()
    activity.save()
    trace(by, "caseplans.settle_activity", plan.case)
    return activity
