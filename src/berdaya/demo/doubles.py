"""What happens in every village: a child entered twice, and a family recorded again by another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.people.actions import add_member, register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door, Family, Membership, Person

AS_ELDERS_WRITE = (("u", "oe"), ("j", "dj"), ("i", "ie"))


def record_twice(families: Sequence[Family], today: date, *, by: User) -> None:
    """Enter a child of one of the families again, and one whole family with less known."""
    since = date(today.year, 1, 1)
    with_child = next(it for it in families if _children(it))
    child = _children(with_child)[-1]
    add_member(family=with_child, member=_again(child), since=since, by=by)
    other = next(it for it in families if it != with_child and it.roster().count() > 1)
    members = [
        replace(_again(one), facts=replace(_again(one).facts, name=one.person.name.split()[0]))
        for one in other.roster()
    ]
    again = NewFamily(
        key=new_key(),
        area=other.area_id,
        members=tuple(members),
        since=since,
        phone="081200000000",
    )
    register_family(family=again, door=Door.DEMO, by=by)


def _children(family: Family) -> list[Membership]:
    return list(family.roster().filter(relation=Membership.Relation.CHILD))


def _again(member: Membership) -> NewMember:
    """The same person as another volunteer heard the name; without card."""
    person: Person = member.person
    name = person.name
    for new, old in AS_ELDERS_WRITE:
        if new in name:
            name = name.replace(new, old, 1)
            break
    facts = PersonFacts(
        name=name, sex=person.sex, birth_date=person.birth_date, nik_missing="not-shown"
    )
    return NewMember(new_key(), facts, member.relation, member.presence)
