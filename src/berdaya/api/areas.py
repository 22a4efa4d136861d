"""Areas, as everyone may know them."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from berdaya.api.paging import Links, PageAsked, listed
from berdaya.api.values import NO_NUL, AreaCode
from berdaya.areas.models import Area
from berdaya.areas.search import search

router = Router(tags=["areas"])


class AreaOut(Schema):
    code: AreaCode
    name: str
    label: str = Field(description="As people say it: Kabupaten Bogor, RW 003")
    kind: str
    level: int = Field(description="1 province … 4 village, 5 RW or hamlet, 6 RT")
    parent: str | None = Field(None, alias="parent_id")


class AreaPage(Links):
    items: list[AreaOut]


class Hits(Schema):
    items: list[AreaOut]


@router.get("/find", response=Hits)
def find_areas(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=80, pattern=NO_NUL)],
    within: Annotated[AreaCode | None, Query()] = None,
) -> dict[str, Any]:
    """Areas by a name as people type it: partial, misspelt, 'kab. bogor'. Best first."""
    hits = search(q, within={within} if within else None, near=(), level=None)
    found = Area.objects.in_bulk([hit.code for hit in hits])
    return {"items": [found[hit.code] for hit in hits if hit.code in found]}


@router.get("/{code}", response=AreaOut)
def get_area(request: HttpRequest, code: AreaCode) -> Area:
    """One area."""
    return get_object_or_404(Area, code=code)


@router.get("/{code}/parts", response=AreaPage)
def list_parts(request: HttpRequest, code: AreaCode, asked: PageAsked) -> dict[str, Any]:
    """The areas one level below, by code."""
    area = get_object_or_404(Area, code=code)
    parts = Area.objects.standing().children_of(area.code)
    return listed(parts, asked, ("pk",), lambda part: part)
