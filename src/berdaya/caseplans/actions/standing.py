"""What the verbs share: the case fit for work in its stage, and its plan the newest one."""

from collections.abc import Iterable
from functools import partial

from berdaya.caseplans import refusals
from berdaya.caseplans.models import CasePlan
from berdaya.casework.actions import working
from berdaya.rules.casework.stages import PLANNING
from berdaya.rules.casework.vocabulary import codes

held = partial(working.at_work, otherwise=refusals.NotInThisStage)


def newest(plan: CasePlan, *stages: int) -> CasePlan:
    """The plan, its case locked, if no newer version has replaced it."""
    case = held(plan.case, *stages)
    last = case.plans.latest("number")
    if last.pk != plan.pk:
        raise refusals.PlanReplaced
    return last


def draft(plan: CasePlan) -> CasePlan:
    """The newest plan, if the client has not agreed to it yet."""
    plan = newest(plan, PLANNING)
    if plan.agreed:
        raise refusals.PlanAgreed
    return plan


def refuse_unknown(of: str, given: Iterable[str]) -> None:
    if set(given) - set(codes(of)):
        raise refusals.UnknownWord
