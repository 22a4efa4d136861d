"""A part of a whole, with what is not known beside it, and what is shown of it.

Measures of groups add up to those of an area. What is not known is never counted as no.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FEWEST = 5  # fewer known families, women or members can point at one of them
NOT_PEOPLE = frozenset({"groups", "decisions"})  # these tell of nobody in particular


@dataclass(frozen=True, slots=True)
class Measure:
    """`part` of the `whole` that is known; of `unknown` more nobody can say."""

    part: int = 0
    whole: int = 0
    unknown: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole or self.unknown < 0:
            raise ValueError(f"no part of a whole: {self}")

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.part + other.part, self.whole + other.whole, self.unknown + other.unknown
        )

    @property
    def percent(self) -> Decimal | None:
        """With one decimal, half up; None where nothing is known."""
        if not self.whole:
            return None
        share = Decimal(100 * self.part) / self.whole
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)

    def is_withheld(self, unit: str) -> bool:
        """Whether it is about so few that it could point at one of them."""
        return unit not in NOT_PEOPLE and 0 < self.whole < FEWEST


Measures = dict[str, Measure]  # by the code of the indicator


def counted(verdicts: Iterable[bool | None]) -> Measure:
    """Each is yes, no or not known."""
    found = list(verdicts)
    known = [it for it in found if it is not None]
    return Measure(sum(known), len(known), len(found) - len(known))


def total(measures: Iterable[Mapping[str, Measure]]) -> Measures:
    """The measures of several groups or areas together."""
    found: Measures = {}
    for one in measures:
        for code, measure in one.items():
            found[code] = found.get(code, Measure()) + measure
    return found


def withheld(parts: Mapping[str, Measure], unit: str) -> frozenset[str]:
    """Of the parts of one whole, those not to be shown.

    Where one alone is about too few, the next smallest goes with it: the whole less all the
    others would tell it.
    """
    few = {key for key, it in parts.items() if it.is_withheld(unit)}
    others = [key for key, it in parts.items() if it.whole and key not in few]
    if len(few) == 1 and others:
        few.add(min(others, key=lambda key: (parts[key].whole, key)))
    return frozenset(few)
