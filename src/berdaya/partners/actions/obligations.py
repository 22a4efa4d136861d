"""Who owes what by when in a partnership."""

from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.refusals import refuse_future
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.partners import refusals
from berdaya.partners.models import Obligation, Partnership

OPEN, DROPPED = Obligation.State.OPEN, Obligation.State.DROPPED


@transaction.atomic
def add_obligation(
    *, key: UUID, partnership: Partnership, side: str, text: str, due_on: date, by: User
) -> Obligation:
    """Note what one side promised; repeating the key returns the first.

    Raises:
        NotAllowed, PartnerKeyInUse, NotAgreedYet.
    """
    allow(by, "partners.add_obligation", group=partnership.group)
    locked(partnership.group)
    if earlier := made_before(
        Obligation, key, refusals.PartnerKeyInUse, partnership_id=partnership.pk, side=side
    ):
        return earlier
    rows = Partnership.objects.across_areas(why="allowed above")
    if rows.get(pk=partnership.pk).state != Partnership.State.AGREED:
        raise refusals.NotAgreedYet
    made = Obligation.objects.create(
        pk=key, partnership=partnership, side=side, text=text, due_on=due_on, by=by
    )
    trace(by, "partners.add_obligation", made, side=side)
    return made


@transaction.atomic
def settle_obligation(
    *, obligation: Obligation, state: str, on: date, note: str, by: User
) -> Obligation:
    """Note that something promised was done, or dropped and why.

    Raises:
        NotAllowed, ObligationSettled, NotYetCome, ReasonMissing.
    """
    allow(by, "partners.settle_obligation", group=obligation.partnership.group)
    locked(obligation.partnership.group)
    rows = Obligation.objects.across_areas(why="allowed above")
    obligation = rows.select_related("partnership__group").get(pk=obligation.pk)
    if obligation.state != OPEN:
        raise refusals.ObligationSettled
    refuse_future(on)
    if state == DROPPED and not note.strip():
        raise refusals.ReasonMissing
    obligation.state, obligation.settled_on, obligation.note = state, on, note
    obligation.save(update_fields=["state", "settled_on", "note"])
    trace(by, "partners.settle_obligation", obligation, state=state)
    return obligation
