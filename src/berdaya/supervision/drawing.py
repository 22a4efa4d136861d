"""How long cases stand in their stages, as a picture: a circle for each half of what is expected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from berdaya.casework.words import STAGES
from berdaya.rules.casework.spans import EXPECTED, HALVES, definition

TOP, ROW, LEFT, COLUMN = 30, 48, 4, 68  # of the drawing
NAME, LEAST, MOST = 14, 9, 13  # height of a name; radii
HEADS = (_("to half"), _("to 1×"), _("to 1½×"), _("to 2×"), _("longer"))


@dataclass(frozen=True, slots=True)
class Circle:
    x: int
    y: int
    r: int
    count: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class Row:
    y: int  # of the name
    name: str
    days: int  # that are expected


@dataclass(frozen=True, slots=True)
class Picture:
    wide: int
    high: int
    line: int  # where the expected span ends
    heads: tuple[tuple[int, str], ...]
    rows: tuple[Row, ...]
    circles: tuple[Circle, ...]
    told: str  # the same in words


def picture_of(stood: Iterable[tuple[int, date, int]], today: date) -> Picture:
    """Draw cases given as stage, the day since when they stand there, and how many."""
    counts: dict[tuple[int, int], int] = {}
    spans = definition().spans
    for stage, since, number in stood:
        place = (stage, spans[stage].half_of((today - since).days))
        counts[place] = counts.get(place, 0) + number
    most = max(counts.values(), default=1)
    return Picture(
        wide=LEFT + COLUMN * HALVES,
        high=TOP + ROW * len(spans) + 4,
        line=LEFT + COLUMN * EXPECTED,
        heads=tuple((_middle(half), str(head)) for half, head in enumerate(HEADS)),
        rows=tuple(
            Row(TOP + ROW * (stage - 1) + NAME, str(STAGES[stage]), span.days)
            for stage, span in spans.items()
        ),
        circles=tuple(
            Circle(
                x=_middle(half),
                y=TOP + ROW * (stage - 1) + (ROW + NAME) // 2,
                r=round(LEAST + (MOST - LEAST) * sqrt(count / most)),
                count=count,
                is_over=half >= EXPECTED,
            )
            for (stage, half), count in sorted(counts.items())
        ),
        told=_told(counts),
    )


def _middle(half: int) -> int:
    return LEFT + COLUMN * half + COLUMN // 2


def _told(counts: dict[tuple[int, int], int]) -> str:
    found = []
    for stage, name in STAGES.items():
        within = sum(n for (at, half), n in counts.items() if at == stage and half < EXPECTED)
        over = sum(n for (at, half), n in counts.items() if at == stage and half >= EXPECTED)
        if within or over:
            words = ngettext(
                "%(stage)s: %(within)s case as expected, %(over)s longer",
                "%(stage)s: %(within)s cases as expected, %(over)s longer",
                within,
            )
            found.append(words % {"stage": name, "within": within, "over": over})
    return "; ".join(found)
