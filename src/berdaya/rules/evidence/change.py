"""Reliable change of one person (Jacobson and Truax 1991): is a difference more than error?

The error comes from a reliability that the instrument names with its source. Where it names
none, the answer is that it cannot be judged: no figure is ever put in its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.instruments.outputs import Reliability

Text = Mapping[str, str]  # language -> words
BETTER, WORSE, WITHIN_ERROR, UNKNOWN = "better", "worse", "within-error", "cannot-be-judged"


@dataclass(frozen=True, slots=True)
class Reading:
    """A score on a day, and the version of the rule that gave it; None: incomplete."""

    version: str
    score: Decimal | Fraction | int | None


@dataclass(frozen=True, slots=True)
class Change:
    """What can be said of it. Without a verdict, `why` says why there is none."""

    verdict: str
    words: Text
    why: Text | None = None
    difference: Fraction | None = None  # after less before
    index: Decimal | None = None  # RC, to two places
    needed: Decimal | None = None  # a difference has to be beyond it to count, to two places
    reliability: Reliability | None = None


def reliable_change(
    before: Reading,
    after: Reading,
    reliability: Reliability | None,
    *,
    less_is_better: bool = False,
) -> Change:
    """Judge the difference of two readings of one score."""
    if before.score is None or after.score is None:
        return _unknown("incomplete")
    if before.version != after.version:
        return _unknown("other-version")
    difference = Fraction(after.score) - Fraction(before.score)
    if reliability is None:
        return _unknown("no-reliability", difference)
    # squares, so that the cut is exact: |RC| > z where d² > z²·S²
    spread = 2 * reliability.deviation**2 * (1 - reliability.coefficient)
    beyond = Fraction(_definition()["beyond"])
    verdict = WITHIN_ERROR
    if difference**2 > beyond**2 * spread:
        verdict = BETTER if (difference > 0) != less_is_better else WORSE
    return Change(
        verdict=verdict,
        words=_definition()["verdicts"][verdict],
        difference=difference,
        index=_root(difference**2 / spread) * (1 if difference >= 0 else -1),
        needed=_root(beyond**2 * spread),
        reliability=reliability,
    )


def _unknown(why: str, difference: Fraction | None = None) -> Change:
    words, reasons = _definition()["verdicts"], _definition()["reasons"]
    return Change(UNKNOWN, words[UNKNOWN], reasons[why], difference)


def _root(square: Fraction) -> Decimal:
    """The square root to two places, rounded half up."""
    thousandfold = isqrt(1_000_000 * square.numerator // square.denominator)
    return Decimal((thousandfold + 5) // 10) / 100


@lru_cache(maxsize=1)
def _definition() -> dict[str, Any]:
    text = (Path(__file__).parent / "change.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
