"""Who belonged to a family on a day, as the rules of instruments want to know it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import portions
from berdaya.rules.instruments.applicability import Member

Schooling = Person.Schooling
AT_SCHOOL = {Schooling.IN_SD, Schooling.IN_SMP, Schooling.IN_SMA, Schooling.IN_COLLEGE}
COLUMNS = ("sex", "birth_date", "marital", "schooling")


def roster_of(family: Family, on: date) -> tuple[Member, ...]:
    """The members on that day, the head first. One query."""
    return rosters_of([family.pk], on)[family.pk]


def rosters_of(families: Collection[UUID], on: date) -> dict[UUID, tuple[Member, ...]]:
    """The members of each of these families on that day. One query for 5,000 families."""
    rosters: dict[UUID, list[Member]] = defaultdict(list)
    for keys in portions(families):
        rows = Membership.objects.on(on).filter(family__in=keys).in_order()
        columns = [f"person__{column}" for column in COLUMNS]
        for family, relation, sex, born, marital, schooling in rows.values_list(
            "family_id", "relation", *columns
        ):
            in_school = schooling in AT_SCHOOL if schooling else None
            rosters[family].append(Member(sex, born, marital, relation, in_school))
    return {key: tuple(rosters[key]) for key in families}
