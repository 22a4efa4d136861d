"""What an instrument adds answers up to: ladders, levels, indexes, goals, as plain values.

Every kind says where its rule comes from (`source`), and `to_check` what of it is not settled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Text = Mapping[str, str]  # language -> words
TONES = ("none", "low", "below", "middle", "good", "best")


@dataclass(frozen=True, slots=True)
class Level:
    """One value an output may take, `order` counting from 0 upwards."""

    code: str
    label: Text  # short
    name: Text
    meaning: Text
    tone: str  # of TONES
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
    source: str = ""
    to_check: Text = field(default_factory=dict)

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
    source: str = ""
    to_check: Text = field(default_factory=dict)

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
    profile_title: Text = field(default_factory=dict)
    kind: str = "index"
    source: str = ""
    to_check: Text = field(default_factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item for dimension in self.dimensions for item in dimension.items)

    @property
    def less_is_better(self) -> bool:
        """Whether a low score is the good one, as the tones of the levels say."""
        tones = {level.code: TONES.index(level.tone) for level in self.levels}
        rising = [tones[cut.level] for cut in sorted(self.cuts, key=lambda it: it.start)]
        return bool(rising) and rising[-1] < rising[0]


@dataclass(frozen=True, slots=True)
class Goal:
    """Where one goal of a set stands in the answers: how far it was reached, how much it counts."""

    level: str  # item: 0 as expected, below it less, above it more
    weight: str  # item


@dataclass(frozen=True, slots=True)
class Goals:
    """Goal attainment: T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²), over the goals that are set.

    The three levels say whether Σwx is below, at or above 0.
    """

    name: str
    title: Text
    levels: tuple[Level, ...]
    goals: tuple[Goal, ...]
    rho: Fraction  # how far the goals of one person move together
    kind: str = "goals"
    source: str = ""
    to_check: Text = field(default_factory=dict)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(goal.level for goal in self.goals)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How exact a score is, as a study found it. It changes no result; it says what a change is."""

    output: str
    coefficient: Fraction  # r, between 0 and 1
    deviation: Fraction  # standard deviation among those people, in points of the score
    people: Text  # of whom
    source: str


Output = Ladder | Levels | Index | Goals
