"""What all verbs of this room begin with: the case locked, and open for work."""

from django.utils import timezone

from berdaya.casework.actions import working
from berdaya.casework.models import Case
from berdaya.casework.refusals import WaitsForWorker
from berdaya.psychosocial.models import Kept


def at_work(case: Case) -> Case:
    """The case as it is now; whoever else writes waits.

    Raises:
        CaseIsClosed, ClientWithdrew, WaitsForWorker.
    """
    case = working.at_work(case)
    if case.state != Case.State.OPEN:
        raise WaitsForWorker
    return case


def off(row: Kept) -> None:
    """Set the day on which a row was taken off; the verb saves it."""
    row.off_at = timezone.now()
