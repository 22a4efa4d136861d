"""Ending well: is the client ready, and the summary that the client takes along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.refusals import refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.outcomes import refusals
from berdaya.outcomes.actions.standing import ending
from berdaya.outcomes.models import ReadinessCheck, Summary, SummaryGiven
from berdaya.outcomes.reading import newest_of
from berdaya.rules.casework.outcomes import is_whole
from berdaya.rules.casework.stages import EVALUATION, TERMINATION


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of a closing summary."""

    worked_on: str
    changed: str
    contact: str
    strengths: str = ""


@once
@transaction.atomic
def check_readiness(
    *, key: UUID, case: Case, answers: Mapping[str, str], note: str = "", on: date, by: User
) -> ReadinessCheck:
    """Go through the checklist with the client. It informs; it forbids nothing. Key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, NotInThisStage, ChecklistUnfinished,
        DayNotCome.
    """
    allow(by, "outcomes.check_readiness", case=case)
    case = ending(case, EVALUATION, TERMINATION)
    if earlier := made_before(ReadinessCheck, key, refusals.OutcomeKeyInUse, case_id=case.pk):
        return earlier
    refuse_future(on)
    if not is_whole(answers):
        raise refusals.ChecklistUnfinished
    made = ReadinessCheck.objects.create(
        pk=key, case=case, answers=dict(answers), note=note.strip(), on=on, by=by
    )
    trace(by, "outcomes.check_readiness", case)
    return made


@once
@transaction.atomic
def write_summary(*, key: UUID, case: Case, told: Told, on: date, by: User) -> Summary:
    """Write the closing summary for the client; a newer one replaces it. The key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, NotInThisStage, DayNotCome.
    """
    allow(by, "outcomes.write_summary", case=case)
    case = ending(case, EVALUATION, TERMINATION)
    if earlier := made_before(Summary, key, refusals.OutcomeKeyInUse, case_id=case.pk):
        return earlier
    refuse_future(on)
    made = Summary.objects.create(
        pk=key,
        case=case,
        worked_on=told.worked_on.strip(),
        changed=told.changed.strip(),
        strengths=told.strengths.strip(),
        contact=told.contact.strip(),
        on=on,
        by=by,
    )
    trace(by, "outcomes.write_summary", case)
    return made


@once
@transaction.atomic
def give_summary(*, summary: Summary, on: date, how: str, who: str, by: User) -> SummaryGiven:
    """Note that the client got the newest summary. Twice: once.

    Raises:
        NotAllowed, CaseIsClosed, NotInThisStage, SummaryReplaced, DayNotCome.
    """
    allow(by, "outcomes.give_summary", case=summary.case)
    case = ending(summary.case, TERMINATION)
    rows = SummaryGiven.objects.across_areas(why="allowed above").filter(summary=summary)
    earlier: SummaryGiven | None = rows.first()
    if earlier:
        return earlier
    if newest_of(Summary, case) != summary:
        raise refusals.SummaryReplaced
    refuse_future(on)
    made = SummaryGiven.objects.create(
        summary=summary, on=on, how=SummaryGiven.How(how), who=who.strip(), by=by
    )
    trace(by, "outcomes.give_summary", case)
    return made
