"""What is to be done next for a case: planned by itself or with a contact, and settled."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework.actions.working import at_work
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.contacts import refusals
from berdaya.contacts.models import Contact, Step
from berdaya.keys import new_key
from berdaya.once import made_before, once


@dataclass(frozen=True, slots=True)
class NextStep:
    words: str
    due_on: date


@transaction.atomic
@once
def plan_step(*, key: UUID, case: Case, step: NextStep, by: User) -> Step:
    """Note what is to be done and until when; repeating the key returns the first.

    Raises:
        NotAllowed, ContactKeyInUse, CaseIsClosed, ClientWithdrew, NothingTold, NextDayPast.
    """
    allow(by, "contacts.plan_step", case=case)
    if earlier := made_before(
        Step, key, refusals.ContactKeyInUse, case_id=case.pk, by_id=by.pk
    ):
        return earlier
    case = at_work(case)
    made = open_step(case, step, None, by, key=key)
    trace(by, "contacts.plan_step", case)
    return made


@transaction.atomic
@once
def settle_step(*, step: Step, state: str, by: User) -> Step:
    """Say that a step is done, or no longer needed; saying the same again changes nothing.

    Raises:
        NotAllowed, StepSettled.
    """
    allow(by, "contacts.settle_step", case=step.case)
    rows = Step.objects.across_areas(why="allowed above").select_for_update(of=("self",))
    step = rows.get(pk=step.pk)
    if (step.state, step.settled_by_id) == (state, by.pk):
        return step
    close_step(step, Step.State(state), timezone.localdate(), by)
    trace(by, "contacts.settle_step", step.case)
    return step


def open_step(
    case: Case, step: NextStep, contact: Contact | None, by: User, key: UUID | None = None
) -> Step:
    """Write a step. For verbs that allowed it."""
    if not step.words.strip():
        raise refusals.NothingTold
    if step.due_on < (contact.on if contact else timezone.localdate()):
        raise refusals.NextDayPast
    return Step.objects.create(
        pk=key or new_key(),
        case=case,
        contact=contact,
        words=step.words.strip(),
        due_on=step.due_on,
        by=by,
    )


def close_step(step: Step, state: Step.State, on: date, by: User) -> None:
    """Settle an open step, locked. For verbs that allowed it."""
    if step.state != Step.State.OPEN or state == Step.State.OPEN:
        raise refusals.StepSettled
    step.state, step.settled_on, step.settled_by = state, on, by
    step.save(update_fields=["state", "settled_on", "settled_by"])
