"""What is known of one group over the years, as plain values with their days."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

Key = Hashable
Dated = list[tuple[date, str]]  # levels, the earliest first


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` (included) until `until` (excluded)."""

    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or self.until > day)


@dataclass(frozen=True, slots=True)
class Belonging(Period):
    """That a person belonged to the group."""

    person: Key
    sex: str  # "" where nobody noted it


@dataclass(frozen=True, slots=True)
class Home(Period):
    """In which family a person lived."""

    family: Key


@dataclass(frozen=True, slots=True)
class Business(Period):
    """`owner` and `family` are None of a business of the whole group."""

    owner: Key | None
    family: Key | None
    has_left: bool = False  # it ended here because its owner left the group
    baseline: int | None = None  # rupiah in a month before; None: not said
    sales: Mapping[date, int] = field(default_factory=dict)  # month -> rupiah, where noted
    incomes: Mapping[date, Mapping[Key, int]] = field(default_factory=dict)  # month -> person


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting that was held: how many were to come, how many came."""

    day: date
    expected: int
    came: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A decision with its day; `done_on` None: open or dropped."""

    due: date
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session of KIE: its topics, and which persons were there."""

    day: date
    topics: frozenset[str]
    persons: frozenset[Key]


@dataclass(slots=True)
class History:
    members: list[Belonging] = field(default_factory=list)
    homes: dict[Key, list[Home]] = field(default_factory=dict)  # by person
    stages: dict[Key, Dated] = field(default_factory=dict)  # by family
    answers: dict[Key, list[tuple[date, Mapping[str, object]]]] = field(default_factory=dict)
    levels: dict[Key, Dated] = field(default_factory=dict)  # of empowerment, by family
    businesses: list[Business] = field(default_factory=list)
    meetings: list[Gathering] = field(default_factory=list)
    decisions: list[Resolved] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    judged: Dated = field(default_factory=list)  # the group's own stage
