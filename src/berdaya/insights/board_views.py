"""The board of an area, and the families behind its figures."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.access.models import NATION, User
from berdaya.areas.codes import level_of
from berdaya.areas.models import Area
from berdaya.insights.asked import Asked, asked
from berdaya.insights.board import NATION_SLUG, Board, Row, board_of, moves_of, path_of
from berdaya.insights.families import WIDEST, families_of, standings_of
from berdaya.insights.forms import FamilyFilters
from berdaya.insights.homes import own_rows
from berdaya.people.lists import page_of_families, places_of
from berdaya.rules.instruments.definition import INCOMPLETE, Instrument, catalogue
from berdaya.ui import stages
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

YEARS_BACK = 4
FOREMOST = 7  # needs that stand open; the others follow at a tap
FEW = 25  # families; figures about fewer can point at one of them


@dataclass(frozen=True, slots=True)
class Shown:
    """A level in the words of the reader, and the colour of its parts."""

    code: str
    label: str
    name: str
    meaning: str
    tone: str


@needs("board.read")
@require_safe
def board(request: Request) -> HttpResponse:
    """To the user's area; a choice where there are several."""
    codes = sorted(request.user.areas_for("board.read"))
    if len(codes) == 1:
        return redirect("board_area", codes[0] or NATION_SLUG)
    rows = own_rows(request.user, asked_in(request))
    return render(request, "insights/board_choice.html", {"rows": rows})


@needs("board.read")
@require_safe
def board_area(request: Request, code: str) -> HttpResponse:
    area, ask = area_or_404(request.user, code), asked_in(request)
    drawn = board_of(request.user, area, ask)
    levels = [
        it
        for it in shown_levels(ask)
        if it.code != INCOMPLETE.code
        or drawn.whole.levels[it.code]
        or drawn.before.levels[it.code]
    ]
    here = area.code if area else NATION
    lists = level_of(here) >= WIDEST and may(request.user, "family.list", area=here)
    context = {
        "asked": ask,
        "code": code,
        "board": drawn,
        "title": drawn.whole.label,
        "levels": levels,
        "rows": [_drawn(row, levels) for row in drawn.rows if row.is_known],
        "unregistered": [_drawn(row, levels) for row in drawn.rows if not row.is_known],
        "whole": _drawn(drawn.whole, levels),
        "before": _drawn(drawn.before, levels),
        "moves": list(zip(levels, moves_of(drawn, ask), strict=False)),
        "foremost": drawn.holders[:FOREMOST],
        "others": drawn.holders[FOREMOST:],
        "most": max((it.count for it in drawn.holders), default=1),
        "chosen": chosen_in_words(ask),
        "today": timezone.localdate(),
        "is_now": ask.year == timezone.localdate().year,
        "years": _years(request, ask),
        "instruments": _instruments(request, ask),
        "groupings": _groupings(request, drawn, ask),
        "crumbs": _crumbs(request.user, drawn),
        "lists_families": lists,
        "leads_to_list": lists and level_of(here) >= Area.Level.VILLAGE,
        "is_few": drawn.whole.families < FEW,
        "may_export": may(request.user, "insights.export_board", area=here),
        "title_of_instrument": said(ask.definition.title),
        "not_for": said(ask.definition.not_for),
        "needs_piloting": ask.definition.status == "needs-piloting",
        "source": ask.definition.source,
    }
    return render(request, "insights/board_area.html", context)


@needs("family.list")
@require_safe
def board_families(request: Request, code: str) -> HttpResponse:
    """The families behind a figure, as a list to work through; from the district downwards."""
    area, ask = list_area_or_404(request.user, code), asked_in(request)
    rows = families_of(request.user, area.code, ask)
    page = page_of_families(rows, request.GET.get("page", ""), ask.sort, area.code)
    widest = Area.Level.VILLAGE + (area.level >= Area.Level.VILLAGE)
    looked_at(request, area, families=len(page.rows))
    places = places_of({family.area_id for family in page.rows}, widest=widest)
    standings = standings_of(page.rows, ask)
    is_now = ask.year == timezone.localdate().year
    context = {
        "asked": ask,
        "area": area,
        "code": code,
        "page": page,
        "rows": [(it, places[it.area_id], standings.get(it.pk)) for it in page.rows],
        "filters": FamilyFilters(request.GET, ask),
        "chosen": chosen_in_words(ask),
        "crumbs": [
            *((it.label, board_url(it.code)) for it in path_of(request.user, area.code)),
            (_("Families"), ""),
        ],
        "can_sort": area.level >= Area.Level.VILLAGE,
        "is_now": is_now,
        "may_survey": is_now and may(request.user, "surveys.record_assessment", area=area.code),
        "may_export": may(request.user, "family.export", area=area.code),
        "may_opensid": area.level == Area.Level.VILLAGE
        and may(request.user, "insights.export_opensid", area=area.code),
    }
    return render(request, "insights/board_families.html", context)


def asked_in(request: Request) -> Asked:
    return asked(request.GET, timezone.localdate().year)


def area_or_404(user: User, code: str, cell: str = "board.read") -> Area | None:
    """The area, None for the nation; 404 where the user does not hold `cell`."""
    here = NATION if code == NATION_SLUG else code
    may_or_404(user, cell, area=here)
    return get_object_or_404(Area, pk=here) if here else None


def list_area_or_404(user: User, code: str, cell: str = "family.list") -> Area:
    area = area_or_404(user, code, cell)
    if area is None or area.level < WIDEST:
        raise Http404
    return area


def board_url(code: str) -> str:
    return reverse("board_area", args=[code or NATION_SLUG])


def shown_levels(ask: Asked) -> list[Shown]:
    """The levels, lowest first, the unfinished last; each with a colour of the stages.

    Where there are more levels than stages, the lowest stay pale.
    """
    count = len(ask.levels) - 1
    pale = ("quiet",) * max(0, count - len(stages.LADDER))
    tones = (*pale, *stages.LADDER[: count - len(pale)], INCOMPLETE.code)
    return [
        Shown(it.code, said(it.label), said(it.name), said(it.meaning), tone)
        for it, tone in zip(ask.levels, tones, strict=True)
    ]


def chosen_in_words(ask: Asked) -> str:
    """The stage or the item that the address names, as a heading says it."""
    if ask.item:
        return said(ask.definition.item(ask.item).short)
    return next((it.label for it in shown_levels(ask) if it.code == ask.level), "")


def _drawn(row: Row, levels: list[Shown]) -> dict[str, Any]:
    return {
        "row": row,
        "url": board_url(row.code) if row.code else "",
        "cells": [(level, row.levels[level.code]) for level in levels],
        "parts": [(level.label, row.levels[level.code], level.tone) for level in levels],
    }


def _tabs(request: Request, key: str, choices: list[tuple[str, str]], now: str) -> Any:
    """Links to this page with one thing in the address changed."""
    return [
        {"label": label, "url": _with(request, key, value), "is_current": value == now}
        for value, label in choices
    ]


def _with(request: Request, key: str, value: str) -> str:
    query = request.GET.copy()
    query[key] = value
    return f"?{query.urlencode()}"


def _years(request: Request, ask: Asked) -> Any:
    this_year = timezone.localdate().year
    years = sorted({ask.year, *range(this_year - YEARS_BACK, this_year + 1)}, reverse=True)
    return _tabs(request, "tahun", [(str(it), str(it)) for it in years], str(ask.year))


def _instruments(request: Request, ask: Asked) -> Any:
    """The questionnaires that a board can show, the settled ones first; none where there is one."""
    fitting: list[Instrument] = [
        it for it in catalogue() if it.subject == "family" and it.outputs[0].levels
    ]
    fitting.sort(key=lambda it: it.status != "stable")
    choices = [(it.id, said(it.title)) for it in fitting]
    return _tabs(request, "alat", choices, ask.definition.id) if len(choices) > 1 else []


def _groupings(request: Request, drawn: Board, ask: Asked) -> Any:
    if not drawn.has_hamlets:
        return []
    choices = [("rw", _("By RW")), ("dusun", _("By hamlet"))]
    return _tabs(request, "kelompok", choices, "dusun" if ask.by_hamlet else "rw")


def _crumbs(user: User, drawn: Board) -> list[tuple[str, str]]:
    path = [(area.label, board_url(area.code)) for area in drawn.path[:-1]]
    if drawn.area is None:
        return []
    if user.sees(NATION, "board.read"):
        path = [(_("Indonesia"), board_url(NATION)), *path]
    return [*path, (drawn.whole.label, "")] if path else []
