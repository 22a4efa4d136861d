"""Opening a closed case again."""

from datetime import date

from django.db import transaction

from berdaya.access.kinds import SOCIAL_WORKER
from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.actions.beside import open_beside, oversees, refuse_seen
from berdaya.casework.actions.stages import enter_stage, locked
from berdaya.casework.contracts import agreement_of
from berdaya.casework.models import Assignment, Case
from berdaya.casework.professionals import is_one
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.rules.casework.stages import ASSESSMENT


@transaction.atomic
def reopen_case(*, case: Case, to: int, reason: str, on: date, by: User) -> Case:
    """Begin again with a closed case: with a new contract (stage 1), or by assessing anew (2).

    The latter only while the old contract stands. Whoever worked on it goes on, if they still
    work in the area; else it waits for a worker.

    Raises:
        NotAllowed, CaseNotClosed, OpenAlready, NotOpenedAgain, NoContractStands, NoSuchStep,
        ReasonMissing, DayNotCome, DayBeforeLast.
    """
    allow(by, "casework.reopen_case", case=case)
    case = locked(case)
    if case.state != Case.State.CLOSED:
        raise refusals.CaseNotClosed
    _refuse_beside(case, by)
    if to == ASSESSMENT:
        _refuse_without_contract(case, on)
    enter_stage(case=case, to=to, reason=reason, on=on, by=by)
    case.refresh_from_db()
    if case.worker and not is_one(case.worker, SOCIAL_WORKER, case.area_id):
        for left in case.assignments.filter(role=Assignment.Role.WORKER, until=None):
            left.until = on
            left.save(update_fields=["until"])
        case.worker, case.state = None, Case.State.INTAKE
        case.save(update_fields=["worker", "state"])
    trace(by, "casework.reopen_case", case)
    return case


def _refuse_without_contract(case: Case, on: date) -> None:
    agreement = agreement_of(case, on)
    if not agreement.stands or agreement.last is None or agreement.last.is_over(on):
        raise refusals.NoContractStands


def _refuse_beside(case: Case, by: User) -> None:
    """One open case a client, and where its supervisor is one: the answer tells not which it was."""
    area = case.subject.area_id if case.subject else case.area_id
    others = open_beside(case, case.area_id)
    refuse_seen(others, by)
    if others or not oversees(case, area):
        raise refusals.NotOpenedAgain
