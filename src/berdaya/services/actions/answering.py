"""What becomes of a referral: handed over, answered, served."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.once import made_before, once
from berdaya.services import refusals
from berdaya.services.actions.counting import REFUSED, note_need
from berdaya.services.models import Referral, Step
from berdaya.services.models.referrals import sealed_words
from berdaya.services.sight import allow
from berdaya.services.steps import FOLLOWS


@dataclass(frozen=True, slots=True)
class NewStep:
    key: UUID
    kind: str
    on: date
    channel: str = ""
    reason: str = ""
    note: str = ""
    due_on: date | None = None  # of a step that waits for an answer: a new day for it


@transaction.atomic
@once
def record_step(*, referral: Referral, step: NewStep, by: User) -> Referral:
    """Note what happened to a referral. Repeating the key adds nothing.

    Raises:
        NotAllowed, ServiceKeyInUse, StepDoesNotFollow, DayNotCome, StepBeforeLast,
        StepWithoutReason, SentInNoWay, DueTooEarly.
    """
    allow(by, "services.record_step", referral=referral)
    # the lock makes two who note an answer take turns
    rows = Referral.objects.across_areas(why="allowed above").select_for_update()
    referral = rows.get(pk=referral.pk)
    same = {"referral_id": referral.pk, "kind": step.kind, "on": step.on, "reason": step.reason}
    if made_before(Step, step.key, refusals.ServiceKeyInUse, **same):
        return referral
    last = referral.steps.order_by("-number")[0]
    _refuse_step(referral, last, step)
    Step.objects.create(
        pk=step.key,
        referral=referral,
        number=last.number + 1,
        kind=step.kind,
        on=step.on,
        channel=step.channel if step.kind == Referral.State.SENT else "",
        reason=step.reason if step.kind == Referral.State.REFUSED else "",
        note=sealed_words(step.note),
        by=by,
    )
    referral.state = step.kind
    referral.due_on = step.due_on or referral.due_on
    referral.save(update_fields=["state", "due_on"])
    if step.kind == Referral.State.REFUSED:
        note_need(referral, REFUSED)
    trace(by, "services.record_step", referral, kind=step.kind)
    return referral


@transaction.atomic
def export_letter(*, referral: Referral, by: User) -> None:
    """Note that the letter of a referral is taken out.

    Raises:
        NotAllowed
    """
    allow(by, "services.export_letter", referral=referral)
    trace(by, "services.export_letter", referral)


def _refuse_step(referral: Referral, last: Step, step: NewStep) -> None:
    if step.kind not in FOLLOWS[referral.state]:
        raise refusals.StepDoesNotFollow
    refusals.refuse_future(step.on)
    if step.on < last.on:
        raise refusals.StepBeforeLast
    refused, sent = Referral.State.REFUSED, Referral.State.SENT
    other = Step.Reason.OTHER
    if step.kind == refused and (
        not step.reason or (step.reason == other and not step.note.strip())
    ):
        raise refusals.StepWithoutReason
    if step.kind == sent and not step.channel:
        raise refusals.SentInNoWay
    if step.due_on and step.due_on < step.on:
        raise refusals.DueTooEarly
