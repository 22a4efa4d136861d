"""The figures of an area, for programs."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from berdaya.access.doors import may_or_404
from berdaya.access.models import NATION
from berdaya.api.callers import caller
from berdaya.api.values import AreaCode
from berdaya.areas.models import Area
from berdaya.insights.asked import FIRST_YEAR, INSTRUMENT, asked
from berdaya.insights.board import NATION_SLUG, Row, board_of

figures = Router(tags=["figures"])


class RowOut(Schema):
    code: str = Field(description="Area code; blank for what no part holds")
    label: str
    families: int
    surveyed: int
    waiting: int = Field(description="Families not yet surveyed that year")
    levels: dict[str, int] = Field(description="Level code to families")


class HolderOut(Schema):
    item: str
    families: int = Field(description="How many this item holds back")


class BoardOut(Schema):
    year: int
    instrument: str
    status: str = Field(description="needs-piloting: decide nothing by these figures alone")
    whole: RowOut
    parts: list[RowOut]
    holders: list[HolderOut]


class FiguresAsked(Schema):
    year: int | None = Field(None, ge=FIRST_YEAR, le=2200, description="This year if left out")
    instrument: str = Field(INSTRUMENT, max_length=60, pattern=r"^[a-z][a-z0-9-]*$")


@figures.get("/{code}", response=BoardOut)
def get_figures(
    request: HttpRequest,
    code: AreaCode | Annotated[str, Field(pattern=f"^{NATION_SLUG}$")],
    query: Annotated[FiguresAsked, Query()],
) -> dict[str, Any]:
    """The stages of an area and its parts, and what holds families back."""
    user = caller(request)
    inside = NATION if code == NATION_SLUG else code
    may_or_404(user, "board.read", area=inside)
    area = get_object_or_404(Area, code=inside) if inside else None
    this_year = timezone.localdate().year
    ask = asked({"tahun": str(query.year or this_year), "alat": query.instrument}, this_year)
    if ask.definition.id != query.instrument or ask.year != (query.year or this_year):
        raise Http404
    board = board_of(user, area, ask)
    return {
        "year": ask.year,
        "instrument": ask.definition.id,
        "status": ask.definition.status,
        "whole": _row(board.whole),
        "parts": [_row(row) for row in board.rows],
        "holders": [{"item": it.item.code, "families": it.count} for it in board.holders],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "label": row.label,
        "families": row.families,
        "surveyed": row.surveyed,
        "waiting": row.waiting,
        "levels": dict(row.levels),
    }
