"""The questions of an instrument as plain values: how they are answered and of whom they ask."""

from dataclasses import dataclass
from datetime import date

from berdaya.rules.instruments.outputs import Text

YES, NO, NOT_APPLICABLE = 1, 0, 2
NOT_APPLICABLE_SCALE = -9  # in an answer that is a number, where 2 means two


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing that can be done about an unmet item."""

    kind: str  # service | task | group | case
    text: Text
    who: tuple[str, ...] = ()  # who can usually help: codes of helpers.yaml
    levels: tuple[str, ...] = ()  # of the main output, on which it is proposed; () is all


@dataclass(frozen=True, slots=True)
class Condition:
    """An item that is asked only where another one was answered so."""

    item: str
    equals: int


@dataclass(frozen=True, slots=True)
class Ages:
    """Completed years, both ends included; None is no end."""

    low: int | None = None
    high: int | None = None

    def hold(self, years: int) -> bool:
        """Whether somebody of so many years is within."""
        return (self.low is None or years >= self.low) and (
            self.high is None or years <= self.high
        )


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; the points of a scale are options too, coded by their number."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `minimum` and `maximum` bound likert and number answers."""

    code: str
    text: Text
    short: Text  # a few words, for tables, charts and sheets
    help: Text  # how to judge
    kind: str  # yes_no | likert | number | date | choice
    source: str
    icon: str
    minimum: int
    maximum: int
    scale: str  # the name of its answer scale, whose points are the options
    options: tuple[Option, ...]
    applies_when: str | Condition | None  # a condition on the roster, or on another answer
    ages: Ages | None  # whom it is asked of, by age; None: everybody
    may_not_apply: bool  # the asker may say that it does not apply
    not_applicable_reason: Text
    next_steps: tuple[NextStep, ...]
    flags: tuple[str, ...]
    reversed: bool
    weight: int
    met_from: int | None  # the answer (after reversing) from which a scale counts as met
    required: bool
    to_check: Text  # what in it still has to be checked against a source, and against which
    keeps: int = 0  # months in which an answer is only confirmed; 0: asked anew each time
    keeps_with_members: bool = False  # and only while the roster is the same

    @property
    def not_applicable(self) -> int:
        """How `does not apply` is written in an answer to this item."""
        return NOT_APPLICABLE if self.kind == "yes_no" else NOT_APPLICABLE_SCALE

    @property
    def by_roster(self) -> bool:
        """Whether the roster may say that it does not apply."""
        return isinstance(self.applies_when, str) or self.ages is not None

    @property
    def always_stand(self) -> range:
        """The whole numbers that it accepts whoever is asked: “does not apply” is not among them."""
        numbers = range(self.minimum, self.maximum + 1) if self.scored else range(0)
        return range(0) if self.not_applicable in numbers else numbers

    @property
    def scored(self) -> bool:
        return self.kind in ("yes_no", "likert", "number")

    def accepts(self, value: object) -> bool:
        """Whether `value` can stand as an answer; None is unanswered and always can."""
        if value is None:
            return True
        if self.kind == "choice":
            return value in {option.code for option in self.options}
        if self.kind == "date":
            return isinstance(value, date)
        return (
            isinstance(value, int)
            and not isinstance(value, bool)
            and (value == self.not_applicable or self.minimum <= value <= self.maximum)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are asked together on one page."""

    code: str
    title: Text
    intro: Text
    items: tuple[Item, ...]
