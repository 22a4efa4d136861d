"""Beginning a version of a plan, describing it, and that the client agrees to it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.caseplans import refusals
from berdaya.caseplans.actions.standing import draft, held, newest, refuse_unknown
from berdaya.caseplans.facts import AGREEABLE, of_plan
from berdaya.caseplans.models import Activity, CasePlan, Goal, PlanAgreement
from berdaya.caseplans.models.goals import LEVELS
from berdaya.caseplans.models.plans import SYSTEMS
from berdaya.casework.models import Case
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.rules.casework.stages import PLANNING, definition
from berdaya.ui.languages import said

COPIED = ("place", "kind", "what", "indicator", *LEVELS.values(), "baseline", "weight")
CARRIED = ("what", "who", "how", "strategy", "starts_on", "ends_on")


@once
@transaction.atomic
def begin_plan(
    *, key: UUID, case: Case, focus: str, setting: str, reason: str = "", by: User
) -> CasePlan:
    """Begin a plan, or a newer version that takes over what the last one had; its key twice: once.

    Goals come over as they are, to be changed; so do activities that are still planned.

    Raises:
        NotAllowed, PlanKeyInUse, CaseIsClosed, ClientWithdrew, NotInThisStage, UnknownWord,
        ReasonMissing.
    """
    allow(by, "caseplans.begin_plan", case=case)
    case = held(case, PLANNING)
    if earlier := made_before(CasePlan, key, refusals.PlanKeyInUse, case_id=case.pk):
        return earlier
    refuse_unknown("settings", [setting])
    last = case.plans.order_by("-number").first()
    if last and not reason.strip():
        raise refusals.ReasonMissing
    plan = CasePlan(
        pk=key,
        case=case,
        number=last.number + 1 if last else 1,
        focus=focus.strip(),
        setting=setting,
        reason=reason.strip() if last else "",
        by=by,
    )
    if last:
        for code in SYSTEMS:
            setattr(plan, f"system_{code}", last.systems[code])
    plan.save()
    if last:
        _take_over(last, plan, by)
    trace(by, "caseplans.begin_plan", case)
    return plan


def _take_over(old: CasePlan, new: CasePlan, by: User) -> None:
    """Goals, and activities still planned, as rows of the new version that name the old ones."""
    goals: dict[UUID, Goal] = {}
    for one in old.goals.in_order():
        values = {name: getattr(one, name) for name in COPIED}
        goals[one.pk] = Goal(plan=new, continues=one, by=by, **values)
    Goal.objects.bulk_create(goals.values())
    planned = old.activities.filter(state=Activity.State.PLANNED).in_order()
    Activity.objects.bulk_create(
        Activity(
            plan=new,
            goal=goals[one.goal_id] if one.goal_id else None,
            continues=one,
            by=by,
            **{name: getattr(one, name) for name in CARRIED},
        )
        for one in planned
    )


@transaction.atomic
def describe_plan(
    *, plan: CasePlan, focus: str, setting: str, systems: Mapping[str, str], by: User
) -> CasePlan:
    """Say what a plan is about, in which setting, and who is in its four systems.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanAgreed,
        UnknownWord.
    """
    allow(by, "caseplans.describe_plan", case=plan.case)
    plan = draft(plan)
    refuse_unknown("settings", [setting])
    refuse_unknown("systems", systems)
    plan.focus, plan.setting = focus.strip(), setting
    for code, words in systems.items():
        setattr(plan, f"system_{code}", words.strip())
    plan.save()
    trace(by, "caseplans.describe_plan", plan.case)
    return plan


@once
@transaction.atomic
def agree_plan(*, plan: CasePlan, on: date, how: str, who: str, by: User) -> PlanAgreement:
    """Note that the client agreed to a plan; from now on its goals stand. Twice: once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanUnfinished,
        DayNotCome.
    """
    allow(by, "caseplans.agree_plan", case=plan.case)
    plan = newest(plan, PLANNING)
    if plan.agreed:
        return plan.agreed
    refuse_future(on)
    facts = of_plan(plan)
    missing = [definition().facts[code] for code in AGREEABLE if code not in facts]
    if missing:
        raise refusals.PlanUnfinished(missing=" ".join(said(it.missing) for it in missing))
    made = PlanAgreement.objects.create(plan=plan, on=on, how=how, who=who.strip(), by=by)
    trace(by, "caseplans.agree_plan", plan.case)
    return made
