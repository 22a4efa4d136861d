"""The only verbs by which a case goes from stage to stage, and is closed."""

from datetime import date

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.actions.stages import close_case as note_closing
from berdaya.casework.actions.stages import enter_stage, locked
from berdaya.casework.actions.working import running
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.pathway.facts import facts_of
from berdaya.pathway.history import ending_of, steps_taken
from berdaya.pathway.refusals import MovedMeanwhile, StepRefused
from berdaya.rules.casework.stages import Refused, refuse, refuse_closing


@transaction.atomic
def move_on(
    *, case: Case, to: int, seen: int, on: date, by: User, reason: str = "", ending: str = ""
) -> Case:
    """Take a case on to the next stage, back to an earlier one, or to its end.

    `seen` is the number of steps that whoever decides has seen, so that a form that is sent
    twice, or late, moves nothing.

    Raises:
        NotAllowed, CaseIsClosed, MovedMeanwhile, StepRefused, DayNotCome, DayBeforeLast.
    """
    allow(by, "pathway.move_on", case=case)
    case = _as_seen(case, seen)
    try:
        step = refuse(case.stage, to, facts_of(case), reason=reason, ending=ending)
    except Refused as no:
        raise StepRefused.of(no) from None
    # whoever reads the history later sees why, also where the rules ask for no words
    why = reason.strip() or (step.title["id"] if ending else "")
    enter_stage(case=case, to=to, on=on, by=by, reason=why, ending=ending)
    trace(by, "pathway.move_on", case)
    return locked(case)


@transaction.atomic
def close(*, case: Case, seen: int, on: date, by: User) -> Case:
    """End the work with a case for good; it may be opened again later.

    Raises:
        NotAllowed, CaseIsClosed, MovedMeanwhile, StepRefused, DayNotCome, DayBeforeLast.
    """
    allow(by, "pathway.close", case=case)
    case = _as_seen(case, seen)
    try:
        refuse_closing(case.stage, facts_of(case), ending_of(case))
    except Refused as no:
        raise StepRefused.of(no) from None
    trace(by, "pathway.close", case)
    return note_closing(case=case, on=on, by=by)


def _as_seen(case: Case, seen: int) -> Case:
    case = running(case)
    if steps_taken(case) != seen:
        raise MovedMeanwhile
    return case
