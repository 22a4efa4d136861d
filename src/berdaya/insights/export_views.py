"""The board and its lists as files; the same filters apply, and each leaves a trace."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.areas.models import Area
from berdaya.insights.actions import export_board, export_families
from berdaya.insights.asked import Asked
from berdaya.insights.board import Board, Row, board_of
from berdaya.insights.board_views import (
    area_or_404,
    asked_in,
    chosen_in_words,
    list_area_or_404,
    shown_levels,
)
from berdaya.insights.families import families_of, with_standing
from berdaya.people.lists import label_of
from berdaya.ui.days import long_date
from berdaya.ui.exports import Table, answer
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

ROWS_AT_ONCE = 2000


@needs("board.export")
@require_safe
def board_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    """The parts of the board, each with its families by level, and their sum."""
    area, ask = area_or_404(request.user, code, "board.export"), asked_in(request)
    export_board(area=area, what=f"board.{ending}", by=request.user)
    board = board_of(request.user, area, ask)
    levels = shown_levels(ask)
    head = [_("Area"), _("Code"), _("Families"), _("Surveyed"), _("Not yet surveyed")]
    chosen = [chosen_in_words(ask)] if ask.item else []
    title = _("%(instrument)s in %(area)s, %(year)s") % {
        "instrument": said(ask.definition.title),
        "area": board.whole.label,
        "year": ask.year,
    }
    table = Table(
        name=f"papan-{code}-{ask.year}",
        title=title,
        notes=_notes(ask, _way_here(board)),
        head=[*head, *(level.label for level in levels), *chosen],
        rows=[_board_cells(row, ask) for row in (*board.rows, board.whole)],
        has_total=bool(board.rows),
        texts=frozenset({0, 1}),
    )
    return answer(table, ending)


def _board_cells(row: Row, ask: Asked) -> list[object]:
    cells: list[object] = [row.label, row.code, row.families, row.surveyed, row.waiting]
    cells += [row.levels[level.code] for level in ask.levels]
    return [*cells, row.chosen] if ask.item else cells


@needs("family.export")
@require_safe
def families_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    """The families of a list, without any identity number."""
    area, ask = list_area_or_404(request.user, code, "family.export"), asked_in(request)
    export_families(area=area, what=f"families.{ending}", by=request.user)
    rows = with_standing(families_of(request.user, area.code, ask), ask)
    table = Table(
        name=f"keluarga-{code}-{ask.year}",
        title=_("Families of %(area)s, %(year)s") % {"area": area.label, "year": ask.year},
        notes=_notes(ask, _filters(ask)),
        head=[
            _("Head of family"),
            _("Where they live"),
            _("Address"),
            _("Stage"),
            _("Held back by"),
            _("Surveyed on"),
        ],
        rows=_family_cells(rows, area, ask),
        texts=frozenset({0, 1, 2, 4}),
    )
    return answer(table, ending)


def _family_cells(rows: QuerySet[Any], area: Area, ask: Asked) -> Iterator[list[object]]:
    """All words are made now: the rows are read later, when no language is set any more."""
    areas = {it.code: it for it in Area.objects.within(area.code)}
    places = {code: label_of(code, areas) for code in areas}
    levels = {level.code: level.label for level in shown_levels(ask)}
    items = {item.code: said(item.short) for item in ask.definition.items}
    return (
        [
            family.head_name,
            places[family.area_id],
            family.address,
            levels.get(family.level),
            ", ".join(items[it] for it in (family.blocked_by or "").split(",") if it in items),
            family.surveyed_on,
        ]
        for family in rows.iterator(chunk_size=ROWS_AT_ONCE)
    )


def _notes(ask: Asked, about: str) -> list[str]:
    """What the rows are of, when, and how to read them."""
    return [
        *filter(None, [about]),
        _("As of %(day)s") % {"day": long_date(timezone.localdate())},
        f"{said(ask.definition.title)} {ask.definition.version}. {said(ask.definition.not_for)}",
    ]


def _way_here(board: Board) -> str:
    return ", ".join(area.label for area in reversed(board.path[:-1]))


def _filters(ask: Asked) -> str:
    waiting = _("not yet surveyed") if ask.is_waiting else ""
    chosen = ", ".join(filter(None, [chosen_in_words(ask), waiting, ask.name]))
    return _("Only: %(chosen)s") % {"chosen": chosen} if chosen else ""
