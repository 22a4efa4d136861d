"""What a stretch of a file would bring, and what planning it needs to know: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from berdaya.access.models import User
from berdaya.areas.codes import covers
from berdaya.areas.models import Area
from berdaya.imports.book import Book, Unit
from berdaya.imports.heads import Decided, NewHead, Question
from berdaya.imports.words import Problem
from berdaya.people.facts import NewFamily
from berdaya.people.intake import Ready
from berdaya.people.models import Family, Person
from berdaya.rules.likeness.verdict import Likeness
from berdaya.surveys.answers import Prepared

Place = tuple[str, str, str]  # hamlet, RW, RT; blank where the file does not say
NO_PLACE: Place = ("", "", "")


@dataclass(frozen=True, slots=True)
class PlannedFamily:
    """A family to register, and the place below its village where it lives."""

    family: NewFamily
    village: str
    place: Place
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """Families of people of whom nobody is on record, and by their keys village and place."""

    ready: Ready
    homes: dict[UUID, tuple[str, Place]]


@dataclass(frozen=True, slots=True)
class Found:
    """A family of the file, and the one on record that it may be."""

    row: int
    said: dict[str, Any]  # of the head in the file, for the page that shows both sides
    family: Family
    likeness: Likeness


@dataclass(slots=True)
class Plan:
    """What a stretch of a book would bring."""

    book: Book
    units: list[Unit]
    families: list[PlannedFamily] = field(default_factory=list)
    packed: Packed | None = None  # families that the helper has made rows of
    entries: list[Prepared] = field(default_factory=list)
    known: dict[str, Family] = field(default_factory=dict)  # by KK number
    people: dict[str, Person] = field(default_factory=dict)  # on record, by NIK
    joined: dict[int, Family] = field(default_factory=dict)  # by row of answers: said to be it
    doubts: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)  # about heads
    new_heads: list[NewHead] = field(default_factory=list)

    @property
    def brings_nothing(self) -> bool:
        return not (self.families or self.packed or self.entries or self.new_heads)

    @property
    def count_families(self) -> int:
        return len(self.families) + (len(self.packed.homes) if self.packed else 0)

    @property
    def count_persons(self) -> int:
        packed = len(self.packed.ready.homes) if self.packed else 0
        return packed + sum(len(planned.family.members) for planned in self.families)

    @property
    def count_left_out(self) -> int:
        """How many rows cannot be taken, on whichever sheet."""
        return len({(it.sheet, it.row) for it in self.problems if it.is_error})


@dataclass(frozen=True, slots=True)
class Reading:
    """What every step of planning needs to know."""

    area: Area
    surveyed_on: date
    by: User
    today: date
    file: str  # the upload's key
    same: Mapping[int, Family] = field(default_factory=dict)  # by first row: said to be it
    others: frozenset[int] = frozenset()  # first rows of families said to be none we know
    taking_since: datetime | None = None  # what came in since is of this very file
    heads: Decided = field(default_factory=dict)  # what was decided about heads

    def sees(self, area: str) -> bool:
        """Whether a name from `area` may stand in the report: all who see the area read it."""
        return covers(self.area.code, area)

    def may_name(self, family: Family) -> bool:
        """Whether a family on record may be proposed: in sight, and not from this very file."""
        is_own = (
            self.taking_since is not None
            and family.registered_by_id == self.by.pk
            and family.registered_at >= self.taking_since
        )
        return self.sees(family.area_id) and not is_own
