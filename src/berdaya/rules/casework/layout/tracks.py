"""On which height each level piece of a line runs, so that no two lie on each other."""

from collections.abc import Sequence
from dataclasses import dataclass

NEAR = 5.0  # pieces that end closer than this to each other count as touching


@dataclass(frozen=True, slots=True)
class Span:
    """A level piece. It is reached from above at `down`, and left downwards at each of `to`."""

    left: float
    right: float
    down: tuple[float, ...] = ()
    to: tuple[float, ...] = ()

    def meets(self, other: "Span") -> bool:
        return self.left < other.right + NEAR and other.left < self.right + NEAR

    def holds(self, x: float) -> bool:
        return self.left - NEAR < x < self.right + NEAR


def tracks(spans: Sequence[Span]) -> list[int]:
    """The height of each, 0 on top, where fewest lines cross."""
    return _stacked(spans, sorted(range(len(spans)), key=lambda at: (-_rises(spans, at), at)))


def nested(spans: Sequence[Span]) -> list[int]:
    """The height of each, the short ones above those that reach around them."""
    return _stacked(
        spans, sorted(range(len(spans)), key=lambda at: (spans[at].right - spans[at].left, at))
    )


def _stacked(spans: Sequence[Span], order: Sequence[int]) -> list[int]:
    found: dict[int, int] = {}
    for at in order:
        above = [found[it] for it in found if spans[it].meets(spans[at])]
        found[at] = max(above, default=-1) + 1
    return [found[at] for at in range(len(spans))]


def _rises(spans: Sequence[Span], at: int) -> int:
    """How many crossings it saves to run above the others that it meets."""
    own = spans[at]
    return sum(
        _crossings(other, own) - _crossings(own, other)
        for index, other in enumerate(spans)
        if index != at and other.meets(own)
    )


def _crossings(upper: Span, lower: Span) -> int:
    return sum(map(upper.holds, lower.down)) + sum(map(lower.holds, upper.to))
