"""The directory of partners, and what they offer and seek."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.groups.refusals import refuse_future
from berdaya.once import once
from berdaya.partners import refusals
from berdaya.partners.actions.repeated import made_before
from berdaya.partners.models import Need, Partner
from berdaya.partners.sectors import sectors


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is told of a partner. `reach` is the area in which it works, None the whole country."""

    name: str
    kind: str
    reach: str | None
    contact: str = ""
    phone: str = ""
    address: str = ""
    about: str = ""


@transaction.atomic
@once
def add_partner(*, key: UUID, area: str, facts: PartnerFacts, by: User) -> Partner:
    """Enter a partner in the directory of `area`; repeating the key returns the first.

    Raises:
        NotAllowed, PartnerKeyInUse.
    """
    allow(by, "partners.add_partner", area=area)
    name = facts.name
    if earlier := made_before(Partner, key, area_id=area, name=name):
        return earlier  # type: ignore[no-any-return]  # of the model that was asked for
    made = Partner(pk=key, area_id=area, by=by)
    _tell(made, facts)
    made.save(force_insert=True)
    trace(by, "partners.add_partner", made)
    return made


@transaction.atomic
def edit_partner(*, partner: Partner, facts: PartnerFacts, by: User) -> Partner:
    """Correct what is told of a partner.

    Raises:
        NotAllowed
    """
    allow(by, "partners.edit_partner", area=partner.area_id)
    _tell(partner, facts)
    partner.save()
    trace(by, "partners.edit_partner", partner)
    return partner


@transaction.atomic
@once
def add_need(
    *, key: UUID, partner: Partner, way: str, sector: str, words: str, since: date, by: User
) -> Need:
    """Note what a partner seeks or offers; repeating the key returns the first.

    Raises:
        NotAllowed, PartnerKeyInUse, UnknownSector, NotYetCome.
    """
    allow(by, "partners.add_need", area=partner.area_id)
    if earlier := made_before(Need, key, partner_id=partner.pk, way=way):
        return earlier  # type: ignore[no-any-return]  # of the model that was asked for
    if sector not in sectors():
        raise refusals.UnknownSector
    refuse_future(since)
    made = Need.objects.create(
        pk=key, partner=partner, way=way, sector=sector, words=words, since=since, by=by
    )
    trace(by, "partners.add_need", made, way=way)
    return made


@transaction.atomic
def end_need(*, need: Need, until: date, by: User) -> Need:
    """Note that a partner no longer seeks or offers this.

    Raises:
        NotAllowed, AlreadyEnded, NotYetCome, EndsBeforeItBegins.
    """
    allow(by, "partners.end_need", area=need.partner.area_id)
    if need.until:
        raise refusals.AlreadyEnded
    refuse_future(until)
    if until < need.since:
        raise refusals.EndsBeforeItBegins
    need.until = until
    need.save(update_fields=["until"])
    trace(by, "partners.end_need", need)
    return need


def _tell(partner: Partner, facts: PartnerFacts) -> None:
    partner.name = facts.name
    partner.search_name = facts.name.casefold()
    partner.kind = facts.kind
    partner.reach_id = facts.reach
    partner.contact = facts.contact
    partner.phone = facts.phone
    partner.address = facts.address
    partner.about = facts.about
