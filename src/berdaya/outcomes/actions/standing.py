"""What the verbs share: the case locked and in the right stage, and what a key made before."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from berdaya.casework.actions.stages import locked
from berdaya.casework.models import Case
from berdaya.casework.refusals import CaseIsClosed
from berdaya.casework.words import STAGES
from berdaya.outcomes import refusals

WORKING, EVALUATING, ENDING = 4, 5, 6
Row = TypeVar("Row", bound=models.Model)


def held(case: Case, *stages: int) -> Case:
    """The case, locked, if it is open and stands in one of these stages."""
    case = locked(case)
    if case.state == Case.State.CLOSED:
        raise CaseIsClosed
    if case.stage not in stages:
        raise refusals.NotInThisStage(stage=STAGES[case.stage])
    return case


def made_before(model: type[Row], key: UUID, **same: Any) -> Row | None:
    """The row that this key made already; refuses a key that made something else."""
    row = model._default_manager.across_areas(why="keys are unique").filter(pk=key).first()  # type: ignore[attr-defined]  # a SightedManager
    if row and any(getattr(row, name) != value for name, value in same.items()):
        raise refusals.OutcomeKeyInUse
    return row  # type: ignore[no-any-return]
