"""Cases that a supervisor left behind: somebody of the area supervises them on."""

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed, allow
from berdaya.access.models import User
from berdaya.casework.actions.assigning import pass_on
from berdaya.casework.actions.stages import locked
from berdaya.casework.models import Assignment, Case
from berdaya.casework.professionals import is_left
from berdaya.casework.tracing import trace

LEFT = "Penyelia sebelumnya tidak bertugas lagi."  # stays in the history of the case


@transaction.atomic
def take_over_case(*, case: Case, by: User) -> Case:
    """Supervise a case of one's area whose supervisor serves as one no more.

    Who left can pass nothing on, and without a supervisor nobody may let in or transfer. A case
    that is supervised is refused like one that there is not.

    Raises:
        NotAllowed, CaseIsClosed, NotASupervisor.
    """
    allow(by, "casework.take_over_case", area=case.area_id)
    case = locked(case)
    if not is_left(case):
        raise NotAllowed(area=case.area)
    pass_on(case, Assignment.Role.SUPERVISOR, by, timezone.localdate(), by, LEFT)
    trace(by, "casework.take_over_case", case)
    return case
