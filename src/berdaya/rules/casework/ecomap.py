"""Where each circle and line of an ecomap stands: the client within, the systems around.

After A. Hartman, "Diagrammatic Assessment of Family Relationships", Social Casework 59 (1978)
465-476: a thick line is strong, a dashed one weak, a zigzag one full of stress; arrows show
where strength and help flow.
"""

from dataclasses import dataclass
from math import ceil, hypot, pi, sin

from berdaya.rules.casework.layout.curves import Point, evenly, ring, zigzag
from berdaya.rules.casework.layout.text import wrapped

STRENGTHS = ("strong", "ordinary", "weak")
FLOWS = ("none", "to-client", "from-client", "both")

CENTRE, AROUND = 52, 46  # radius of the circle within, and of those around
TEXT, LINES = 12, 3
NEAREST = 84  # least length of a line
GAP = 14  # least room between two circles
MARGIN = 12
HEAD = 9  # of an arrow


@dataclass(frozen=True, slots=True)
class System:
    """Something in the client's surroundings, and how the client stands to it."""

    key: str
    name: str
    strength: str = "ordinary"
    flow: str = "none"
    is_stressful: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A line between the client and a system, with the heads of its arrows."""

    system: System
    circle: Circle
    points: tuple[Point, ...]
    heads: tuple[tuple[Point, Point, Point], ...]


@dataclass(frozen=True, slots=True)
class Ecomap:
    width: int
    height: int
    centre: Circle
    bonds: tuple[Bond, ...]


def draw(name: str, systems: tuple[System, ...]) -> Ecomap:
    """The same systems in the same order give the same picture, the first on top, clockwise."""
    far = _distance(len(systems))
    middle = far + AROUND + MARGIN
    centre = Circle(middle, middle, CENTRE, _text(name, CENTRE))
    bonds = tuple(
        _bond(one, Circle(middle + x, middle + y, AROUND, _text(one.name, AROUND)), centre)
        for one, (x, y) in zip(systems, ring(len(systems), far), strict=True)
    )
    return Ecomap(ceil(2 * middle), ceil(2 * middle), centre, bonds)


def _distance(count: int) -> float:
    """How far from the middle, so that neighbours on the ring do not touch."""
    least = CENTRE + NEAREST + AROUND
    return least if count < 2 else max(least, (2 * AROUND + GAP) / (2 * sin(pi / count)))


def _text(name: str, radius: float) -> tuple[str, ...]:
    return wrapped(name, TEXT, radius * 1.55, LINES)


def _bond(system: System, circle: Circle, centre: Circle) -> Bond:
    dx, dy = circle.x - centre.x, circle.y - centre.y
    far = hypot(dx, dy)
    dx, dy = dx / far, dy / far
    inner = (centre.x + dx * (CENTRE + 2), centre.y + dy * (CENTRE + 2))
    outer = (circle.x - dx * (AROUND + 2), circle.y - dy * (AROUND + 2))
    heads = []
    if system.flow in ("to-client", "both"):
        heads.append(_head(inner, (dx, dy)))
        inner = (inner[0] + dx * HEAD, inner[1] + dy * HEAD)
    if system.flow in ("from-client", "both"):
        heads.append(_head(outer, (-dx, -dy)))
        outer = (outer[0] - dx * HEAD, outer[1] - dy * HEAD)
    points = zigzag(evenly((inner, outer))) if system.is_stressful else [inner, outer]
    return Bond(system, circle, tuple(points), tuple(heads))


def _head(tip: Point, back: Point) -> tuple[Point, Point, Point]:
    """A triangle that points from `back` to `tip`."""
    (x, y), (dx, dy) = tip, back
    base = (x + dx * HEAD * 1.4, y + dy * HEAD * 1.4)
    half = HEAD * 0.7
    return (
        tip,
        (base[0] - dy * half, base[1] + dx * half),
        (base[0] + dy * half, base[1] - dx * half),
    )
