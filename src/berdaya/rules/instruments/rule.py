"""The one form between a definition and the engines that run it: integers and tests, no floats.

`compile_rule` is the only reading of an instrument's outputs. `scoring.py` writes what it makes
as Polars expressions and `sql.py` as SQL; neither knows what a ladder is, only `nodes.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, zip_longest
from math import lcm, prod

from berdaya.rules.instruments.definition import (
    Condition,
    Dimension,
    Goals,
    Index,
    Instrument,
    Item,
    Ladder,
    Levels,
    Output,
    Step,
)
from berdaya.rules.instruments.goals import goals_of
from berdaya.rules.instruments.nodes import (
    LARGEST,
    MILLI,
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
    Sum,
    Test,
    TooLarge,
    Value,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One output, compiled. `code` counts through `levels`, whose last is `incomplete`."""

    name: str
    levels: tuple[str, ...]
    code: Choose
    score: Value | None  # thousandths; means something where the code is not `incomplete`
    blockers: tuple[tuple[str, ...], ...]  # by code: the items that may hold the subject there
    unmet: Mapping[str, Test]
    layers: tuple[Layer, ...] = ()
    has_levels: bool = True  # without: `levels` is only whether the score is known

    def held_at(self, item: str) -> tuple[int, ...]:
        """The codes at which an unmet `item` holds the subject back."""
        return tuple(code for code, items in enumerate(self.blockers) if item in items)


@dataclass(frozen=True, eq=False)
class Compiled:
    """All outputs of an instrument, and the test that no answer stands outside its bounds."""

    instrument: Instrument
    items: tuple[Item, ...]  # the scored ones, in order
    rules: tuple[Rule, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The named values of all rules, layer by layer, in the order to work them out."""
        deep = zip_longest(*(rule.layers for rule in self.rules), fillvalue=())
        return tuple(tuple(chain.from_iterable(layers)) for layers in deep)


@lru_cache(maxsize=64)
def compile_rule(instrument: Instrument) -> Compiled:
    """Compile every output of the instrument; TooLarge where exact integers would not fit."""
    items = tuple(item for item in instrument.items if item.scored)
    reader = _Reader({item.code: item for item in instrument.items})
    return Compiled(instrument, items, tuple(reader.rule(one) for one in instrument.outputs))


def outside(item: Item) -> Test:
    """Whether an answer is a number that cannot stand for this item."""
    low, high, skip = item.minimum, item.maximum, item.not_applicable
    if low == 0 and skip == high + 1:
        return Any((_compare(item, "<", low), _compare(item, ">", skip)))
    wrong = Any((_compare(item, "<", low), _compare(item, ">", high)))
    return All((_compare(item, "!=", skip), wrong))


def _compare(item: Item, sign: str, number: int) -> Compare:
    return Compare(Answer(item.code), sign, Number(number))


def _both(tests: Iterable[Test]) -> Test:
    """All of the tests, none inside another, a single one as it is."""
    flat: list[Test] = []
    for one in tests:
        flat += one.tests if isinstance(one, All) else (one,)
    return flat[0] if len(flat) == 1 else All(tuple(flat))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads outputs in the light of the items they name."""

    items: Mapping[str, Item]

    def rule(self, output: Output) -> Rule:
        if isinstance(output, Ladder):
            return self._ladder(output)
        if isinstance(output, Levels):
            return self._levels(output)
        if isinstance(output, Goals):
            return self._goals(output)
        return self._index(output)

    def _goals(self, goals: Goals) -> Rule:
        """Half a goal, or none at all, is incomplete; `goals.py` has the arithmetic."""
        read = goals_of(goals, self.items)
        return Rule(
            name=goals.name,
            levels=(*(level.code for level in goals.levels), "incomplete"),
            code=Choose(
                (
                    (read.half, Number(3)),
                    (Compare(read.whole, "=", Number(0)), Number(3)),
                    (Compare(read.total, "<", Number(0)), Number(0)),
                    (Compare(read.total, "=", Number(0)), Number(1)),
                ),
                Number(2),
            ),
            score=read.score,
            blockers=(goals.items, goals.items, (), ()),
            unmet=read.unmet,
            layers=read.layers,
        )

    def _finish(
        self,
        output: Output,
        cases: list[tuple[Test, Value]],
        top: int,
        blockers: Iterable[tuple[str, ...]],
        score: Value | None = None,
        layers: tuple[Layer, ...] = (),
    ) -> Rule:
        """Put the test for blanks first: what is required and unanswered is never guessed."""
        incomplete = len(output.levels) or 1
        codes = tuple(dict.fromkeys(output.items))
        blanks = tuple(self._unanswered(code) for code in codes if self.items[code].required)
        first: list[tuple[Test, Value]] = [(Any(blanks), Number(incomplete))] if blanks else []
        levels = tuple(level.code for level in output.levels) or ("scored",)
        return Rule(
            name=output.name,
            levels=(*levels, "incomplete"),
            code=Choose((*first, *cases), Number(top)),
            score=score,
            blockers=(*blockers, ()),
            unmet={code: self._unmet(code) for code in codes},
            layers=layers,
            has_levels=bool(output.levels),
        )

    # ladders and levels

    def _ladder(self, ladder: Ladder) -> Rule:
        place = {level.code: order for order, level in enumerate(ladder.levels)}
        cases: list[tuple[Test, Value]] = [
            (Any(tuple(self._unmet(item) for item in rung.items)), Number(place[rung.level]))
            for rung in ladder.rungs
        ]
        held = {rung.level: rung.items for rung in ladder.rungs}
        blockers = [held.get(level.code, ()) for level in ladder.levels]
        return self._finish(ladder, cases, len(ladder.levels) - 1, blockers)

    def _levels(self, levels: Levels) -> Rule:
        place = {level.code: order for order, level in enumerate(levels.levels)}
        steps = sorted(levels.steps, key=lambda step: place[step.level])
        cases: list[tuple[Test, Value]]
        if levels.cumulative:
            cases = [(self._short_of(step), Number(place[step.level] - 1)) for step in steps]
            top = len(levels.levels) - 1
        else:
            cases = [(self._reaches(step), Number(place[step.level])) for step in steps[::-1]]
            top = 0
        blockers = [*(step.items for step in steps), ()]
        return self._finish(levels, cases, top, blockers)

    def _shares(self, step: Step) -> tuple[Value, Value, Value]:
        met = Sum(tuple(self._worth(item, self._met(item)) for item in step.items))
        applies = Sum(
            tuple(
                self._worth(item, Any((self._met(item), self._unmet(item))))
                for item in step.items
            )
        )
        have = Product((Number(step.share.denominator), met))
        need = Product((Number(step.share.numerator), applies))
        return have, need, applies

    def _worth(self, item: str, test: Test) -> Value:
        return Choose(((test, Number(self.items[item].weight)),), Number(0))

    def _short_of(self, step: Step) -> Test:
        have, need, _ = self._shares(step)
        return Compare(have, "<", need)

    def _reaches(self, step: Step) -> Test:
        have, need, applies = self._shares(step)
        return All((Compare(have, ">=", need), Compare(applies, ">", Number(0))))

    # indexes

    def _index(self, index: Index) -> Rule:
        """Everything over one denominator, so that a cut compares whole numbers.

        Per dimension, `got` of `best` points (`full` is `best`, or 1 where nothing applies);
        then the index is `total` of `whole`.
        """
        self._refuse_overflow(index)
        size = len(index.dimensions)
        got, best, full = (
            [Part(f"{index.name}__{word}{k}") for k in range(size)]
            for word in ("got", "best", "full")
        )
        total, whole = Part(f"{index.name}__total"), Part(f"{index.name}__whole")
        first: list[tuple[str, Value]] = []
        weights: list[Value] = []
        means: list[Value] = []
        for k, dimension in enumerate(index.dimensions):
            points, most = self._dimension(dimension)
            first += [(got[k].name, points), (best[k].name, most)]
            weight = Number(dimension.weight)
            weights.append(Choose(((Compare(best[k], ">", Number(0)), weight),), Number(0)))
            means.append(Product((weight, got[k], *full[:k], *full[k + 1 :])))
        second = tuple(
            (full[k].name, Choose(((Compare(best[k], "=", Number(0)), Number(1)),), best[k]))
            for k in range(size)
        )
        third = (
            (total.name, Sum(tuple(means))),
            (whole.name, Product((Sum(tuple(weights)), *full))),
        )
        score = Quotient(
            Sum((Product((Number(2 * MILLI * index.out_of), total)), whole)),
            Product((Number(2), whole)),
        )
        cases = self._cuts(index, total, whole)
        below_top = max(len(index.levels) - 1, 0)
        blockers = [index.items] * below_top + [()] * (len(index.levels) - below_top or 1)
        layers = (tuple(first), second, third)
        return self._finish(index, cases, 0, blockers, score, layers)

    @staticmethod
    def _cuts(index: Index, total: Part, whole: Part) -> list[tuple[Test, Value]]:
        incomplete = Number(len(index.levels) or 1)
        cases: list[tuple[Test, Value]] = [(Compare(whole, "=", Number(0)), incomplete)]
        for order, cut in reversed(list(enumerate(index.cuts))[1:]):
            reached = Compare(
                Product((Number(index.out_of * cut.start.denominator), total)),
                ">=",
                Product((Number(cut.start.numerator), whole)),
            )
            cases.append((reached, Number(order)))
        return cases

    def _dimension(self, dimension: Dimension) -> tuple[Value, Value]:
        """What its items add up to, and what they would at their best: a mean, undivided."""
        scale = lcm(*(self._range(self.items[item]) for item in dimension.items))
        got, best = [], []
        for code in dimension.items:
            item = self.items[code]
            here = self._counts(code)
            unit = item.weight * scale // self._range(item)
            points: tuple[Value, ...] = (Answer(code), Number(-item.minimum))
            if item.reversed:
                points = (Number(item.maximum), Product((Number(-1), Answer(code))))
            got.append(Choose(((here, Product((Number(unit), Sum(points)))),), Number(0)))
            best.append(Choose(((here, Number(item.weight * scale)),), Number(0)))
        return Sum(tuple(got)), Sum(tuple(best))

    @staticmethod
    def _range(item: Item) -> int:
        return item.maximum - item.minimum

    def _refuse_overflow(self, index: Index) -> None:
        most = []
        for dimension in index.dimensions:
            scale = lcm(*(self._range(self.items[item]) for item in dimension.items))
            most.append(scale * sum(self.items[item].weight for item in dimension.items))
        weights = sum(dimension.weight for dimension in index.dimensions)
        finest = max([2 * MILLI, *(cut.start.denominator for cut in index.cuts)])
        if 2 * prod(most) * weights * index.out_of * finest > LARGEST:
            raise TooLarge(index.name)

    # items

    def _applies(self, code: str) -> tuple[Test, ...]:
        """What must hold of other answers for this item to be asked at all."""
        condition = self.items[code].applies_when
        if not isinstance(condition, Condition):
            return ()
        other = condition.item
        holds = Any((Blank(other), _compare(self.items[other], "=", condition.equals)))
        return (holds, *self._applies(other))

    def _unanswered(self, code: str) -> Test:
        return _both((Blank(code), *self._applies(code)))

    def _counts(self, code: str) -> Test:
        """Answered, and neither `does not apply` nor skipped."""
        item = self.items[code]
        return _both((_compare(item, "!=", item.not_applicable), *self._applies(code)))

    def _met(self, code: str) -> Test:
        item = self.items[code]
        if item.kind == "yes_no":
            return _both((_compare(item, "=", 0 if item.reversed else 1), *self._applies(code)))
        return _both((self._counts(code), self._reach(item, met=True)))

    def _unmet(self, code: str) -> Test:
        item = self.items[code]
        if item.kind == "yes_no":
            return _both((_compare(item, "=", 1 if item.reversed else 0), *self._applies(code)))
        return _both((self._counts(code), self._reach(item, met=False)))

    @staticmethod
    def _reach(item: Item, *, met: bool) -> Test:
        """Compare a scale's answer with the point from which it counts as met; full marks if none."""
        start = item.maximum if item.met_from is None else item.met_from
        if not item.reversed:
            return _compare(item, ">=" if met else "<", start)
        return _compare(item, "<" if met else ">=", item.minimum + item.maximum - start + 1)
