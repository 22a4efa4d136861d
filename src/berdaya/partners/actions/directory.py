"""The directory of partners, and what they offer and seek."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers
from berdaya.groups.refusals import refuse_future
from berdaya.once import made_before, once
from berdaya.partners import refusals
from berdaya.partners.models import Need, Partner, WorkArea
from berdaya.partners.sectors import sectors


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is told of a partner."""

    name: str
    kind: str
    contact: str = ""
    phone: str = ""
    address: str = ""
    about: str = ""


@transaction.atomic
@once
def add_partner(
    *, key: UUID, area: str, reach: str | None, facts: PartnerFacts, by: User
) -> Partner:
    """Enter a partner in the directory of `area`; repeating the key returns the first.

    `reach` is the first area in which it works, None the whole country; `add_work_area` adds more.

    Raises:
        NotAllowed, PartnerKeyInUse.
    """
    allow(by, "partners.add_partner", area=area)
    name = facts.name
    if earlier := made_before(Partner, key, refusals.PartnerKeyInUse, area_id=area, name=name):
        return earlier
    made = Partner(pk=key, area_id=area, by=by)
    _tell(made, facts)
    made.save(force_insert=True)
    WorkArea.objects.create(partner=made, area_id=reach)
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
def add_work_area(*, partner: Partner, area: str | None, by: User) -> WorkArea:
    """Note that a partner works in one more area, None the whole country.

    Narrower areas that lie within it go up in it. Asked again it adds nothing.

    Raises:
        NotAllowed, CoveredAlready.
    """
    allow(by, "partners.add_work_area", area=partner.area_id)
    _take_turns(partner)
    known = list(partner.work_areas.select_related("area"))
    if earlier := next((it for it in known if it.area_id == area), None):
        return earlier
    code = area or NATION
    if any(covers(it.area_id or NATION, code) for it in known):
        raise refusals.CoveredAlready(name=partner.name)
    within = [it.pk for it in known if covers(code, it.area_id or NATION)]
    partner.work_areas.filter(pk__in=within).delete()
    made = WorkArea.objects.create(partner=partner, area_id=area)
    trace(by, "partners.add_work_area", partner, area=code)
    return made


@transaction.atomic
def end_work_area(*, work_area: WorkArea, by: User) -> None:
    """Note that a partner no longer works in an area.

    Raises:
        NotAllowed, WorksNowhere.
    """
    partner = work_area.partner
    allow(by, "partners.end_work_area", area=partner.area_id)
    _take_turns(partner)
    if not partner.work_areas.exclude(pk=work_area.pk).exists():
        raise refusals.WorksNowhere(name=partner.name)
    trace(by, "partners.end_work_area", partner, area=work_area.area_id or NATION)
    work_area.delete()


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
    if earlier := made_before(
        Need, key, refusals.PartnerKeyInUse, partner_id=partner.pk, way=way
    ):
        return earlier
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


def _take_turns(partner: Partner) -> None:
    """The lock makes two people take turns, so that a partner always works somewhere."""
    Partner.objects.across_areas(why="allowed above").select_for_update().get(pk=partner.pk)


def _tell(partner: Partner, facts: PartnerFacts) -> None:
    partner.name = facts.name
    partner.search_name = facts.name.casefold()
    partner.kind = facts.kind
    partner.contact = facts.contact
    partner.phone = facts.phone
    partner.address = facts.address
    partner.about = facts.about
