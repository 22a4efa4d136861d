"""What the plan of a case says to be true, as codes of rules/casework/stages."""

from collections.abc import Iterator

from berdaya.caseplans.models import Activity, CasePlan, Practice
from berdaya.casework.models import Case
from berdaya.rules.casework.stages import PLANNING
from berdaya.services.models import Referral

UNANSWERED = {Referral.State.DRAFTED, Referral.State.SENT, Referral.State.NOT_REACHED}
# what a plan must have before the client agrees to it
AGREEABLE = (
    "result-goals-scaled",
    "process-goals-scaled",
    "systems-named",
    "activities-planned",
)


def facts_of(case: Case) -> frozenset[str]:
    """The facts that this room knows of a case.

    A case that went back to planning needs a newer version of its plan: what an older one said
    counts no more.
    """
    facts = set(_of_tasks(case))
    plan = case.plans.select_related("agreement").order_by("-number").first()
    if plan and is_of_this_round(plan, case):
        facts |= of_plan(plan)
    return frozenset(facts)


def is_of_this_round(plan: CasePlan, case: Case) -> bool:
    """Whether a plan was begun since the case last came to planning."""
    came = case.stage_entries.filter(to_stage=PLANNING).order_by("-number").first()
    return came is not None and plan.recorded_at >= came.recorded_at


def of_plan(plan: CasePlan) -> frozenset[str]:
    """What one version of a plan has. Two queries, unless its rows are at hand."""
    facts = {f"{goal.kind}-goals-scaled" for goal in plan.goals.all()}
    if all(plan.systems.values()):
        facts.add("systems-named")
    if any(it.state != Activity.State.DROPPED for it in plan.activities.all()):
        facts.add("activities-planned")
    if plan.agreed:
        facts.add("plan-agreed")
    return frozenset(facts)


def _of_tasks(case: Case) -> Iterator[str]:
    if case.tasks.exists():
        yield "tasks-graded"
    states = list(case.case_referrals.values_list("referral__state", flat=True))
    if states and not set(states) & UNANSWERED:
        yield "referrals-answered"
    tried = Practice.objects.across_areas(why="of a case the page may see").of(case)
    if tried.standing().exists():
        yield "tasks-practised"
