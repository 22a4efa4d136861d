"""Writing a step of a case from stage to stage. No verbs: tools of verbs that decide whether.

Called by taking on and reopening in this room, and by `pathway.move_on`; nobody else may.
"""

from datetime import date

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.models import Case, StageEntry
from berdaya.rules.casework.stages import ASSESSMENT, ENGAGEMENT, FIRST, GOAL_REACHED, LAST
from berdaya.rules.casework.vocabulary import codes

Kind = StageEntry.Kind
AGAIN = (ENGAGEMENT, ASSESSMENT)  # where a case that is opened again begins


def locked(case: Case) -> Case:
    """The case as it is now; whoever else works on it waits."""
    rows = Case.objects.across_areas(why="allowed before").select_for_update(of=("self",))
    return rows.get(pk=case.pk)


def begin(case: Case, *, by: User) -> StageEntry:
    """The first entry of a case that was just made."""
    return StageEntry.objects.create(
        case=case, number=1, kind=Kind.BEGUN, to_stage=FIRST, on=case.opened_on, by=by
    )


@transaction.atomic  # the row is locked until it is written
def enter_stage(
    *, case: Case, to: int, on: date, by: User, reason: str = "", ending: str = ""
) -> StageEntry:
    """Note that a case goes to another stage. Inside the transaction of a verb that decided so.

    On by one; back, with a reason; to the last stage from any, with a reason and an ending that
    is no goal reached; or, of a closed case, back to the first or second, with a reason.

    Raises:
        NoSuchStep, ReasonMissing, DayNotCome, DayBeforeLast.
    """
    case = locked(case)
    kind = _kind(case, to, ending)
    reason = reason.strip()
    if not reason and kind not in (Kind.BEGUN, Kind.ON):
        raise refusals.ReasonMissing
    last = case.stage_entries.latest("number")
    refusals.refuse_future(on)
    if on < max(last.on, case.closed_on or last.on):
        raise refusals.DayBeforeLast
    made = StageEntry.objects.create(
        case=case,
        number=last.number + 1,
        kind=kind,
        from_stage=case.stage,
        to_stage=to,
        ending=ending,
        reason=reason,
        on=on,
        by=by,
    )
    case.stage = to
    if kind == Kind.REOPENED:
        case.state = Case.State.OPEN if case.worker_id else Case.State.INTAKE
        case.closed_on = None
    case.save(update_fields=["stage", "state", "closed_on"])
    return made


@transaction.atomic
def close_case(*, case: Case, on: date, by: User) -> Case:
    """Note that the work with a case is over. Inside the transaction of a verb that decided so.

    Raises:
        NoSuchStep: the case does not stand in the last stage. CaseIsClosed, DayNotCome,
        DayBeforeLast.
    """
    case = locked(case)
    if case.state == Case.State.CLOSED:
        raise refusals.CaseIsClosed
    if case.stage != LAST:
        raise refusals.NoSuchStep(of=case.stage, to=LAST)
    refusals.refuse_future(on)
    if on < case.stage_entries.latest("number").on:
        raise refusals.DayBeforeLast
    case.state, case.closed_on = Case.State.CLOSED, on
    case.save(update_fields=["state", "closed_on"])
    return case


def _kind(case: Case, to: int, ending: str) -> StageEntry.Kind:
    """What such a step is; a step that there is not is refused."""
    of, closed = case.stage, case.state == Case.State.CLOSED
    if closed and of == LAST and to in AGAIN and not ending:
        return Kind.REOPENED
    is_ending = to == LAST and ending in codes("end-reasons")
    if not closed and to != of and (is_ending or (FIRST <= to < LAST and not ending)):
        if to == of + 1:
            return Kind.ON
        if to < of:
            return Kind.BACK
        if is_ending and ending != GOAL_REACHED:
            return Kind.ENDED
    raise refusals.NoSuchStep(of=of, to=to)
