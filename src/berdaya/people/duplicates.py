"""Who may be recorded already: the same NIK, or a name with birth date and area alike.

Alike records are found by two indexes, so that a look among a million persons takes a blink;
what they have in common is judged by `rules/likeness`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from uuid import UUID

from django.utils import timezone

from berdaya.access.models import User
from berdaya.areas.codes import VILLAGE_LENGTH
from berdaya.people.models import Apart, Membership, Person, Persons
from berdaya.people.numbers import persons_by_nik, portions
from berdaya.rules.likeness.dates import readings_of
from berdaya.rules.likeness.names import sound_of
from berdaya.rules.likeness.verdict import (
    CERTAIN,
    RANK,
    YEARS_APART,
    Likeness,
    Traits,
    block_of,
    blocks_near,
    likeness,
)

MANY = 100  # people sought, from which on it pays to ask first whether there is anybody
SHOWN = 3  # more would not be read on a phone
NAMED = Likeness(CERTAIN, "", "", "")


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody about to be recorded, under a key of the door's own."""

    key: UUID
    name: str
    sex: str
    birth_date: date | None
    area: str
    nik: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be about the same person. Out of the user's sight it has no name."""

    person: Person | None
    likeness: Likeness
    family: UUID | None = None  # where the person belongs now
    head: str = ""

    @property
    def is_in_sight(self) -> bool:
        return self.person is not None


def candidates_for(
    batch: Sequence[Sought],
    *,
    by: User,
    besides: Collection[UUID] = (),
    without_nik: bool = False,
) -> dict[UUID, list[Candidate]]:
    """For each of these people, who may be recorded already, the likeliest first.

    `besides` are persons known to be others. `without_nik` looks only at records that have no
    NIK: whoever was sought with one is no other person who has one, and few have none. Three
    queries for some hundred people; of those out of sight of `by` nothing is told but that
    there is somebody.
    """
    niks = {} if without_nik else persons_by_nik(one.nik for one in batch if one.nik)
    near = _near(batch, _standing().filter(nik=None) if without_nik else _standing())
    found: dict[UUID, dict[UUID, tuple[Person, Likeness]]] = {}
    for one in batch:
        mine = found[one.key] = {}
        if one.nik and (owner := niks.get(one.nik)):
            mine[owner.pk] = owner, NAMED
        for person in near.get(one.key, ()):
            if person.pk != one.key and (why := likeness(_traits_of(one), traits_of(person))):
                mine.setdefault(person.pk, (person, why))
        for key in besides:
            mine.pop(key, None)
    homes = _homes(key for mine in found.values() for key in mine)
    return {
        key: [
            _candidate(person, why, homes, by)
            for person, why in sorted(mine.values(), key=lambda it: RANK[it[1].verdict])[:SHOWN]
        ]
        for key, mine in found.items()
    }


def _candidate(
    person: Person, why: Likeness, homes: dict[UUID, tuple[UUID, str]], by: User
) -> Candidate:
    if not by.sees(person.area_id):
        return Candidate(None, why)
    family, head = homes.get(person.pk, (None, ""))
    return Candidate(person, why, family, head)


def _near(batch: Sequence[Sought], records: "Persons") -> dict[UUID, list[Person]]:
    """Whom the rules may find alike, by the indexes of sounds and of birth dates.

    Across the country a record is only proposed where name and birth date are both the same;
    all else is for the village, whose people are few.
    """
    if len(batch) > MANY and not records.exists():
        return {}  # as with the first file of a district, or where everybody has a NIK
    today = timezone.localdate()
    villages: dict[str, list[Sought]] = defaultdict(list)
    for one in batch:
        villages[one.area[:VILLAGE_LENGTH]].append(one)
    found: dict[UUID, dict[UUID, Person]] = defaultdict(dict)
    for village, there in villages.items():
        _sort_in(found, there, _of_village(records, village, there, today))
    born = [one for one in batch if one.birth_date]
    for some in portions(born):
        rows = records.filter(
            block__in={block_of(one.name, one.birth_date) for one in some},
            birth_date__in={one.birth_date for one in some},
        )
        _sort_in(found, some, rows)
    return {key: list(persons.values()) for key, persons in found.items()}


def _of_village(
    records: "Persons", village: str, there: Sequence[Sought], today: date
) -> Iterable[Person]:
    blocks = {block for one in there for block in blocks_near(one.name, one.birth_date, today)}
    days = {day for one in there if one.birth_date for day in readings_of(one.birth_date)}
    here = records.filter(area__code__within=village)
    for some in portions(sorted(blocks)):
        yield from here.filter(block__in=some)
    if days:
        yield from here.filter(birth_date__in=days)


def _sort_in(
    found: dict[UUID, dict[UUID, Person]], sought: Sequence[Sought], rows: Iterable[Person]
) -> None:
    """Hand each record to those whose sound or birth date brought it here."""
    today = timezone.localdate()
    by_block: dict[str, list[Sought]] = defaultdict(list)
    by_day: dict[date | None, list[Sought]] = defaultdict(list)
    for one in sought:
        for block in blocks_near(one.name, one.birth_date, today):
            by_block[block].append(one)
        if one.birth_date:
            for day in readings_of(one.birth_date):
                by_day[day].append(one)
    for person in rows:
        on_that_day = by_day.get(person.birth_date, []) if person.birth_date else []
        for one in (*by_block.get(person.block, ()), *on_that_day):
            found[one.key][person.pk] = person


def _standing() -> "Persons":
    """Records that stand for somebody who lives."""
    everywhere = Person.objects.across_areas(why="a person is one in the nation")
    died = Membership.EndReason.DIED
    return everywhere.filter(merged_into=None).exclude(memberships__end_reason=died)


def traits_of(person: Person) -> Traits:
    return Traits(person.name, person.sex, person.birth_date, person.area_id)


def _traits_of(one: Sought) -> Traits:
    return Traits(one.name, one.sex, one.birth_date, one.area)


def _homes(persons: Iterable[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The family that each belongs to now, with its head. One query for 5,000 persons."""
    return {
        person: (family, head)
        for keys in portions(persons)
        for person, family, head in Membership.objects.present()
        .filter(person__in=keys)
        .values_list("person", "family", "family__head_name")
    }


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person, with the families they belong to."""

    first: Person
    second: Person
    likeness: Likeness


def pairs_in(village: str, by: User) -> list[Pair]:
    """Records of a village that may be double, the likeliest first; not those told apart.

    Two queries; names are compared within their sound and years of birth that are near.
    """
    people = Person.objects.visible_to(by).filter(area__code__within=village)
    people = people.exclude(memberships__end_reason=Membership.EndReason.DIED)
    sounds: dict[str, list[Person]] = defaultdict(list)
    days: dict[date, list[Person]] = defaultdict(list)
    for person in people.order_by("birth_date", "pk"):
        sounds[sound_of(person.name)].append(person)
        if person.birth_date:
            days[person.birth_date].append(person)
    near = chain(
        *(near_in_years(group) for group in sounds.values()),
        *(combinations(group, 2) for group in days.values()),
    )
    found: dict[tuple[UUID, UUID], Pair] = {}
    for one, other in near:
        if why := likeness(traits_of(one), traits_of(other)):
            first, second = sorted((one, other), key=lambda it: it.pk)
            found.setdefault((first.pk, second.pk), Pair(first, second, why))
    for told in _told_apart(found):
        found.pop(told, None)
    return sorted(
        found.values(), key=lambda it: (RANK[it.likeness.verdict], it.first.search_name)
    )


def near_in_years(people: Sequence[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs of these, sorted by birth date, whose years may be one; who has none, with all.

    In a town that is a fortieth of all pairs.
    """
    undated = [person for person in people if not person.birth_date]
    dated = [(person, person.birth_date.year) for person in people if person.birth_date]
    yield from combinations(undated, 2)
    yield from product(undated, (person for person, _year in dated))
    for place, (person, year) in enumerate(dated):
        for later in range(place + 1, len(dated)):
            other, its_year = dated[later]
            if its_year > year + YEARS_APART:
                break
            yield person, other


def _told_apart(pairs: Collection[tuple[UUID, UUID]]) -> Iterable[tuple[UUID, UUID]]:
    firsts = {first for first, _ in pairs}
    for some in portions(firsts):
        rows = Apart.objects.filter(first__in=some)
        yield from rows.values_list("first_id", "second_id")
