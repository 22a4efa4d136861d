"""Families as a door hands them over, turned into rows, or refused with what to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.faults import refuse_faulty_kk, refuse_faulty_nik
from berdaya.people.models import Family, Membership, NumberMissing, Person
from berdaya.people.numbers import (
    families_by_kk,
    may_join_again,
    persons_by_nik,
    refuse_numbers_written_twice,
    refuse_taken_kk,
    refuse_taken_nik,
)
from berdaya.refusal import Refusal
from berdaya.rows import Columns, new_row, ready
from berdaya.rules.likeness.verdict import block_of

FACTS = [fact.name for fact in fields(PersonFacts)]
all_facts = attrgetter(*FACTS)
HEAD = Membership.Relation.HEAD


class UnknownArea(Refusal):
    code = "family-area-unknown"
    message = _("There is no area %(area)s. Choose the village, and the RT if you know it.")


class AreaTooWide(Refusal):
    code = "family-area-too-wide"
    message = _(
        "%(area)s is wider than a village. Choose the village, and the RT if you know it."
    )


class NoHead(Refusal):
    code = "family-without-head"
    message = _("Nobody in this family is its head. Say of one member: head of family.")


class SecondHead(Refusal):
    code = "family-second-head"
    message = _("This family already has a head, %(head)s. A family has one head.")


class MotherNotHere(Refusal):
    code = "mother-not-in-family"
    message = _("The mother of %(name)s must be a woman of the same family.")


class JoinsBeforeLeaving(Refusal):
    code = "membership-begins-too-early"
    message = _(
        "%(name)s belonged to another family until %(until)s. Choose that day or later."
    )


@dataclass(slots=True)
class Rows:
    """What is to be written."""

    families: list[Family] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    returning: list[Person] = field(default_factory=list)  # known persons who left a family
    memberships: list[Membership] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Home:
    """The family that new members join, and who of it may be named as a mother."""

    key: UUID
    area: str
    since: date
    relatives: dict[UUID, Person] = field(default_factory=dict)


def rows_of(families: Sequence[NewFamily], door: str, by: User) -> Rows:
    """The rows of families that are not registered yet; refuses what may not stand."""
    refuse_wrong_areas({family.area for family in families})
    taken = families_by_kk(it.kk_number for it in families if it.kk_number)
    known = persons_by_nik(
        member.facts.nik for it in families for member in it.members if member.facts.nik
    )
    return _rows(families, door, by, taken, known)


def _rows(
    families: Sequence[NewFamily],
    door: str,
    by: User,
    taken: Mapping[str, Family],
    known: Mapping[str, Person],
) -> Rows:
    heads = {family.key: _head_of(family) for family in families}
    refuse_numbers_written_twice(families, heads)
    rows = Rows()
    for family in families:
        name = heads[family.key].facts.name
        refuse_faulty_kk(family.kk_number, name=name, key=family.key)
        if owner := taken.get(family.kk_number or ""):
            refuse_taken_kk(
                str(family.kk_number), owner, name=name, sees=by.sees, key=family.key
            )
        rows.families.append(_family_row(family, named(name), door, by))
        home = Home(family.key, family.area, family.since)
        for member in sorted(family.members, key=lambda it: it.mother_key is not None):
            add_rows(rows, member, home, known, by)
    # in one order, so that two writers with the same people wait for each other but once
    rows.families.sort(key=lambda row: vars(row)["kk_number"] or "")
    rows.persons.sort(key=lambda row: vars(row)["nik"] or "")
    return rows


@dataclass(frozen=True, slots=True)
class Ready:
    """Families and people that nobody knew, held against the rules and ready for the tables.

    `homes` has for each person the place of the family among the families; where these live
    in the village is filled in when they are written.
    """

    families: Columns
    persons: Columns
    memberships: Columns
    keys: tuple[UUID, ...]  # of the families
    homes: tuple[int, ...]


def ready_families(families: Sequence[NewFamily], door: str, by: User) -> Ready:
    """Rows of families of which no number is on record; refuses what may not stand.

    A process beside the one that writes may make them.
    """
    rows = _rows(families, door, by, {}, {})
    places = {family.pk: place for place, family in enumerate(rows.families)}
    homes = {
        belongs["person_id"]: places[belongs["family_id"]]
        for belongs in map(vars, rows.memberships)
    }
    return Ready(
        ready(Family, rows.families),
        ready(Person, rows.persons),
        ready(Membership, rows.memberships),
        tuple(places),
        tuple(homes[person.pk] for person in rows.persons),
    )


def _family_row(family: NewFamily, name: str, door: str, by: User) -> Family:
    values = {
        "id": family.key,
        "area_id": family.area,
        "address": family.address,
        "phone": family.phone,
        "kk_number": family.kk_number or None,
        "kk_missing": reason(family.kk_number, family.kk_missing),
        "head_name": name,
        "search_name": name.casefold(),
        "door": door,
        "registered_by_id": by.pk,
    }
    return new_row(Family, values, registered_by=by)


def add_rows(
    rows: Rows, member: NewMember, home: Home, known: Mapping[str, Person], by: User
) -> None:
    """Add to `rows` what lets `member` join; a known person who left a family comes back."""
    facts = member.facts
    refuse_faulty_nik(facts, key=member.key)
    owner = known.get(facts.nik or "")
    since = max(home.since, facts.birth_date or home.since)
    values = values_of(facts)
    values["area_id"] = home.area
    if owner is None:
        values["id"] = member.key
        person = new_row(Person, values)
        rows.persons.append(person)
    else:
        # a number that came with a merged record stays there: the person bears another one
        if owner.nik != facts.nik or not may_join_again(owner, facts):
            refuse_taken_nik(facts, owner, sees=by.sees, key=member.key)
        _refuse_overlap(owner, since, name=facts.name, key=member.key)
        person = owner
        rows.returning.append(person)
        _take_over(person, values)
    if member.mother_key:
        person.mother = _mother(member, home)
    home.relatives[member.key] = person
    belongs = {
        "id": new_key(),
        "family_id": home.key,
        "person_id": person.pk,
        "relation": member.relation,
        "presence": member.presence,
        "since": since,
    }
    rows.memberships.append(new_row(Membership, belongs, person=person))


def _take_over(person: Person, values: Mapping[str, Any]) -> None:
    """What is said anew about somebody who comes back; what is left blank stays as known."""
    for column, value in values.items():
        if value not in (None, ""):
            setattr(person, column, value)
    person.block = block_of(person.name, person.birth_date)


def values_of(facts: PersonFacts) -> dict[str, Any]:
    """The columns of a person that `facts` fill."""
    name = named(facts.name)
    values = dict(zip(FACTS, all_facts(facts), strict=True))
    values["name"] = name
    values["search_name"] = name.casefold()
    values["block"] = block_of(name, facts.birth_date)
    values["nik"] = facts.nik or None
    values["nik_missing"] = reason(facts.nik, facts.nik_missing)
    return values


def named(name: str) -> str:
    """A name without the stray spaces of a file or a hasty thumb."""
    return " ".join(name.split())


def reason(number: str | None, missing: str) -> str:
    """Why there is no identity number; blank where there is one."""
    return "" if number else missing or NumberMissing.UNKNOWN


def refuse_wrong_areas(codes: set[str]) -> None:
    """Families live in a village or below, in an area that stands."""
    found = Area.objects.filter(valid_until=None).in_bulk(list(codes))
    for code in sorted(codes):
        if code not in found:
            raise UnknownArea(area=code)
        if found[code].level < Area.Level.VILLAGE:
            raise AreaTooWide(area=found[code].label)


def _head_of(family: NewFamily) -> NewMember:
    heads = [member for member in family.members if member.relation == HEAD]
    if not heads:
        raise NoHead(key=family.key)
    if len(heads) > 1:
        raise SecondHead(head=heads[0].facts.name, key=heads[1].key)
    return heads[0]


def _mother(member: NewMember, home: Home) -> Person:
    mother = home.relatives.get(member.mother_key) if member.mother_key else None
    if mother is None or mother.sex != Person.Sex.FEMALE:
        raise MotherNotHere(name=member.facts.name, key=member.key)
    return mother


def _refuse_overlap(person: Person, since: date, *, name: str, key: UUID) -> None:
    """`name` is the one just written: the name on record may not be this user's to read."""
    left_on: date | None = person.left_on  # type: ignore[attr-defined]  # annotated
    if left_on and since < left_on:
        raise JoinsBeforeLeaving(name=name, until=f"{left_on:%d-%m-%Y}", key=key)
