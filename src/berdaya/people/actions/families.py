"""What people do with families: register, correct, let somebody join or leave."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.once import once
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.faults import refuse_faulty_kk, refuse_faulty_nik
from berdaya.people.intake import (
    Home,
    Rows,
    SecondHead,
    add_rows,
    named,
    reason,
    refuse_wrong_areas,
    rows_of,
    values_of,
)
from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import (
    families_by_kk,
    persons_by_nik,
    portions,
    refuse_taken_kk,
    refuse_taken_nik,
)
from berdaya.refusal import Refusal
from berdaya.rows import insert_rows
from berdaya.rules.indonesia import mask_nik
from berdaya.tallies.counting import append

HEAD, SPOUSE, OTHER = (
    Membership.Relation.HEAD,
    Membership.Relation.SPOUSE,
    Membership.Relation.OTHER,
)
NUMBERS = {"nik", "kk_number"}
DERIVED = {"search_name", "block"}


class HeadStays(Refusal):
    code = "family-needs-head"
    message = _(
        "%(head)s is the head, and others still belong to this family. First note who takes "
        "over: another head of family."
    )


class FamilyEnded(Refusal):
    code = "family-ended"
    message = _("This family has ended. Register the people anew where they live now.")


class KeyInUse(Refusal):
    code = "people-key-in-use"
    message = _("This form was already used for another record. Open an empty form.")


class EndsBeforeItBegins(Refusal):
    code = "membership-ends-before-it-begins"
    message = _(
        "%(name)s has belonged to the family since %(since)s. Choose that day or later."
    )


class AlreadyEnded(Refusal):
    code = "membership-already-ended"
    message = _("%(name)s no longer belongs to this family.")


@transaction.atomic
def register_families(*, families: Sequence[NewFamily], door: str, by: User) -> list[Family]:
    """Register many families at once, all or none; return them in the order given.

    A family whose key stands already is returned as it stands. A refusal names the culprit in
    `params["key"]`, the key of a family or of a member.

    Raises:
        NotAllowed, UnknownArea, AreaTooWide, NoHead, SecondHead, MotherNotHere, KeyInUse,
        NumberWrong, NikTaken, NikTakenElsewhere, NikTwice, KkTaken, KkTakenElsewhere, KkTwice,
        JoinsBeforeLeaving.
    """
    for area in sorted({family.area for family in families}):
        allow(by, "people.register_families", area=area)
    registered, fresh = once(lambda: _register(families, door, by))()
    if fresh:
        count = {"families": len(fresh), "persons": sum(len(it.members) for it in fresh)}
        trace(by, "people.register_families", registered[0], **count)
    return registered


@transaction.atomic
def register_family(*, family: NewFamily, door: str, by: User) -> Family:
    """Register one family; repeating its key returns the first. Raises what many would."""
    allow(by, "people.register_family", area=family.area)
    [registered], fresh = once(lambda: _register([family], door, by))()
    if fresh:
        trace(by, "people.register_family", registered)
    return registered


@transaction.atomic
def edit_family(
    *,
    family: Family,
    kk_number: str | None,
    kk_missing: str,
    address: str,
    phone: str,
    area: str,
    by: User,
) -> Family:
    """Correct a family's facts; another `area` moves it, with its members, there.

    Raises:
        NotAllowed: here, or in the area it moves to.
        FamilyEnded, UnknownArea, AreaTooWide, NumberWrong, KkTaken, KkTakenElsewhere.
    """
    allow(by, "people.edit_family", area=family.area_id)
    allow(by, "people.edit_family", area=area)
    family = _living(family.pk)
    refuse_wrong_areas({area})
    refuse_faulty_kk(kk_number, name=family.head_name, key=family.pk)
    if area != family.area_id:
        append("families", 0, {(family.area_id, "all"): -1, (area, "all"): 1})
        _persons().filter(memberships__family=family, memberships__until=None).update(area=area)
    values = {
        "kk_number": kk_number or None,
        "kk_missing": reason(kk_number, kk_missing),
        "address": address,
        "phone": phone,
        "area_id": area,
    }

    def write() -> dict[str, list[str]]:
        _refuse_kk_of_another(family, kk_number, by)
        return _change(family, values)

    if changes := once(write)():
        trace(by, "people.edit_family", family, changes=changes)
    return family


@transaction.atomic
def add_member(*, family: Family, member: NewMember, since: date, by: User) -> Membership:
    """Let a person join a family on a day; repeating the member's key returns the first.

    Somebody known by NIK who has left another family keeps their record and comes here.

    Raises:
        NotAllowed, FamilyEnded, SecondHead, MotherNotHere, KeyInUse, NumberWrong, NikTaken,
        NikTakenElsewhere, JoinsBeforeLeaving.
    """
    allow(by, "people.add_member", area=family.area_id)
    family = _living(family.pk)
    if earlier := _membership_again(family, member):
        return earlier
    if member.relation == HEAD:
        raise SecondHead(head=family.head_name, key=member.key)
    relatives = {it.pk: it for it in _persons().filter(memberships__family=family)}
    home = Home(family.pk, family.area_id, since, relatives)

    def write() -> Membership:
        rows = Rows()
        add_rows(rows, member, home, persons_by_nik([member.facts.nik or ""]), by)
        _refuse_keys_in_use([row.pk for row in rows.persons])
        _write(rows)
        return rows.memberships[0]

    membership = once(write)()
    trace(by, "people.add_member", membership, family=str(family.pk))
    return membership


@transaction.atomic
def edit_person(
    *, person: Person, facts: PersonFacts, by: User, relation: str = "", presence: str = ""
) -> Person:
    """Correct a person's facts, and how they belong to their family where that is given.

    Who becomes the head takes over from the present one, who becomes the spouse of a spouse,
    and otherwise another relative.

    Raises:
        NotAllowed, NumberWrong, NikTaken, NikTakenElsewhere.
        HeadStays: the head would be none, with nobody taking over.
    """
    allow(by, "people.edit_person", area=person.area_id)
    refuse_faulty_nik(facts, key=person.pk)
    membership = person.memberships.filter(until=None).first()
    family = _living(membership.family_id) if membership else None
    person = _persons().select_for_update().get(pk=person.pk)

    def write() -> dict[str, list[str]]:
        owner = persons_by_nik([facts.nik or ""]).get(facts.nik or "")
        if owner and owner != person:
            refuse_taken_nik(facts, owner, sees=by.sees, key=person.pk)
        return _change(person, values_of(facts))

    changes = once(write)()
    if family and membership:
        belongs = {
            "relation": relation or membership.relation,
            "presence": presence or membership.presence,
        }
        changes |= _change_membership(family, membership, belongs)
        _name_after_head(family)
    if changes:
        trace(by, "people.edit_person", person, changes=changes)
    return person


@transaction.atomic
def end_membership(*, membership: Membership, until: date, reason: str, by: User) -> Membership:
    """Note that a person left the family on a day, and why (`Membership.EndReason`).

    When the last one leaves, the family ends that day and is counted no more.

    Raises:
        NotAllowed, EndsBeforeItBegins.
        AlreadyEnded: on another day or for another reason; the same again changes nothing.
        HeadStays: others would be left without a head.
    """
    family = membership.family
    allow(by, "people.end_membership", area=family.area_id)
    family = _families().select_for_update().get(pk=family.pk)
    membership = family.memberships.select_related("person").get(pk=membership.pk)
    name = membership.person.name
    if membership.until:
        if (membership.until, membership.end_reason) == (until, reason):
            return membership
        raise AlreadyEnded(name=name)
    if until < membership.since:
        raise EndsBeforeItBegins(name=name, since=f"{membership.since:%d-%m-%Y}")
    others = family.memberships.filter(until=None).exclude(pk=membership.pk).exists()
    if others and membership.relation == HEAD:
        raise HeadStays(head=name)
    _change(membership, {"until": until, "end_reason": reason})
    if not others:
        _change(family, {"ended_on": until})
        append("families", 0, {(family.area_id, "all"): -1})
    detail = {"until": str(until), "reason": reason, "family": str(family.pk)}
    trace(by, "people.end_membership", membership, **detail)
    return membership


def _register(
    families: Sequence[NewFamily], door: str, by: User
) -> tuple[list[Family], list[NewFamily]]:
    """All the families in order, and those that were not known before."""
    stored = {
        family.pk: family
        for keys in portions(family.key for family in families)
        for family in _families().filter(pk__among=keys)
    }
    for family in families:
        if (found := stored.get(family.key)) and not _is_same(found, family, by):
            raise KeyInUse(key=family.key)
    fresh = [family for family in families if family.key not in stored]
    if fresh:
        rows = rows_of(fresh, door, by)
        _refuse_keys_in_use([row.pk for row in rows.persons])
        stored |= {family.pk: family for family in rows.families}
        _write(rows)
    return [stored[family.key] for family in families], fresh


def _is_same(found: Family, family: NewFamily, by: User) -> bool:
    """Whether the form sent again is the one that was stored, not another typed after Back."""
    head = next((it.facts.name for it in family.members if it.relation == HEAD), "")
    said = (family.kk_number or None, named(head).casefold())
    return (
        by.sees(found.area_id, "family.read") and (found.kk_number, found.search_name) == said
    )


def _write(rows: Rows) -> None:
    insert_rows(Family, rows.families)
    insert_rows(Person, rows.persons)
    for person in rows.returning:
        person.save()
    insert_rows(Membership, rows.memberships)
    areas = Counter(family.area_id for family in rows.families)
    append("families", 0, {(area, "all"): count for area, count in areas.items()})


def _refuse_keys_in_use(keys: list[UUID]) -> None:
    for some in portions(keys):
        for person in _persons().filter(pk__among=some)[:1]:
            raise KeyInUse(key=person.pk)


def _refuse_kk_of_another(family: Family, kk_number: str | None, by: User) -> None:
    owner = families_by_kk([kk_number]).get(kk_number) if kk_number else None
    if kk_number and owner and owner != family:
        refuse_taken_kk(kk_number, owner, name=family.head_name, sees=by.sees, key=family.pk)


def _membership_again(family: Family, member: NewMember) -> Membership | None:
    """The membership that an earlier press of the same button made."""
    same = models.Q(person=member.key)
    if member.facts.nik:
        same |= models.Q(person__nik=member.facts.nik)
    found = family.memberships.filter(same, until=None).select_related("person").first()
    said = (named(member.facts.name).casefold(), member.facts.sex)
    if found is None or (found.person.search_name, found.person.sex) == said:
        return found
    if found.person_id == member.key:
        raise KeyInUse(key=member.key)
    return None  # somebody else, under a number of this family: that is refused further on


def _living(key: UUID) -> Family:
    """The family, locked: those who change it or its members take turns."""
    family = _families().select_for_update().get(pk=key)
    if family.ended_on:
        raise FamilyEnded
    return family


def _change_membership(
    family: Family, membership: Membership, values: dict[str, Any]
) -> dict[str, list[str]]:
    if membership.relation != values["relation"]:
        if membership.relation == HEAD:
            raise HeadStays(head=family.head_name)
        if values["relation"] == HEAD:
            former = family.memberships.get(until=None, relation=HEAD)
            _change(former, {"relation": SPOUSE if membership.relation == SPOUSE else OTHER})
    return _change(membership, values)


def _name_after_head(family: Family) -> None:
    head = family.memberships.select_related("person").get(until=None, relation=HEAD).person
    _change(family, {"head_name": head.name, "search_name": head.search_name})


def _change(row: models.Model, values: dict[str, Any]) -> dict[str, list[str]]:
    """Write the columns that differ; return {column: [before, after]}, numbers masked."""
    before = {column: getattr(row, column) for column in values}
    changed = [column for column, value in values.items() if value != before[column]]
    for column in changed:
        setattr(row, column, values[column])
    if changed:
        row.save(update_fields=changed)
    return {
        column: [_shown(column, before[column]), _shown(column, values[column])]
        for column in changed
        if column not in DERIVED
    }


def _shown(column: str, value: object) -> str:
    if value is None:
        return ""
    return mask_nik(value) if column in NUMBERS and isinstance(value, str) else str(value)


def _families() -> models.QuerySet[Family]:
    return Family.objects.across_areas(why="a verb checks the area of its user itself")


def _persons() -> models.QuerySet[Person]:
    return Person.objects.across_areas(why="a verb checks the area of its user itself")
