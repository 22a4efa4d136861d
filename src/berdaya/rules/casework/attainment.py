"""The T-score of a set of goals, with each number of its formula, so that it can be followed.

The score itself is the instrument's (`goal-attainment`), reckoned in whole numbers. What stands
beside it here are the parts that the formula names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from berdaya.rules.instruments.definition import load
from berdaya.rules.instruments.goals import places
from berdaya.rules.instruments.outputs import Goals
from berdaya.rules.instruments.scoring import score_one


@dataclass(frozen=True, slots=True)
class Attained:
    """T = 50 + 10·S / √Q, where S = Σwx and Q = (1−ρ)Σw² + ρ(Σw)²."""

    score: Decimal  # T, to three places
    terms: tuple[tuple[int, int], ...]  # weight and level of each goal
    total: int  # S
    weights: int  # Σw
    squares: int  # Σw²
    rho: Decimal
    spread: Decimal  # Q


def attained(terms: Sequence[tuple[int, int]]) -> Attained | None:
    """The T-score of goals given as (weight, level); None without a goal."""
    if not terms:
        return None
    instrument = load("goal-attainment")
    [goals] = [one for one in instrument.outputs if isinstance(one, Goals)]
    result = score_one(instrument, places(goals, terms))
    score = result.outputs[goals.name].score
    assert score is not None, "every goal has its weight and level"
    weights = sum(weight for weight, _level in terms)
    squares = sum(weight**2 for weight, _level in terms)
    return Attained(
        score=score,
        terms=tuple(terms),
        total=sum(weight * level for weight, level in terms),
        weights=weights,
        squares=squares,
        rho=_decimal(goals.rho),
        spread=_decimal((1 - goals.rho) * squares + goals.rho * weights**2),
    )


def _decimal(number: Fraction) -> Decimal:
    """A fraction of tenths or hundredths, exactly."""
    return Decimal(number.numerator) / Decimal(number.denominator)
