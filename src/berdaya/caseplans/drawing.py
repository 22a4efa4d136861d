"""The practice of a task as a small picture: one dot a try, higher the less help it took."""

from collections.abc import Sequence
from dataclasses import dataclass

from berdaya.caseplans.models import Practice
from berdaya.casework.words import word
from berdaya.rules.casework.tasks import RANK
from berdaya.rules.casework.vocabulary import codes

LATEST = 10  # tries drawn
LEFT, STEP, FOOT, RISE = 104, 18, 64, 26  # of the drawing


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    practice: Practice


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    dots: tuple[Dot, ...]
    rows: tuple[tuple[int, str], ...]  # height and word, the best on top

    @property
    def line(self) -> str:
        """The points of the line that joins the dots."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def told(self) -> str:
        """The same in words, oldest first."""
        return ", ".join(word("practices", dot.practice.outcome) for dot in self.dots)


def picture_of(practices: Sequence[Practice]) -> Picture:
    """Draw the latest tries, given oldest first."""
    latest = practices[-LATEST:]
    return Picture(
        width=LEFT + STEP * LATEST,
        dots=tuple(
            Dot(LEFT + STEP * number + STEP // 2, _height(one.outcome), one)
            for number, one in enumerate(latest)
        ),
        rows=tuple((_height(code), word("practices", code)) for code in codes("practices")),
    )


def _height(outcome: str) -> int:
    return FOOT - RISE * RANK[outcome]
