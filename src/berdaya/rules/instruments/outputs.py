"""What an instrument adds answers up to: ladders, levels and indexes, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

Text = Mapping[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class Level:
    """One value an output may take, `order` counting from 0 upwards."""

    code: str
    label: Text  # short
    name: Text
    meaning: Text
    tone: str  # low | below | middle | good | best | none
    order: int


INCOMPLETE = Level(
    code="incomplete",
    label={"id": "Belum lengkap", "en": "Incomplete"},
    name={"id": "Belum lengkap", "en": "Incomplete"},
    meaning={
        "id": "Ada pertanyaan wajib yang belum dijawab, jadi hasilnya belum bisa ditentukan.",
        "en": "A required question is unanswered, so the result cannot be said yet.",
    },
    tone="none",
    order=-1,
)


@dataclass(frozen=True, slots=True)
class Rung:
    """A subject stands at `level` while one of `items` is unmet."""

    level: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The first rung with an unmet item decides. A checklist is a ladder with one rung."""

    name: str
    title: Text
    levels: tuple[Level, ...]
    rungs: tuple[Rung, ...]
    kind: str = "ladder"  # or checklist

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for rung in self.rungs for item in rung.items)


@dataclass(frozen=True, slots=True)
class Step:
    """`level` is reached when the met share of `items` is at least `share`."""

    level: str
    items: tuple[str, ...]
    share: Fraction


@dataclass(frozen=True, slots=True)
class Levels:
    """The highest level reached; with `cumulative`, only over levels that are all reached."""

    name: str
    title: Text
    levels: tuple[Level, ...]
    steps: tuple[Step, ...]
    cumulative: bool
    kind: str = "levels"

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for step in self.steps for item in step.items)


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    title: Text
    weight: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """`level` holds from `start` (included) up to the next cut."""

    level: str
    start: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """The weighted mean of dimension means, from 0 to `out_of`, cut into levels (if any).

    Each scale of a profile is an index with one dimension; `profile` then names the profile.
    """

    name: str
    title: Text
    levels: tuple[Level, ...]
    dimensions: tuple[Dimension, ...]
    out_of: int
    cuts: tuple[Cut, ...]
    profile: str = ""
    kind: str = "index"

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for dimension in self.dimensions for item in dimension.items)


Output = Ladder | Levels | Index
