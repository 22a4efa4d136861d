"""Announcing that somebody gives capital."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.capital import refusals
from berdaya.capital.models import Call
from berdaya.capital.sources import sources
from berdaya.once import made_before, once
from berdaya.partners.models import Partner


@dataclass(frozen=True, slots=True)
class NewCall:
    """What the giver says. `reach` is the area whose groups may apply, None the whole country."""

    key: UUID
    area: str
    reach: str | None
    source: str
    title: str
    who: str
    opens_on: date
    closes_on: date
    least: int
    most: int
    partner: Partner | None = None


@transaction.atomic
@once
def announce_call(*, call: NewCall, by: User) -> Call:
    """Announce a call; repeating the key returns the first.

    Raises:
        NotAllowed, CapitalKeyInUse, UnknownSource, WrongRange.
    """
    allow(by, "capital.announce_call", area=call.area)
    if earlier := made_before(
        Call, call.key, refusals.CapitalKeyInUse, area_id=call.area, title=call.title
    ):
        return earlier
    if call.source not in sources() or not sources()[call.source].is_outside:
        raise refusals.UnknownSource
    if call.closes_on < call.opens_on or not 0 < call.least <= call.most:
        raise refusals.WrongRange
    made = Call.objects.create(
        pk=call.key,
        area_id=call.area,
        reach_id=call.reach,
        source=call.source,
        partner=call.partner,
        title=call.title,
        who=call.who,
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        least=call.least,
        most=call.most,
        by=by,
    )
    trace(by, "capital.announce_call", made, source=call.source)
    return made
