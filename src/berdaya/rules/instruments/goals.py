"""Goal attainment in whole numbers (Kiresuk and Sherman 1968): T = 50 + 10·S / √Q.

S is Σwx and Q is (1−ρ)Σw² + ρ(Σw)², over the goals that are set. A goal is repeated data, yet a
set of goals is one row like any other: each goal has its place (level and weight) among the
items, and a place left blank is no goal. So one compiled rule judges one person's goals, a file
of a million sets, and the same in SQL. `places` lays a list of goals out as such a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from berdaya.rules.instruments.items import Item
from berdaya.rules.instruments.nodes import (
    LARGEST,
    MILLI,
    ROOTABLE,
    All,
    Answer,
    Any,
    Blank,
    Choose,
    Compare,
    Layer,
    Number,
    Part,
    Product,
    Quotient,
    Root,
    Sum,
    Test,
    TooLarge,
    Value,
)
from berdaya.rules.instruments.outputs import Goal, Goals

MIDDLE = 50 * MILLI  # T of goals that came out as expected
DEVIATION = 10 * MILLI


class TooManyGoals(ValueError):
    """More goals than the instrument has places for."""


@dataclass(frozen=True, slots=True)
class Read:
    """The parts of which the rule of a goals output is made."""

    layers: tuple[Layer, ...]
    half: Test  # a goal without its level, or without its weight
    total: Value  # S
    whole: Value  # Q times the denominator of ρ; 0 where no goal is set
    unmet: Mapping[str, Test]  # the goals that count and came out below what was expected
    score: Value  # T in thousandths, rounded half away from 50


def goals_of(goals: Goals, items: Mapping[str, Item]) -> Read:
    """Read a goals output; TooLarge where its integers would not be exact."""
    _refuse_overflow(goals, items)
    total, squares, weights, whole, root = (
        Part(f"{goals.name}__{word}")
        for word in ("total", "squares", "weights", "whole", "root")
    )
    rho = goals.rho
    sums = (
        (total.name, Sum(tuple(_worth(goal, items, goal.level) for goal in goals.goals))),
        (squares.name, Sum(tuple(_worth(goal, items, goal.weight) for goal in goals.goals))),
        (weights.name, Sum(tuple(_worth(goal, items) for goal in goals.goals))),
    )
    spread = Sum(
        (
            Product((Number(rho.denominator - rho.numerator), squares)),
            Product((Number(rho.numerator), weights, weights)),
        )
    )
    # twice the deviation from 50 is √(4·(10·1000)²·S²/Q): doubled, so that it can be rounded
    factor = Number((2 * DEVIATION) ** 2 * rho.denominator)
    under = Choose(((Compare(whole, "=", Number(0)), Number(1)),), whole)
    doubled = Root(Quotient(Product((factor, total, total)), under))
    rounded = Quotient(Sum((root, Number(1))), Number(2))
    sign = Choose(((Compare(total, "<", Number(0)), Number(-1)),), Number(1))
    return Read(
        layers=(sums, ((whole.name, spread),), ((root.name, doubled),)),
        half=Any(tuple(test for goal in goals.goals for test in _half(goal, items))),
        total=total,
        whole=whole,
        unmet={
            goal.level: All((_counts(goal, items), Compare(Answer(goal.level), "<", Number(0))))
            for goal in goals.goals
        },
        score=Sum((Number(MIDDLE), Product((sign, rounded)))),
    )


def places(goals: Goals, rows: Sequence[tuple[int, int | None]]) -> dict[str, int | None]:
    """Lay out (weight, level reached) of each goal as the answers of one row.

    A level of None is a goal that has not been read yet; then the result is incomplete.
    """
    if len(rows) > len(goals.goals):
        raise TooManyGoals(f"{len(rows)} > {len(goals.goals)}")
    answers: dict[str, int | None] = {}
    for place, (weight, level) in zip(goals.goals, rows, strict=False):
        answers |= {place.weight: weight, place.level: level}
    return answers


def _given(item: Item) -> Test:
    """Answered with something else than `does not apply`; a blank is neither."""
    return Compare(Answer(item.code), "!=", Number(item.not_applicable))


def _counts(goal: Goal, items: Mapping[str, Item]) -> Test:
    return All((_given(items[goal.level]), _given(items[goal.weight])))


def _half(goal: Goal, items: Mapping[str, Item]) -> tuple[Test, Test]:
    level, weight = items[goal.level], items[goal.weight]
    return (
        All((Blank(goal.level), _given(weight))),
        All((Blank(goal.weight), _given(level))),
    )


def _worth(goal: Goal, items: Mapping[str, Item], times: str = "") -> Value:
    """The weight of a goal that counts (times one of its answers), else 0."""
    weight = Answer(goal.weight)
    value: Value = Product((weight, Answer(times))) if times else weight
    return Choose(((_counts(goal, items), value),), Number(0))


def _refuse_overflow(goals: Goals, items: Mapping[str, Item]) -> None:
    heaviest = sum(items[goal.weight].maximum for goal in goals.goals)
    best = max(items[goal.level].maximum for goal in goals.goals)
    over = (2 * DEVIATION) ** 2 * goals.rho.denominator * (heaviest * best) ** 2
    # Q is least, against (Σw)², where all weights are the same
    least = (1 - goals.rho) / len(goals.goals) + goals.rho
    if over > LARGEST or (2 * DEVIATION * best) ** 2 / least > ROOTABLE:
        raise TooLarge(goals.name)
