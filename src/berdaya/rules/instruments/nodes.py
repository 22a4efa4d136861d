"""What a compiled rule is made of: whole numbers and tests on them, the same in every engine.

A test on a blank is neither true nor false, so `Any` of it holds only where another test does
and `Choose` passes over it.
"""

from dataclasses import dataclass

LARGEST = 2**62  # what any engine's 64-bit integers hold with room to spare
ROOTABLE = 2**50  # below it, a float's square root has the right whole part
MILLI = 1000  # scores are kept in thousandths


class TooLarge(ValueError):
    """An output multiplies to integers that an engine would not hold exactly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an item, blank or an integer."""

    item: str


@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Part:
    """A value worked out before, under a name: see `Rule.layers`."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    parts: "tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Product:
    parts: "tuple[Value, ...]"


@dataclass(frozen=True, slots=True)
class Quotient:
    """Whole part of a division of non-negative integers."""

    over: "Value"
    under: "Value"


@dataclass(frozen=True, slots=True)
class Root:
    """Whole part of the square root of a non-negative integer below ROOTABLE."""

    of: "Value"


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first case whose test holds."""

    cases: "tuple[tuple[Test, Value], ...]"
    otherwise: "Value"


@dataclass(frozen=True, slots=True)
class Blank:
    item: str


@dataclass(frozen=True, slots=True)
class Compare:
    left: "Value"
    sign: str  # = != < >= >
    right: "Value"


@dataclass(frozen=True, slots=True)
class Any:
    tests: "tuple[Test, ...]"


@dataclass(frozen=True, slots=True)
class All:
    tests: "tuple[Test, ...]"


Value = Answer | Number | Part | Sum | Product | Quotient | Root | Choose
Test = Blank | Compare | Any | All
Layer = tuple[tuple[str, Value], ...]  # named values that need only the layers before
