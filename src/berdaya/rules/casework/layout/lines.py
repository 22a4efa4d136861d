"""The lines of couples and descent, on heights on which no two lie on each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from berdaya.rules.casework.kin import Couple
from berdaya.rules.casework.layout.measures import (
    ABOVE,
    BAR,
    FIRST,
    LABEL,
    OUTLINE,
    RADIUS,
    TWINS,
)
from berdaya.rules.casework.layout.plan import Drop, Plan, Union
from berdaya.rules.casework.layout.tracks import Span, nested, tracks

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of the drawing. Of `married`, `cohabiting` and `parents` it is the whole line of
    a couple; `stem` and `bar` lead from parents to their children; `birth`, `adopted`, `foster`
    end at one child; `identical` joins twins."""

    kind: str
    points: tuple[Point, ...]
    of: tuple[str, ...]
    couple: Couple | None = None

    @property
    def level(self) -> tuple[Point, Point]:
        """The longest level piece: there stand dates and slashes."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return max(
            (it for it in pairs if it[0][1] == it[1][1]),
            key=lambda it: abs(it[0][0] - it[1][0]),
        )


@dataclass
class Heights:
    """How high rows and tracks stand."""

    plan: Plan
    top: float
    rows: list[float] = field(default_factory=list)
    unions: dict[int, float] = field(default_factory=dict)  # by id of the union
    bars: dict[tuple[int, str], float] = field(default_factory=dict)  # by id, and which piece

    def __post_init__(self) -> None:
        y = self.top
        for zone in range(max(self.plan.row.values()) + 1):
            self.rows.append(y)
            y = self._below(zone, y + RADIUS)

    def _below(self, zone: int, y: float) -> float:
        """Place the tracks under a row; where the next row stands."""
        unions = [it for it in self.plan.unions if it.zone == zone]
        own = nested([it.span for it in unions])
        for it, track in zip(unions, own, strict=True):
            self.unions[id(it)] = y + FIRST + track * LABEL
        base = y + BAR + (FIRST + max(own) * LABEL if own else 0)
        pieces = list(self._pieces(zone))
        levels = tracks([span for _, span in pieces])
        for (name, _), track in zip(pieces, levels, strict=True):
            self.bars[name] = base + track * BAR
        twins = any(it.twins and it.row == zone + 1 for it in self.plan.drops)
        room = TWINS if twins else ABOVE
        return base + max(levels, default=0) * BAR + room + RADIUS + OUTLINE

    def _pieces(self, zone: int) -> Iterator[tuple[tuple[int, str], Span]]:
        """Level pieces in a zone: over siblings, and aside into a lane past further rows."""
        for drop in self.plan.drops:
            if drop.lane is None and drop.zone == zone:
                yield (id(drop), "bar"), drop.span(drop.start, drop.leaves)
            elif drop.lane is not None and drop.zone == zone:
                yield (id(drop), "aside"), drop.span(drop.start, [drop.lane])
            elif drop.lane is not None and drop.row == zone + 1:
                yield (id(drop), "bar"), drop.span(drop.lane, drop.leaves)
        for one in self.plan.unions:
            for key, lane in one.lanes.items():
                if self.plan.row[key] == zone:
                    at = one.ends[key]
                    span = Span(min(at, lane), max(at, lane), (at,), (lane,))
                    yield (id(one), key), span


def lines_of(plan: Plan, heights: Heights) -> Iterator[Line]:
    """Every line once."""
    for one in plan.unions:
        yield _union(one, plan, heights)
    for drop in plan.drops:
        yield from _descent(drop, plan, heights)


def _union(one: Union, plan: Plan, heights: Heights) -> Line:
    y = heights.unions[id(one)]
    sides = []
    for key, at in one.ends.items():
        side = [(at, heights.rows[plan.row[key]])]
        if key in one.lanes:
            aside, lane = heights.bars[id(one), key], one.lanes[key]
            side += [(at, aside), (lane, aside), (lane, y)]
        else:
            side.append((at, y))
        sides.append(side)
    points = (*sides[0], *reversed(sides[1]))
    return Line(one.couple.kind, points, (one.couple.a, one.couple.b), one.couple)


def _descent(drop: Drop, plan: Plan, heights: Heights) -> Iterator[Line]:
    bar = heights.bars[id(drop), "bar"]
    end = heights.rows[drop.row] - RADIUS
    stem: list[Point] = [(drop.start, _begin(drop, plan, heights))]
    from_x = drop.start
    if drop.lane is not None:
        aside, from_x = heights.bars[id(drop), "aside"], drop.lane
        stem += [(drop.start, aside), (from_x, aside)]
    yield Line("stem", (*stem, (from_x, bar)), drop.parents)
    span = drop.span(from_x, drop.leaves)
    if span.right > span.left:
        yield Line("bar", ((span.left, bar), (span.right, bar)), (*drop.parents, *drop.tops))
    joined = {key: drop.apex(one) for one in drop.twins for key in one}
    for key, at in drop.tops.items():
        points = ((joined.get(key, at), bar), (at, end))
        yield Line(drop.kinds[key], points, (key, *drop.parents))
    for one in drop.twins:
        if any(it.identical and set(one) <= it.keys for it in plan.family.twins):
            apex, half = drop.apex(one), (bar + end) / 2
            ends = [(apex + drop.tops[key]) / 2 for key in one]
            yield Line("identical", ((min(ends), half), (max(ends), half)), one)


def _begin(drop: Drop, plan: Plan, heights: Heights) -> float:
    """From which height: the line of the couple, or the symbol of the only parent."""
    if len(drop.parents) == 1:
        return heights.rows[drop.zone]
    of = frozenset(drop.parents)
    union = next(it for it in plan.unions if frozenset((it.couple.a, it.couple.b)) == of)
    return heights.unions[id(union)]
