"""The families behind the figures: by stage, by what holds them back, or not yet surveyed."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from berdaya.access.models import User, within_any
from berdaya.areas.models import Area
from berdaya.insights.asked import Asked
from berdaya.people.lists import InBytes
from berdaya.people.models import Families, Family
from berdaya.surveys.models import Standing

if TYPE_CHECKING:
    from berdaya.surveys.models import Standings

# a list of names is work for those who know the place; wider areas are read as figures
WIDEST = Area.Level.DISTRICT


def families_of(user: User, code: str, asked: Asked) -> Families:
    """The families of an area that fit what is asked, for a list in any order.

    What counts for the year is looked up family by family through its unique index, so that
    a page of a long list reads little more than it shows.
    """
    rows = (
        Family.objects.visible_to(user, "family.list")
        .living_here()
        .filter(area__code__within=code)
    )
    if asked.name:
        rows = rows.named_like(asked.name)
    counted = _of_year(asked).filter(family=OuterRef("pk"))
    if asked.is_waiting:
        return rows.filter(~Exists(counted))
    if asked.level:
        counted = counted.filter(level=asked.level)
    if asked.item:
        codes = Concat(Value(","), F("blocked_by"), Value(","))
        counted = counted.annotate(codes=codes).filter(codes__contains=f",{asked.item},")
    return rows.filter(Exists(counted)) if asked.level or asked.item else rows


def waiting_by_area(codes: Collection[str], asked: Asked) -> dict[str, int]:
    """How many families of some areas, by where exactly they live, wait for the year's survey."""
    rows = Family.objects.across_areas(why="figures of an area that is in sight").living_here()
    counted = _of_year(asked).filter(family=OuterRef("pk"))
    waiting = rows.filter(within_any("area__code", codes), ~Exists(counted))
    return dict(waiting.values_list("area_id").annotate(count=Count("pk")))


def standings_of(families: Collection[Family], asked: Asked) -> dict[UUID, Standing]:
    """What counts for these families in the year asked for. One query."""
    found = _of_year(asked).filter(family__in=[family.pk for family in families])
    return {standing.family_id: standing for standing in found}


def with_standing(families: Families, asked: Asked) -> QuerySet[Any]:
    """Each family with `level`, `blocked_by` and `surveyed_on` of the year, or None.

    By place and name, as the index stands, so that the first rows come at once.
    """
    of_year = Q(standings__instrument=asked.definition.id, standings__year=asked.year)
    return families.annotate(
        counted=FilteredRelation("standings", condition=of_year),
        level=F("counted__level"),
        blocked_by=F("counted__blocked_by"),
        surveyed_on=F("counted__conducted_on"),
    ).order_by(InBytes(F("area_id")), "search_name", "pk")


def _of_year(asked: Asked) -> "Standings":
    rows = Standing.objects.across_areas(why="of families that are in sight")
    return rows.filter(instrument=asked.definition.id, year=asked.year)
