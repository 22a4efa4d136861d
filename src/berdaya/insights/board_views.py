"""The board of an area, the families behind its figures, and both as files."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.areas.models import Area
from berdaya.insights import exports
from berdaya.insights.actions import export_board
from berdaya.insights.board import (
    INCOMPLETE,
    INSTRUMENT,
    NATION,
    NATION_SLUG,
    Board,
    Row,
    board_of,
    parts_of,
    sorted_rows,
)
from berdaya.insights.families import Choice, families_of
from berdaya.rules.indonesia import long_date
from berdaya.rules.instruments.definition import Instrument, load
from berdaya.ui.languages import said
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

YEARS_BACK = 4
FAMILIES_ON_A_PAGE = 50


@login_required
@require_safe
def board(request: Request) -> HttpResponse:
    """To the user's area; a choice where there are several."""
    codes = sorted(request.user.area_codes)
    if len(codes) == 1:
        return redirect("board_area", codes[0] or NATION_SLUG)
    areas = Area.objects.filter(pk__in=codes).order_by("pk")
    return render(request, "insights/board_choice.html", {"areas": areas})


@login_required
@require_safe
def board_area(request: Request, code: str) -> HttpResponse:
    area, year = _area(request, code), _year(request)
    definition = load(INSTRUMENT)
    by_hamlet = request.GET.get("kelompok") == "dusun"
    shown = board_of(request.user, area, year, definition, by_hamlet=by_hamlet)
    here = area.code if area else NATION
    context = {
        "board": shown,
        "code": code,
        "title": shown.whole.label,
        "levels": [
            (level.code, said(level.label), said(level.name), said(level.meaning))
            for level in definition.outputs[0].levels
        ],
        "rows": [
            _drawn(row, definition)
            for row in sorted_rows(shown.rows, request.GET.get("urut", ""))
        ],
        "whole": _drawn(shown.whole, definition),
        "moved": _moved(shown, definition),
        "last_year": year - 1,
        "holders": [
            {
                "item": it.item,
                "short": said(it.item.short),
                "count": it.count,
                "share": it.share,
            }
            for it in shown.holders
        ],
        "years": range(
            timezone.localdate().year, timezone.localdate().year - YEARS_BACK - 1, -1
        ),
        "crumbs": _crumbs(shown),
        "lists_families": bool(area and area.level >= Area.Level.VILLAGE),
        "may_export": may(request.user, "insights.export_board", area=here),
        "not_for": said(definition.not_for),
        "max_holder": max((it.count for it in shown.holders), default=1),
    }
    return render(request, "insights/board_area.html", context)


def _drawn(row: Row, definition: Instrument) -> dict[str, Any]:
    levels = definition.outputs[0].levels
    return {
        "label": row.label,
        "code": row.code,
        "url": row.url,
        "families": row.families,
        "surveyed": row.surveyed,
        "waiting": row.waiting,
        "incomplete": row.levels[INCOMPLETE],
        "cells": [(said(level.label), row.levels[level.code]) for level in levels],
        "parts": parts_of(row, definition),
    }


def _moved(shown: Board, definition: Instrument) -> list[dict[str, Any]]:
    """Each level this year beside the year before, as shares; nothing without a year before."""
    if not (shown.before.surveyed and shown.whole.surveyed):
        return []
    return [
        {
            "code": level.code,
            "label": said(level.label),
            "now": shown.whole.levels[level.code],
            "now_whole": shown.whole.surveyed,
            "before": shown.before.levels[level.code],
            "before_whole": shown.before.surveyed,
        }
        for level in definition.outputs[0].levels
    ]


def _crumbs(shown: Board) -> list[tuple[str, str]]:
    path = [(area.label, reverse("board_area", args=[area.code])) for area in shown.path]
    return [*path[:-1], (shown.whole.label, "")] if path else []


@login_required
@require_safe
def board_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    """What the board shows, as .xlsx or .csv; the same filters apply."""
    area, year = _area(request, code), _year(request)
    definition = load(INSTRUMENT)
    by_hamlet = request.GET.get("kelompok") == "dusun"
    shown = board_of(request.user, area, year, definition, by_hamlet=by_hamlet)
    export_board(area=area, what=f"board.{ending}", by=request.user)
    levels = definition.outputs[0].levels
    head = [_("Area"), _("Code"), _("Families"), _("Surveyed"), _("Not yet surveyed")]
    head += [*(said(level.label) for level in levels), _("Incomplete")]
    rows = [
        [row.label, row.code, row.families, row.surveyed, row.waiting]
        + [row.levels[level.code] for level in levels]
        + [row.levels[INCOMPLETE]]
        for row in [*sorted_rows(shown.rows, request.GET.get("urut", "")), shown.whole]
    ]
    title = _("Family welfare stages, %(area)s, %(year)s") % {
        "area": shown.whole.label,
        "year": year,
    }
    return _file(ending, f"papan-{code}-{year}", title, definition, head, rows)


def _file(
    ending: str, name: str, title: str, definition: Instrument, head: Any, rows: Any
) -> HttpResponseBase:
    if ending == "csv":
        return exports.table(name, head, rows)
    notes = [
        _("Made on %(day)s") % {"day": long_date(timezone.localdate())},
        f"{said(definition.title)}, {definition.version}. {said(definition.not_for)}",
    ]
    return exports.sheet(name, title, notes, head, rows)


class FamilyFilters(forms.Form):
    tahap = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    butir = forms.ChoiceField(label=gettext_lazy("Held back by"), required=False)
    nama = forms.CharField(label=gettext_lazy("Name of the head"), required=False)
    belum = forms.BooleanField(label=gettext_lazy("Not yet surveyed this year"), required=False)

    def __init__(self, data: Any, definition: Instrument) -> None:
        super().__init__(data)
        levels = [(level.code, said(level.label)) for level in definition.outputs[0].levels]
        incomplete = (INCOMPLETE, _("Incomplete"))
        items = [(item.code, said(item.short)) for item in definition.items]
        self.fields["tahap"].choices = [("", _("All")), *levels, incomplete]  # type: ignore[attr-defined]  # of the choice field
        self.fields["butir"].choices = [("", _("All")), *items]  # type: ignore[attr-defined]


@login_required
@require_safe
def board_families(request: Request, code: str) -> HttpResponse:
    """The families behind a figure; from the village downwards."""
    area, year = _village(request, code), _year(request)
    definition = load(INSTRUMENT)
    filters = FamilyFilters(request.GET, definition)
    rows = families_of(request.user, area.code, _choice(filters, year))
    page = page_of(
        rows, request.GET.get("page", ""), order=("search_name", "pk"), size=FAMILIES_ON_A_PAGE
    )
    context = {
        "area": area,
        "code": code,
        "year": year,
        "page": page,
        "filters": filters,
        "instrument": INSTRUMENT,
        "may_survey": may(request.user, "surveys.record_assessment", area=area.code),
        "may_export": may(request.user, "insights.export_board", area=area.code),
    }
    return render(request, "insights/board_families.html", context)


@login_required
@require_safe
def families_export(request: Request, code: str, ending: str) -> HttpResponseBase:
    """The chosen families as a file, without any identity number."""
    area, year = _village(request, code), _year(request)
    definition = load(INSTRUMENT)
    filters = FamilyFilters(request.GET, definition)
    export_board(area=area, what=f"families.{ending}", by=request.user)
    rows = families_of(request.user, area.code, _choice(filters, year)).order_by(
        "search_name", "pk"
    )
    head = [
        _("Name of the head"),
        _("Area"),
        _("Address"),
        _("Stage"),
        _("Held back by"),
        _("Surveyed on"),
    ]
    title = _("Families, %(area)s, %(year)s") % {"area": area.label, "year": year}
    name = f"keluarga-{code}-{year}"
    return _file(ending, name, title, definition, head, _family_cells(rows, definition))


def _family_cells(rows: Any, definition: Instrument) -> Iterator[list[object]]:
    levels = {level.code: said(level.label) for level in definition.outputs[0].levels}
    items = {item.code: said(item.short) for item in definition.items}
    for family in rows.iterator(chunk_size=2000):
        held = [items[code] for code in (family.blocked or "").split(",") if code in items]
        yield [
            family.head_name,
            family.area.label,
            family.address,
            levels.get(family.level, family.level and _("Incomplete")),
            ", ".join(held),
            family.surveyed_on,
        ]


def _choice(filters: FamilyFilters, year: int) -> Choice:
    """What cannot be read in the address filters nothing."""
    filters.is_valid()
    chosen = filters.cleaned_data
    return Choice(
        year=year,
        instrument=INSTRUMENT,
        level=chosen.get("tahap", ""),
        item=chosen.get("butir", ""),
        is_waiting=chosen.get("belum", False),
        name=chosen.get("nama", ""),
    )


def _area(request: Request, code: str) -> Area | None:
    """The area, or None for the nation; 404 for what the user may not see."""
    here = NATION if code == NATION_SLUG else code
    if not request.user.sees(here):
        raise Http404
    return get_object_or_404(Area, pk=here) if here else None


def _village(request: Request, code: str) -> Area:
    area = _area(request, code)
    if area is None or area.level < Area.Level.VILLAGE:
        raise Http404
    return area


def _year(request: Request) -> int:
    """The year in the address; this year when there is none that makes sense."""
    this_year = timezone.localdate().year
    asked = request.GET.get("tahun", "")
    return int(asked) if asked.isdecimal() and 1994 <= int(asked) <= this_year else this_year
