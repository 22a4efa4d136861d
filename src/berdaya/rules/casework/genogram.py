"""Where each symbol, line and name of a genogram stands. Words come in, nothing is translated.

The same family always gives the same picture. Generations stand level, children under their
parents from the eldest to the youngest, partners beside each other where their own brothers and
sisters do not stand between; the line of a couple hangs below the symbols, so that it passes
under whoever stands there (McGoldrick, Gerson and Petry 2020).
"""

from dataclasses import dataclass

from berdaya.rules.casework.kin import Family, Kin, Tie
from berdaya.rules.casework.layout.curves import Around, Stroke, curve, strokes
from berdaya.rules.casework.layout.generations import components, generations
from berdaya.rules.casework.layout.lines import Heights, Line, Point, lines_of
from berdaya.rules.casework.layout.measures import (
    BETWEEN,
    LINE,
    MARGIN,
    NAME,
    NAME_GAP,
    OUTLINE,
    PITCH,
    RADIUS,
    TEXT,
)
from berdaya.rules.casework.layout.order import Rows
from berdaya.rules.casework.layout.plan import Plan
from berdaya.rules.casework.layout.spacing import columns
from berdaya.rules.casework.layout.text import wrapped


@dataclass(frozen=True, slots=True)
class Symbol:
    """One person where they stand, with the lines of text at the right of the symbol."""

    kin: Kin
    row: int
    x: float
    y: float
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tie with the strokes that draw it."""

    tie: Tie
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    symbols: tuple[Symbol, ...]
    lines: tuple[Line, ...]
    ties: tuple[Drawn, ...]


def draw(family: Family) -> Picture:
    """Place everybody and every relation.

    Raises:
        NotAFamily: somebody would be their own ancestor, or is named and not there.
    """
    symbols: list[Symbol] = []
    lines: list[Line] = []
    left = 0.0
    for people in components(family):
        row = generations(family, people)
        x = columns(family, Rows(family, row).ordered(), PITCH, BETWEEN)
        plan = Plan(family, row, x)
        heights = Heights(plan, 0.0)
        for key in people:
            kin, y = family.by_key[key], heights.rows[row[key]]
            symbols.append(Symbol(kin, row[key], x[key] + left, y, _text(kin)))
        lines += [_moved(line, left, 0.0) for line in lines_of(plan, heights)]
        left += max(x.values()) + PITCH + BETWEEN
    return _framed(symbols, lines, _ties(family, symbols))


def _text(kin: Kin) -> tuple[str, ...]:
    name = wrapped(kin.name, TEXT, NAME, 2)
    return (*name, kin.under) if kin.under else name


def _ties(family: Family, symbols: list[Symbol]) -> list[Drawn]:
    at = {one.kin.key: (one.x, one.y) for one in symbols}
    around = Around(list(at.values()), [at[it.kin.key] for it in symbols if it.text])
    return [
        Drawn(tie, strokes(tie.kind, curve(at[tie.a], at[tie.b], around)))
        for tie in family.ties
        if tie.a != tie.b
    ]


def _framed(symbols: list[Symbol], lines: list[Line], ties: list[Drawn]) -> Picture:
    """Move everything into a frame that begins at 0, 0 and holds it."""
    points = [it for line in lines for it in line.points]
    points += [it for tie in ties for stroke in tie.strokes for it in stroke.points]
    edge = RADIUS + OUTLINE
    points += [(one.x - edge, one.y - edge) for one in symbols]
    points += [
        (one.x + RADIUS + NAME_GAP + NAME, one.y + max(edge, len(one.text) * LINE / 2))
        for one in symbols
    ]
    points = points or [(0.0, 0.0)]
    right = MARGIN - min(x for x, _ in points)
    down = MARGIN - min(y for _, y in points)
    return Picture(
        round(max(x for x, _ in points) + right + MARGIN),
        round(max(y for _, y in points) + down + MARGIN),
        tuple(Symbol(it.kin, it.row, it.x + right, it.y + down, it.text) for it in symbols),
        tuple(_moved(it, right, down) for it in lines),
        tuple(
            Drawn(it.tie, tuple(_stroke(one, right, down) for one in it.strokes)) for it in ties
        ),
    )


def _moved(line: Line, right: float, down: float) -> Line:
    return Line(line.kind, _points(line.points, right, down), line.of, line.couple)


def _stroke(one: Stroke, right: float, down: float) -> Stroke:
    return Stroke(_points(one.points, right, down), one.dashed)


def _points(points: tuple[Point, ...], right: float, down: float) -> tuple[Point, ...]:
    return tuple((x + right, y + down) for x, y in points)
