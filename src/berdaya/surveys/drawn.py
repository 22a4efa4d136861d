"""What each kind of result is drawn from: stairs, levels, a scale, bars, a list of ticks.

Numbers of a drawing are worked out here and tested; the templates beside `surveys/kinds/` only
write them down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from berdaya.rules.instruments.definition import (
    INCOMPLETE,
    Index,
    Instrument,
    Item,
    Ladder,
    Level,
    Levels,
    Output,
)
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import COMPLETE, Found, is_met
from berdaya.ui.languages import said

STAIR_WIDTH, STAIR_STEP, STAIR_BASE = 56, 26, 150  # units of the drawing
MOST_STAIRS, LONGEST_STAIR = 5, 11  # beyond, the names would run into each other


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of an output as a list or as stairs show it."""

    label: str
    name: str
    meaning: str
    is_climbed: bool
    is_here: bool
    x: int
    y: int
    height: int
    middle: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One scale: its value, and how far it reaches in hundredths."""

    title: str
    value: Decimal | None
    out_of: int
    level: str
    meaning: str
    tone: str
    width: int


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing of a checklist."""

    name: str
    state: str  # met, unmet, open, off


@dataclass(frozen=True, slots=True)
class Drawn:
    """One result as a template writes it down; `kind` names the template."""

    kind: str
    title: str
    name: str
    meaning: str
    is_complete: bool
    rungs: tuple[Rung, ...] = ()
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    strongest: str = ""  # of several scales, where they differ
    weakest: str = ""
    needs_all: bool = False  # whether the next level waits for everything that is not met
    has_good_end: bool = True  # whether more of a scale is better

    @property
    def width(self) -> int:
        """Of the stairs."""
        return STAIR_WIDTH * len(self.rungs)


def groups_of(outputs: Sequence[Found]) -> list[tuple[Found, ...]]:
    """The outputs, all scales of a profile together."""
    return [tuple(group) for _name, group in groupby(outputs, key=_belongs_to)]


def _belongs_to(found: Found) -> str:
    output = found.output
    return output.profile if isinstance(output, Index) and output.profile else output.name


def drawn(definition: Instrument, group: Sequence[Found], made: Assessment) -> Drawn:
    """One output, or the scales of one profile."""
    first = group[0]
    kind, level = first.output.kind, first.level
    rungs: tuple[Rung, ...] = ()
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    if kind == "profile" or isinstance(first.output, Index):
        bars = tuple(_bar(one) for one in group)
    elif kind == "checklist":
        ticks = tuple(_tick(definition.item(code), made) for code in first.output.items)
    elif kind in ("ladder", "levels"):
        rungs = _rungs(first)
        kind = "stairs" if _fit_as_stairs(rungs) else "levels"
    strongest, weakest = _ends(bars)
    return Drawn(
        kind=kind if kind in ("stairs", "levels", "checklist", "profile") else "index",
        title=title_of(first.output),
        name=said(level.name),
        meaning=said(level.meaning),
        is_complete=INCOMPLETE not in [one.level for one in group],
        rungs=rungs,
        bars=bars,
        ticks=ticks,
        strongest=strongest,
        weakest=weakest,
        needs_all=isinstance(first.output, Ladder),
        has_good_end=bool(first.output.levels),
    )


def title_of(output: Output) -> str:
    """Of an output, or of the profile that it is a scale of."""
    if isinstance(output, Index) and output.profile:
        return said(output.profile_title)
    return said(output.title)


def _rungs(found: Found) -> tuple[Rung, ...]:
    """The levels from the lowest up, one's own marked; one drawing for screen and paper."""
    output = found.output
    # where levels do not build on each other, those below are not said to be reached
    builds_up = not isinstance(output, Levels) or output.cumulative
    is_known = found.level is not INCOMPLETE and builds_up
    return tuple(
        Rung(
            label=said(one.label),
            name=said(one.name),
            meaning=said(one.meaning),
            is_climbed=is_known and one.order <= found.level.order,
            is_here=one is found.level,
            x=place * STAIR_WIDTH,
            y=STAIR_BASE - (place + 1) * STAIR_STEP,
            height=(place + 1) * STAIR_STEP,
            middle=place * STAIR_WIDTH + STAIR_WIDTH // 2,
        )
        for place, one in enumerate(output.levels)
    )


def _fit_as_stairs(rungs: Sequence[Rung]) -> bool:
    """Stairs are for few levels with names that are no numbers."""
    labels = [rung.label for rung in rungs]
    return len(rungs) <= MOST_STAIRS and all(
        len(label) <= LONGEST_STAIR and not label.isdigit() for label in labels
    )


def _bar(found: Found) -> Bar:
    output = found.output
    out_of = output.out_of if isinstance(output, Index) else 100
    has_level = found.level not in (COMPLETE, INCOMPLETE)
    return Bar(
        title=said(output.title),
        value=found.score,
        out_of=out_of,
        level=said(found.level.name) if has_level else _share(found.score, out_of),
        meaning=said(found.level.meaning) if has_level else "",
        tone=_tone(found.level),
        width=0 if found.score is None else round(100 * found.score / out_of),
    )


def _share(score: Decimal | None, out_of: int) -> str:
    """A scale without levels still says something before its figure."""
    if score is None:
        return said(INCOMPLETE.name)
    if score == 0:
        return _("nothing yet")
    return _("all of it") if score == out_of else _("in part")


def _tone(level: Level) -> str:
    return "low" if level.tone in ("low", "below") else level.tone


def _tick(item: Item, made: Assessment) -> Tick:
    answer = made.answers.get(item.code)
    if answer is None:
        return Tick(said(item.short), "open")
    if answer == item.not_applicable:
        return Tick(said(item.short), "off")
    return Tick(said(item.short), "met" if is_met(item, answer) else "unmet")


def _ends(bars: Sequence[Bar]) -> tuple[str, str]:
    """The strongest scale and the one to begin with, where all are known and they differ."""
    known = [(bar.value, bar.title) for bar in bars if bar.value is not None]
    if len(known) < 2 or len(known) < len(bars):
        return "", ""
    lowest, highest = min(value for value, _ in known), max(value for value, _ in known)
    if lowest == highest:
        return "", ""
    return (
        ", ".join(title for value, title in known if value == highest),
        ", ".join(title for value, title in known if value == lowest),
    )
