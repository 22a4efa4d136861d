"""The numbers of the small charts: all have one scale, from nothing to all, and the same months.

Worked out here and tested; the template only writes them down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from berdaya.rules.objectives.measure import Measure

WIDTH, HEIGHT = 240, 72
MONTH, QUARTER, YEAR = "bulan", "triwulan", "tahun"
SHOWN = {MONTH: 24, QUARTER: 12, YEAR: 10}  # points of a chart
MONTHS_OF_QUARTER, MONTHS_OF_YEAR = 3, 12
KNOWN, UNKNOWN, WITHHELD = "known", "unknown", "withheld"


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a chart. Not known and withheld have no height."""

    month: date
    measure: Measure
    state: str
    x: int
    y: int | None

    @property
    def percent(self) -> Decimal | None:
        return self.measure.percent if self.state == KNOWN else None


@dataclass(frozen=True, slots=True)
class Chart:
    points: tuple[Point, ...]
    lines: tuple[str, ...]  # paths; a month that is not known parts them
    last_runs: bool  # whether the last month is not over

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to draw."""
        return all(it.y is None for it in self.points)


def picked(months: Sequence[date], per: str) -> list[date]:
    """The months that stand for their period: its last, or the last there is."""
    step = {QUARTER: MONTHS_OF_QUARTER, YEAR: MONTHS_OF_YEAR}.get(per, 1)
    ends = [it for it in months if it.month % step == 0 or it == months[-1]]
    return ends[-SHOWN.get(per, SHOWN[MONTH]) :]


def state_of(measure: Measure, unit: str) -> str:
    if not measure.whole:
        return UNKNOWN
    return WITHHELD if measure.is_withheld(unit) else KNOWN


def chart(found: Sequence[tuple[date, Measure]], unit: str, today: date) -> Chart:
    """A point for each month, the first at the left end and the last at the right."""
    steps = max(len(found) - 1, 1)
    points = tuple(
        _point(month, measure, unit, WIDTH * place // steps if len(found) > 1 else WIDTH)
        for place, (month, measure) in enumerate(found)
    )
    last_runs = bool(points) and points[-1].month == today.replace(day=1)
    return Chart(points, tuple(_lines(points)), last_runs)


def _point(month: date, measure: Measure, unit: str, x: int) -> Point:
    state = state_of(measure, unit)
    known = state == KNOWN
    y = HEIGHT - HEIGHT * measure.part // measure.whole if known else None
    return Point(month, measure, state, x, y)


def _lines(points: Sequence[Point]) -> list[str]:
    """A path for each row of known months; one alone is a short stroke, so that it is seen."""
    lines: list[list[Point]] = [[]]
    for point in points:
        if point.y is None:
            lines.append([])
        else:
            lines[-1].append(point)
    return [
        f"M{line[0].x} {line[0].y}h1"
        if len(line) == 1
        else "M" + "L".join(f"{it.x} {it.y}" for it in line)
        for line in lines
        if line
    ]
