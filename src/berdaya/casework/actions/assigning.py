"""Who works on a case, who supervises it, and how it passes from one to another."""

from datetime import date

from django.db import transaction

from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.actions.stages import locked
from berdaya.casework.models import Assignment, Case
from berdaya.casework.professionals import is_one
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace

WORKER = Assignment.Role.WORKER


@transaction.atomic
def assign_worker(*, case: Case, worker: User, on: date, by: User) -> Case:
    """Let a social worker of the area begin to work on a case that waits for one.

    Raises:
        NotAllowed, SameWorker, CaseIsClosed, NotAWorker, DayNotCome, DayBeforeLast.
    """
    allow(by, "casework.assign_worker", case=case)
    case = locked(case)
    if case.worker_id:
        raise refusals.SameWorker(name=case.worker)
    pass_on(case, WORKER, worker, on, by)
    trace(by, "casework.assign_worker", case)
    return case


@transaction.atomic
def transfer_case(*, case: Case, role: str, to: User, reason: str, on: date, by: User) -> Case:
    """Pass the work on a case, or its supervision, to somebody else. Who had it sees it no more.

    Raises:
        NotAllowed, ReasonMissing, SameWorker, CaseIsClosed, WaitsForWorker, NotAWorker,
        NotASupervisor, DayNotCome, DayBeforeLast.
    """
    allow(by, "casework.transfer_case", case=case)
    case = locked(case)
    if not reason.strip():
        raise refusals.ReasonMissing
    if role == WORKER and not case.worker_id:
        raise refusals.WaitsForWorker
    pass_on(case, role, to, on, by, reason.strip())
    trace(by, "casework.transfer_case", case)
    return case


def pass_on(case: Case, role: str, to: User, on: date, by: User, reason: str = "") -> None:
    """Note who has a case from now on. No verb: a tool of those that decide so.

    Raises:
        SameWorker, CaseIsClosed, NotAWorker, NotASupervisor, DayNotCome, DayBeforeLast.
    """
    if case.state == Case.State.CLOSED:
        raise refusals.CaseIsClosed
    if to.pk in (case.worker_id if role == WORKER else case.supervisor_id,):
        raise refusals.SameWorker(name=to)
    kind = SOCIAL_WORKER if role == WORKER else SUPERVISOR
    if not is_one(to, kind, case.area_id):
        raise (refusals.NotAWorker if role == WORKER else refusals.NotASupervisor)(name=to)
    refusals.refuse_future(on)
    before = case.assignments.filter(role=role, until=None).first()
    if on < (before.since if before else case.opened_on):
        raise refusals.DayBeforeLast
    if before:
        before.until = on
        before.save(update_fields=["until"])
    Assignment.objects.create(case=case, role=role, user=to, since=on, reason=reason, by=by)
    if role == WORKER:
        case.worker, case.state = to, Case.State.OPEN
    else:
        case.supervisor = to
    case.save(update_fields=["worker", "supervisor", "state"])
