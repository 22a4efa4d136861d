"""How granted money was used, and when its accounts are accepted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.capital import refusals
from berdaya.capital.accounts import unaccounted
from berdaya.capital.actions.decisions import refuse_kin
from berdaya.capital.actions.stages import (
    add_stage,
    locked_application,
    refuse_silence,
)
from berdaya.capital.models import Application, Line, Stage, Use
from berdaya.groups.refusals import refuse_future
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.rules.indonesia import rupiah
from berdaya.ui.attachments import MOST_BYTES, media_of

State = Application.State


@dataclass(frozen=True, slots=True)
class NewUse:
    """Money spent on a line: the day, the receipt in words, and its photo where there is one."""

    key: UUID
    line: Line
    on: date
    amount: int
    proof: str
    content: bytes = b""


@transaction.atomic
def report_use(*, use: NewUse, by: User) -> Use:
    """Note what was spent on a line; repeating the key returns the first.

    Raises:
        NotAllowed, WrongState, CapitalKeyInUse, NotYetCome, ReasonMissing, NotSuchAFile,
        MoreThanGranted.
    """
    allow(by, "capital.report_use", group=use.line.application.group)
    application = locked_application(use.line.application)
    if earlier := made_before(
        Use, use.key, refusals.CapitalKeyInUse, line_id=use.line.pk, amount=use.amount
    ):
        return earlier
    if application.state != State.GRANTED:
        raise refusals.WrongState
    refuse_future(use.on)
    refuse_silence(use.proof)
    media = media_of(use.content) if use.content else ""
    if use.content and (not media or len(use.content) > MOST_BYTES):
        raise refusals.NotSuchAFile(most=MOST_BYTES // 2**20)
    left = unaccounted(application)
    if use.amount > left:
        raise refusals.MoreThanGranted(left=rupiah(left))
    made = Use.objects.create(
        pk=use.key,
        line=use.line,
        on=use.on,
        amount=use.amount,
        proof=use.proof,
        media=media,
        content=use.content,
        by=by,
    )
    trace(by, "capital.report_use", made, amount=use.amount)
    return made


@transaction.atomic
def take_back_use(*, use: Use, because: str, by: User) -> Use:
    """Take back an entry that was wrong; it stays to be read and counts no more.

    Raises:
        NotAllowed, WrongState, TakenBackAlready, ReasonMissing.
    """
    allow(by, "capital.take_back_use", group=use.line.application.group)
    locked_application(use.line.application, State.GRANTED)
    use = Use.objects.across_areas(why="allowed above").light().get(pk=use.pk)
    if use.taken_back_on:
        raise refusals.TakenBackAlready
    refuse_silence(because)
    use.taken_back_on, use.taken_back_because = timezone.localdate(), because
    use.save(update_fields=["taken_back_on", "taken_back_because"])
    trace(by, "capital.take_back_use", use)
    return use


@transaction.atomic
def accept_accounts(*, application: Application, reason: str, by: User) -> Application:
    """Note that all of the granted money is accounted for.

    Raises:
        NotAllowed, WrongState, MayNotDecide, ReasonMissing, StillUnaccounted.
    """
    allow(by, "capital.accept_accounts", group=application.group)
    application = locked_application(application, State.GRANTED)
    refuse_kin(by, application)
    refuse_silence(reason)
    if left := unaccounted(application):
        raise refusals.StillUnaccounted(left=rupiah(left))
    application.state = State.ACCOUNTED
    application.save(update_fields=["state"])
    add_stage(application, Stage.Kind.ACCOUNTED, by, reason=reason)
    trace(by, "capital.accept_accounts", application)
    return application
