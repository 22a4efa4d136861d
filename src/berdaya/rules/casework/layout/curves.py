"""How two people stand to each other: a curve that goes around symbols and names."""

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, pi, sin

from berdaya.rules.casework.layout.measures import NAME, NAME_GAP, RADIUS

Point = tuple[float, float]
BULGES = (0, 40, -40, 70, -70, 110, -110, 160, -160, 220, -220, 300, -300, 400, -400)
ALONG = (0.5, 0.15, 0.85)  # where between both a curve bends; the middle is tried first
IN_THE_WAY = 100_000  # more than any way around
STEPS = 32
ASIDE = 3.2  # between parallel lines
WAVE, LENGTH = 5.0, 9.0  # of a zigzag: how far aside, how long


@dataclass(frozen=True, slots=True)
class Stroke:
    """One drawn line; `dashed` is the dotted one of a distant tie."""

    points: tuple[Point, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a curve goes around: middles of symbols, and of those that have a name beside."""

    symbols: Sequence[Point]
    named: Collection[Point]

    def hits(self, points: Sequence[Point], ends: Iterable[Point]) -> tuple[int, int]:
        """How many points lie in a foreign symbol, and how many on a name."""
        own = set(ends)
        symbols = names = 0
        for x, y in points:
            for at in self.symbols:
                if at not in own and hypot(x - at[0], y - at[1]) < RADIUS + 7:
                    symbols += 1
            for at in self.named:
                left = at[0] + RADIUS + NAME_GAP - 2
                if left < x < left + NAME and abs(y - at[1]) < 22:
                    names += 1
        return symbols, names


def curve(a: Point, b: Point, around: Around) -> tuple[Point, ...]:
    """From the edge of one symbol to that of the other, past what stands between."""
    best: tuple[float, tuple[Point, ...]] = (inf, ())
    for along in ALONG:
        for bulge in BULGES:
            way = _bent(a, b, bulge, along)
            best = min(best, (_cost(way, (a, b), around), way))
        if best[0] < IN_THE_WAY:
            break
    return best[1]


def _cost(points: Sequence[Point], ends: tuple[Point, Point], around: Around) -> float:
    symbols, names = around.hits(points, ends)
    length = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in itertools.pairwise(points))
    return symbols * IN_THE_WAY + names * 40 + length


def _bent(a: Point, b: Point, bulge: float, along: float) -> tuple[Point, ...]:
    """A quadratic curve whose middle is half of `bulge` aside, cut where it leaves the symbols."""
    far = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    aside = ((b[1] - a[1]) / far * bulge, -(b[0] - a[0]) / far * bulge)
    via = (a[0] + (b[0] - a[0]) * along + aside[0], a[1] + (b[1] - a[1]) * along + aside[1])
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        p, q, r = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append((p * a[0] + q * via[0] + r * b[0], p * a[1] + q * via[1] + r * b[1]))
    outside = [
        it
        for it in points
        if min(hypot(it[0] - a[0], it[1] - a[1]), hypot(it[0] - b[0], it[1] - b[1]))
        > RADIUS + 6
    ]
    return tuple(outside if len(outside) > 1 else points)


def strokes(kind: str, points: Sequence[Point]) -> tuple[Stroke, ...]:
    """The lines of a tie: two for close, three for fused, dotted for distant, zigzag for conflict,
    broken by two bars for cut off."""
    path = evenly(points)
    if kind == "cut-off":
        return _broken(path)
    drawn = {
        "close": (_beside(path, -ASIDE / 2), _beside(path, ASIDE / 2)),
        "fused": (_beside(path, -ASIDE), path, _beside(path, ASIDE)),
        "distant": (path,),
        "conflict": (zigzag(path),),
        "close-conflict": (_beside(path, -ASIDE), zigzag(path), _beside(path, ASIDE)),
    }[kind]
    return tuple(Stroke(tuple(it), dashed=kind == "distant") for it in drawn)


def _broken(path: list[Point]) -> tuple[Stroke, ...]:
    middle = len(path) // 2
    ends = (max(middle - 1, 1), min(middle + 1, len(path) - 2))
    bars = []
    for at in ends:
        (x, y), (dx, dy) = path[at], _normal(path, at)
        bars.append(Stroke(((x - 8 * dx, y - 8 * dy), (x + 8 * dx, y + 8 * dy))))
    return Stroke(tuple(path[: ends[0] + 1])), *bars, Stroke(tuple(path[ends[1] :]))


def zigzag(path: Sequence[Point], wave: float = WAVE) -> list[Point]:
    """A saw along a path of even steps, straight at both ends."""
    last = len(path) - 1
    return [
        at if index in (0, last) else _aside(path, index, wave if index % 2 else -wave)
        for index, at in enumerate(path)
    ]


def _beside(path: Sequence[Point], far: float) -> list[Point]:
    return [_aside(path, index, far) for index in range(len(path))]


def _aside(path: Sequence[Point], index: int, far: float) -> Point:
    (x, y), (dx, dy) = path[index], _normal(path, index)
    return x + dx * far, y + dy * far


def _normal(path: Sequence[Point], index: int) -> Point:
    (ax, ay), (bx, by) = path[max(index - 1, 0)], path[min(index + 1, len(path) - 1)]
    far = hypot(bx - ax, by - ay) or 1.0
    return -(by - ay) / far, (bx - ax) / far


def evenly(points: Sequence[Point], length: float = LENGTH) -> list[Point]:
    """The same path in steps of about equal length."""
    total = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in itertools.pairwise(points))
    count = max(round(total / length), 4)
    found, walked, index = [points[0]], 0.0, 0
    for step in range(1, count):
        wanted = total * step / count
        while index < len(points) - 2:
            far = hypot(
                points[index + 1][0] - points[index][0], points[index + 1][1] - points[index][1]
            )
            if walked + far >= wanted:
                break
            walked, index = walked + far, index + 1
        p, q = points[index], points[index + 1]
        share = (wanted - walked) / (hypot(q[0] - p[0], q[1] - p[1]) or 1.0)
        found.append((p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share))
    return [*found, points[-1]]


def ring(count: int, radius: float) -> list[Point]:
    """Places evenly on a circle around nothing, from the top clockwise."""
    return [
        (radius * sin(2 * pi * at / count), -radius * cos(2 * pi * at / count))
        for at in range(count)
    ]
