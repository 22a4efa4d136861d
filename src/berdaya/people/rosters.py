"""Who belonged to a family on a day, as the rules of instruments want to know it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from berdaya.people.facts import NewFamily
from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import portions
from berdaya.rules.instruments.applicability import Member

Schooling = Person.Schooling
AT_SCHOOL = {Schooling.IN_SD, Schooling.IN_SMP, Schooling.IN_SMA, Schooling.IN_COLLEGE}
COLUMNS = ("sex", "birth_date", "marital", "schooling")


def roster_of(family: Family, on: date) -> tuple[Member, ...]:
    """The members on that day, the head first. One query."""
    return rosters_of([family.pk], on)[family.pk]


def roster_of_new(family: NewFamily, on: date) -> tuple[Member, ...]:
    """The members on that day as they will be once the family is registered. No query."""
    present = [
        member
        for member in family.members
        if max(family.since, member.facts.birth_date or family.since) <= on
    ]
    return tuple(
        Member(
            member.facts.sex,
            member.facts.birth_date,
            member.facts.marital,
            member.relation,
            _in_school(member.facts.schooling),
        )
        for member in present
    )


def _in_school(schooling: str) -> bool | None:
    return schooling in AT_SCHOOL if schooling else None


def rosters_of(families: Collection[UUID], on: date) -> dict[UUID, tuple[Member, ...]]:
    """The members of each of these families on that day. One query for 5,000 families."""
    rosters: dict[UUID, list[Member]] = defaultdict(list)
    for family, _person, member in _members(families, on):
        rosters[family].append(member)
    return {key: tuple(rosters[key]) for key in families}


def persons_of(families: Collection[UUID], on: date) -> dict[UUID, dict[UUID, Member]]:
    """The same by person, for what asks about one of them. One query for 5,000 families."""
    found: dict[UUID, dict[UUID, Member]] = {key: {} for key in families}
    for family, person, member in _members(families, on):
        found[family][person] = member
    return found


def _members(families: Collection[UUID], on: date) -> Iterator[tuple[UUID, UUID, Member]]:
    columns = ("family_id", "person_id", "relation", *(f"person__{name}" for name in COLUMNS))
    for keys in portions(families):
        rows = Membership.objects.on(on).filter(family__among=keys).in_order()
        for family, person, relation, sex, born, marital, schooling in rows.values_list(
            *columns
        ):
            yield family, person, Member(sex, born, marital, relation, _in_school(schooling))
