"""Events of whole families: marriage, divorce, a household of their own, a move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.life.actions.changes import Changes
from berdaya.life.actions.heads import leave
from berdaya.life.actions.recording import Told, begin, fresh, noted_before, write_down
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import LaterEvent, NeverMarried, NobodyChosen, NotACouple, OneHead
from berdaya.once import once
from berdaya.people.facts import NewMember
from berdaya.people.intake import refuse_wrong_areas
from berdaya.people.models import Family, Membership, Person
from berdaya.rules.instruments.applicability import age

Kind, Relation, EndReason = LifeEvent.Kind, Membership.Relation, Membership.EndReason
Marital = Person.Marital


@dataclass(frozen=True, slots=True)
class House:
    """Where a couple lives; with a blank area, with the family of one of them."""

    area: str = ""
    address: str = ""
    head_is_partner: bool = False


WITH_ONE = House()


@transaction.atomic
@once
def record_marriage(
    *,
    one: Membership,
    partner: Membership | NewMember | None,
    told: Told,
    by: User,
    house: House = WITH_ONE,
    heir: Membership | None = None,
) -> LifeEvent:
    """Two marry. They live with the family of `one`, or found a household in `house`.

    `partner` is a member of this or another family, somebody not known yet, or None: then
    `one` leaves for a place that is not known here. `heir` takes
    over the family that loses its head to the other or to the new household.

    Raises:
        NotAllowed: in one of the areas. StillToCome, NotThisReason, FamilyEnded, EventKeyInUse,
        NotOfThisFamily, NotACouple, NotBornYet, LaterEvent, BeforeItBegan, WhoTakesOver,
        UnknownArea, AreaTooWide, or a refusal of `people.add_member`.
    """
    family = one.family
    allow(by, "life.record_marriage", area=family.area_id)
    if earlier := noted_before(told, Kind.MARRIAGE, family):
        return earlier
    known = partner if isinstance(partner, Membership) else None
    theirs = [known.family] if known else []
    for place in filter(None, [house.area, *(it.area_id for it in theirs)]):
        allow(by, "life.record_marriage", area=place)
    changes = begin(told, Kind.MARRIAGE, [family, *theirs])
    [one] = fresh([one], family)
    if known:
        [known] = fresh([known], known.family)
        if known.person_id == one.person_id:
            raise NotACouple
    newcomer = known or partner
    home = _settle(changes, one, newcomer, house, heir, by)
    for person in _couple(one, newcomer, home):
        _marry(changes, person)
    event = write_down(
        told,
        Kind.MARRIAGE,
        family,
        changes,
        by,
        person=one.person,
        other_family=home if house.area else known.family if known else None,
    )
    trace(by, "life.record_marriage", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def record_divorce(
    *,
    one: Membership,
    other: Membership,
    told: Told,
    by: User,
    leavers: Sequence[Membership] = (),
    area: str = "",
    address: str = "",
    heir: Membership | None = None,
) -> LifeEvent:
    """Two of a family divorce. `leavers`, if any, leave: to a household in `area`, or away.

    Of those who found a household, the first of the two is its head.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, NotOfThisFamily,
        NotACouple, NeverMarried, LaterEvent, BeforeItBegan, WhoTakesOver, UnknownArea,
        AreaTooWide.
    """
    family = one.family
    allow(by, "life.record_divorce", area=family.area_id)
    if earlier := noted_before(told, Kind.DIVORCE, family):
        return earlier
    if area:
        allow(by, "life.record_divorce", area=area)
    if one.pk == other.pk:
        raise NotACouple
    changes = begin(told, Kind.DIVORCE, [family])
    one, other = fresh([one, other], family)
    for person in (one.person, other.person):
        _divorce(changes, person)
    gone = fresh(leavers, family)
    home = None
    if gone:
        relations = {it: it.relation for it in gone}
        leave(changes, one.family, gone, EndReason.DIVORCED, heir)
        if area:
            head = next((it for it in gone if it.pk in {one.pk, other.pk}), gone[0])
            home = _found(changes, relations, head, area, address, by)
    for membership in Membership.objects.present().filter(
        family=family, relation=Relation.SPOUSE, person__in=[one.person_id, other.person_id]
    ):
        changes.change_place(membership, Relation.OTHER)
    event = write_down(
        told, Kind.DIVORCE, family, changes, by, person=one.person, other_family=home
    )
    trace(by, "life.record_divorce", event, family=str(family.pk))
    return event


@transaction.atomic
@once
def split_family(
    *,
    moving: Mapping[Membership, str],
    area: str,
    told: Told,
    by: User,
    address: str = "",
    heir: Membership | None = None,
) -> LifeEvent:
    """Members of a family set up a household of their own; `moving` says who is who in it.

    Raises:
        NotAllowed, StillToCome, NotThisReason, FamilyEnded, EventKeyInUse, NobodyChosen,
        OneHead, NotOfThisFamily, BeforeItBegan, WhoTakesOver, UnknownArea, AreaTooWide.
    """
    if not moving:
        raise NobodyChosen
    family = next(iter(moving)).family
    for place in (family.area_id, area):
        allow(by, "life.split_family", area=place)
    if earlier := noted_before(told, Kind.SPLIT, family):
        return earlier
    heads = [it for it, relation in moving.items() if relation == Relation.HEAD]
    if len(heads) != 1:
        raise OneHead
    changes = begin(told, Kind.SPLIT, [family])
    refuse_wrong_areas({area})
    gone = fresh(list(moving), family)
    leave(changes, gone[0].family, gone, EndReason.SPLIT, heir)
    relations = dict(zip(gone, moving.values(), strict=True))
    head = next(it for it in gone if it.pk == heads[0].pk)
    home = _found(changes, relations, head, area, address, by)
    event = write_down(
        told, Kind.SPLIT, family, changes, by, person=head.person, other_family=home
    )
    trace(by, "life.split_family", event, family=str(family.pk), founded=str(home.pk))
    return event


@transaction.atomic
@once
def move_family(
    *, family: Family, area: str, told: Told, by: User, address: str = ""
) -> LifeEvent:
    """A whole family moves to `area`; blank: to a place that is not known here, and it ends.

    Raises:
        NotAllowed: here, or where it moves to. StillToCome, NotThisReason, FamilyEnded,
        EventKeyInUse, BeforeItBegan, UnknownArea, AreaTooWide.
        LaterEvent: it has moved again since, and lives where it went then.
    """
    allow(by, "life.move_family", area=family.area_id)
    if earlier := noted_before(told, Kind.MOVE, family):
        return earlier
    if area:
        allow(by, "life.move_family", area=area)
        refuse_wrong_areas({area})
    changes = begin(told, Kind.MOVE, [family])
    if family.events.filter(kind=Kind.MOVE, on__gt=told.on, undone_at=None).exists():
        raise LaterEvent(name=family.head_name)
    family = Family.objects.across_areas(why="checked above").get(pk=family.pk)
    left = family.area_id
    if area:
        changes.move(family, area)
        changes.set(family, address=address)
    else:
        members = family.memberships.present().select_related("person")
        leave(changes, family, list(members), EndReason.MOVED, None)
    event = write_down(told, Kind.MOVE, family, changes, by)
    trace(by, "life.move_family", event, left=left, reached=area)
    return event


def _settle(
    changes: Changes,
    one: Membership,
    partner: Membership | NewMember | None,
    house: House,
    heir: Membership | None,
    by: User,
) -> Family:
    """Let a couple live where they said; the family in which they are afterwards."""
    if partner is None:
        leave(changes, one.family, [one], EndReason.MARRIED, heir)
        return one.family
    if house.area:
        return _own_home(changes, one, partner, house, heir, by)
    _move_to_partner(changes, one, partner, by, heir)
    return one.family


def _own_home(
    changes: Changes,
    one: Membership,
    partner: Membership | NewMember,
    house: House,
    heir: Membership | None,
    by: User,
) -> Family:
    """The two leave where they lived and found a household."""
    area, address = house.area, house.address
    refuse_wrong_areas({area})
    if isinstance(partner, NewMember):
        leave(changes, one.family, [one], EndReason.MARRIED, heir)
        home = _found(changes, {one: Relation.HEAD}, one, area, address, by)
        _add(changes, home, partner, by)
        return home
    if partner.family_id == one.family_id:
        leave(changes, one.family, [one, partner], EndReason.MARRIED, heir)
    else:
        leave(changes, one.family, [one], EndReason.MARRIED, heir)
        leave(changes, partner.family, [partner], EndReason.MARRIED, heir)
    head, spouse = (partner, one) if house.head_is_partner else (one, partner)
    places = {head: Relation.HEAD, spouse: Relation.SPOUSE}
    return _found(changes, places, head, area, address, by)


def _move_to_partner(
    changes: Changes,
    one: Membership,
    partner: Membership | NewMember,
    by: User,
    heir: Membership | None,
) -> None:
    """The partner comes to live with the family of `one`."""
    if isinstance(partner, NewMember):
        _add(changes, one.family, partner, by)
        return
    relation = _place_beside(one)
    if partner.family_id == one.family_id:
        if partner.relation not in {Relation.HEAD, relation}:
            changes.change_place(partner, relation)
        return
    leave(changes, partner.family, [partner], EndReason.MARRIED, heir)
    changes.begin(one.family, partner.person, relation, Membership.Presence.HOME)


def _place_beside(one: Membership) -> str:
    return Relation.SPOUSE if one.relation == Relation.HEAD else Relation.OTHER


def _add(changes: Changes, family: Family, partner: NewMember, by: User) -> None:
    changes.join(family, partner, by)


def _couple(
    one: Membership, partner: Membership | NewMember | None, home: Family
) -> list[Person]:
    if partner is None:
        return [one.person]
    if isinstance(partner, Membership):
        return [one.person, partner.person]
    newest = home.memberships.present().exclude(person=one.person_id)
    return [one.person, newest.select_related("person").latest("pk").person]


def _marry(changes: Changes, person: Person) -> None:
    first = {}
    if person.marital in ("", Marital.NEVER) and person.birth_date:
        first["first_married_at"] = age(person.birth_date, changes.on)
    changes.set_marital(person, Marital.MARRIED, **first)


def _divorce(changes: Changes, person: Person) -> None:
    if person.marital == Marital.NEVER:
        raise NeverMarried(name=person.name)
    changes.set_marital(person, Marital.DIVORCED)


def _found(
    changes: Changes,
    places: Mapping[Membership, str],
    head: Membership,
    area: str,
    address: str,
    by: User,
) -> Family:
    """A household of these people, with `head` at its head."""
    refuse_wrong_areas({area})
    home = changes.found(area, address, head.person, by)
    for membership, relation in places.items():
        is_head = membership.pk == head.pk
        told = Relation.OTHER if relation == Relation.HEAD else relation
        changes.begin(
            home,
            membership.person,
            Relation.HEAD if is_head else told,
            membership.presence,
        )
    return home
