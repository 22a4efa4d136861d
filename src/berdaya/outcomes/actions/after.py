"""What is arranged for after the end: who helps, and when somebody looks in again."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.actions.stages import locked
from berdaya.casework.contracts import said_no_on
from berdaya.casework.models import Case
from berdaya.casework.refusals import ClientWithdrew, refuse_future
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before, once
from berdaya.outcomes import refusals
from berdaya.outcomes.actions.standing import ending, held
from berdaya.outcomes.models import AfterCare, FollowUp, FollowUpNote
from berdaya.outcomes.reading import ended_by
from berdaya.rules.casework.outcomes import definition
from berdaya.rules.casework.stages import EVALUATION, TERMINATION


@once
@transaction.atomic
def plan_after_care(
    *, key: UUID, case: Case, helpers: str, if_hard: str, signs: str = "", on: date, by: User
) -> AfterCare:
    """Note who helps after the end and what to do if it gets hard; a newer one replaces it.

    Raises:
        NotAllowed, OutcomeKeyInUse, CaseIsClosed, NotInThisStage, DayNotCome.
    """
    allow(by, "outcomes.plan_after_care", case=case)
    case = ending(case, EVALUATION, TERMINATION)
    if earlier := made_before(AfterCare, key, refusals.OutcomeKeyInUse, case_id=case.pk):
        return earlier
    refuse_future(on)
    made = AfterCare.objects.create(
        pk=key,
        case=case,
        helpers=helpers.strip(),
        signs=signs.strip(),
        if_hard=if_hard.strip(),
        on=on,
        by=by,
    )
    trace(by, "outcomes.plan_after_care", case)
    return made


@once
@transaction.atomic
def date_follow_ups(*, case: Case, days: Mapping[int, date], by: User) -> list[FollowUp]:
    """Date the contacts after the end, one for each number of months. Twice: once.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, WrongDays.
    """
    allow(by, "outcomes.date_follow_ups", case=case)
    case = held(case, TERMINATION)
    entry = ended_by(case)
    assert entry is not None, "a case in its last stage was led there"
    rows = FollowUp.objects.across_areas(why="allowed above").filter(entry=entry)
    if earlier := list(rows.order_by("months")):
        return earlier
    given = [entry.on, *(days[months] for months in sorted(days))]
    if set(days) != set(definition().months) or given != sorted(set(given)):
        raise refusals.WrongDays
    made = FollowUp.objects.bulk_create(
        FollowUp(case=case, entry=entry, months=months, due_on=days[months], by=by)
        for months in sorted(days)
    )
    trace(by, "outcomes.date_follow_ups", case)
    return made


@once
@transaction.atomic
def note_follow_up(
    *, key: UUID, follow_up: FollowUp, result: str, words: str = "", on: date, by: User
) -> FollowUpNote:
    """Note how a contact after the end went, of a closed case too. The key twice: once.

    Raises:
        NotAllowed, OutcomeKeyInUse, UnknownAnswer, ContactNoted, ClientWithdrew, DayNotCome.
    """
    allow(by, "outcomes.note_follow_up", case=follow_up.case)
    case = locked(follow_up.case)
    if earlier := made_before(
        FollowUpNote, key, refusals.OutcomeKeyInUse, follow_up_id=follow_up.pk
    ):
        return earlier
    if result not in definition().results:
        raise refusals.UnknownAnswer
    rows = FollowUp.objects.across_areas(why="allowed above").filter(pk=follow_up.pk)
    if not rows.open().exists():
        raise refusals.ContactNoted
    since = said_no_on(case)
    if since and on > since:
        raise ClientWithdrew
    refuse_future(on)
    made = FollowUpNote.objects.create(
        pk=key, follow_up=follow_up, on=on, result=result, words=words.strip(), by=by
    )
    trace(by, "outcomes.note_follow_up", case)
    return made
