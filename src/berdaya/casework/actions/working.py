"""What verbs on a case begin with, here and in the rooms above: the case locked, and fit for it."""

from django.utils import timezone

from berdaya.casework import refusals
from berdaya.casework.actions.stages import locked
from berdaya.casework.contracts import agreement_of
from berdaya.casework.models import Case
from berdaya.casework.words import STAGES
from berdaya.refusal import Refusal


def running(case: Case, *stages: int, otherwise: type[Refusal] = refusals.NoSuchStep) -> Case:
    """The case as it is now, locked, if it is not closed.

    Where stages are named it must stand in one of them; `otherwise` is raised with the title of
    the one in which it stands.

    Raises:
        CaseIsClosed, and `otherwise`.
    """
    case = locked(case)
    if case.state == Case.State.CLOSED:
        raise refusals.CaseIsClosed
    if stages and case.stage not in stages:
        raise otherwise(stage=STAGES[case.stage])
    return case


def at_work(case: Case, *stages: int, otherwise: type[Refusal] = refusals.NoSuchStep) -> Case:
    """The same, for verbs that note something new about a client: who wants no more is heeded.

    Raises:
        CaseIsClosed, ClientWithdrew, and `otherwise`.
    """
    case = running(case, *stages, otherwise=otherwise)
    if agreement_of(case, timezone.localdate()).is_withdrawn:
        raise refusals.ClientWithdrew
    return case
