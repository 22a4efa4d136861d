"""What the verbs share: the case locked, in the right stage, and its plan the newest one."""

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from berdaya.caseplans import refusals
from berdaya.caseplans.models import CasePlan
from berdaya.casework.actions.stages import locked
from berdaya.casework.models import Case
from berdaya.casework.refusals import CaseIsClosed
from berdaya.casework.words import STAGES
from berdaya.rules.casework.vocabulary import codes

PLANNING, CARRYING_OUT, EVALUATING = 3, 4, 5
Row = TypeVar("Row", bound=models.Model)


def held(case: Case, *stages: int) -> Case:
    """The case, locked, if it is open and stands in one of these stages."""
    case = locked(case)
    if case.state == Case.State.CLOSED:
        raise CaseIsClosed
    if case.stage not in stages:
        raise refusals.NotInThisStage(stage=STAGES[case.stage])
    return case


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


def made_before(model: type[Row], key: UUID, **same: Any) -> Row | None:
    """The row that this key made already; refuses a key that made something else."""
    row = model._default_manager.across_areas(why="keys are unique").filter(pk=key).first()  # type: ignore[attr-defined]  # a SightedManager
    if row and any(getattr(row, name) != value for name, value in same.items()):
        raise refusals.PlanKeyInUse
    return row  # type: ignore[no-any-return]


def refuse_unknown(of: str, given: Iterable[str]) -> None:
    if set(given) - set(codes(of)):
        raise refusals.UnknownWord
