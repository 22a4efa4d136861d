"""What the pages show of kept figures; one query or two, however many groups an area has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.objectives.drawn import WITHHELD, Chart, chart, picked, state_of
from berdaya.objectives.models import AreaFigures, Figures
from berdaya.rules.objectives.definition import Indicator, Objective, definition
from berdaya.rules.objectives.measure import Measure, Measures, withheld
from berdaya.ui.languages import said
from berdaya.ui.templatetags.indonesian import number, percent

NOTHING = Measure()
OVER_TIME = list[tuple[date, Measures]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator: how it moved, where it is now, and how that came about."""

    indicator: Indicator
    chart: Chart
    measure: Measure
    state: str
    sentence: str
    aside: str  # of what is not known; "" where nothing

    @property
    def unit(self) -> str:
        return said(definition().units[self.indicator.unit])


@dataclass(frozen=True, slots=True)
class Panel:
    """One objective with its indicators, the leading one first."""

    objective: Objective
    leading: Shown
    others: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One part of an area, or one group: its measures, and what of them is not shown."""

    key: str
    label: str
    url: str
    groups: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class Cell:
    indicator: Indicator
    measure: Measure
    state: str


def of_group(group: Group) -> OVER_TIME:
    """The months of a group, the earliest first. One query."""
    rows = Figures.objects.across_areas(why="of a group in sight").current().of(group)
    return [(it.month, it.found) for it in rows.order_by("month")]


def of_area(code: str) -> tuple[OVER_TIME, int]:
    """The months of an area and how many groups stand in the last; "" is the nation. One query."""
    rows = list(AreaFigures.objects.filter(area_code=code, groups__gt=0).order_by("month"))
    return [(it.month, it.found) for it in rows], rows[-1].groups if rows else 0


def panels(over_time: OVER_TIME, per: str, today: date) -> list[Panel]:
    """The six objectives, drawn by month, quarter or year."""
    months = picked([month for month, _measures in over_time], per)
    by_month = dict(over_time)
    kept = [(month, by_month[month]) for month in months]
    found = []
    for one in definition().objectives:
        leading, *others = (_shown(it, kept, today) for it in one.indicators)
        found.append(Panel(one, leading, tuple(others)))
    return found


def _shown(indicator: Indicator, kept: OVER_TIME, today: date) -> Shown:
    code = indicator.code
    found = [(month, measures.get(code, NOTHING)) for month, measures in kept]
    measure = found[-1][1] if found else NOTHING
    state = state_of(measure, indicator.unit)
    return Shown(
        indicator,
        chart(found, indicator.unit, today),
        measure,
        state,
        sentence_of(indicator, measure, state),
        aside_of(indicator, measure),
    )


def sentence_of(indicator: Indicator, measure: Measure, state: str) -> str:
    """The formula with its numbers in it."""
    if not measure.whole:
        return _("Nothing is known of it yet.")
    if state == WITHHELD:
        return _("It is about so few that it is not shown.")
    return _("%(part)s of %(whole)s %(words)s = %(percent)s.") % {
        "part": number(measure.part),
        "whole": number(measure.whole),
        "words": said(indicator.part),
        "percent": percent(measure.part, measure.whole),
    }


def aside_of(indicator: Indicator, measure: Measure) -> str:
    """What could not be counted, and why."""
    if not measure.unknown:
        return ""
    return _("Not counted: %(n)s %(unit)s (%(why)s).") % {
        "n": number(measure.unknown),
        "unit": said(definition().units[indicator.unit]),
        "why": said(indicator.unknown),
    }


def parts_of(area: Area | None, month: date) -> list[Row]:
    """The areas one level below that have groups, by code. Two queries."""
    code = area.code if area else ""
    rows = AreaFigures.objects.filter(parent_code=code, month=month, groups__gt=0)
    kept = {it.area_code: it for it in rows.exclude(area_code="")}
    areas: QuerySet[Area] = Area.objects.filter(code__in=kept).order_by("code")
    return [
        Row(it.code, it.label, it.code, kept[it.code].groups, kept[it.code].found)
        for it in areas
    ]


def groups_in(village: Area, month: date, user: User) -> list[Row]:
    """The groups of a village that the user may see by name. One query."""
    rows = Figures.objects.visible_to(user, "objective.read").current()
    rows = rows.filter(place=village.code, month=month).select_related("group")
    return [
        Row(f"{it.group_id}", it.group.name, it.group.get_absolute_url(), 1, it.found)
        for it in rows.order_by("group__search_name", "pk")
    ]


def is_village(area: Area | None) -> bool:
    """Where the parts are groups and no areas."""
    return area is not None and area.level >= Area.Level.VILLAGE


def cells_of(
    rows: Sequence[Row], indicators: Sequence[Indicator]
) -> list[tuple[Row, list[Cell]]]:
    """Each row with its figures; where one alone would be withheld, the next goes with it."""
    hidden: Mapping[str, frozenset[str]] = {
        it.code: withheld(
            {row.key: row.measures.get(it.code, NOTHING) for row in rows}, it.unit
        )
        for it in indicators
    }
    return [(row, [_cell(row, it, hidden[it.code]) for it in indicators]) for row in rows]


def _cell(row: Row, indicator: Indicator, hidden: frozenset[str]) -> Cell:
    measure = row.measures.get(indicator.code, NOTHING)
    is_hidden = measure.whole and row.key in hidden
    return Cell(
        indicator, measure, WITHHELD if is_hidden else state_of(measure, indicator.unit)
    )


def in_order(shown: list[tuple[Row, list[Cell]]], key: str) -> list[tuple[Row, list[Cell]]]:
    """As the address asks: by name, groups or an indicator; what is not shown comes last."""
    falls, key = key.startswith("-"), key.removeprefix("-")
    if key == "nama":
        return sorted(shown, key=lambda it: it[0].label.casefold(), reverse=falls)
    if key == "kelompok":
        return sorted(shown, key=lambda it: it[0].groups, reverse=falls)

    def share(one: tuple[Row, list[Cell]]) -> Any:
        cell = next((it for it in one[1] if it.indicator.code == key), None)
        return cell.measure.percent if cell and cell.state == "known" else None

    known = [it for it in shown if share(it) is not None]
    return sorted(known, key=share, reverse=falls) + [it for it in shown if share(it) is None]
