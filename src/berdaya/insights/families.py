"""The families of a village by stage, by what holds them back, or not yet surveyed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from berdaya.access.models import User
from berdaya.people.models import Family


@dataclass(frozen=True, slots=True)
class Choice:
    """Which families of an area: as the address says."""

    year: int
    instrument: str
    level: str = ""
    item: str = ""
    is_waiting: bool = False  # not yet surveyed this year
    name: str = ""


def families_of(user: User, code: str, choice: Choice) -> "QuerySet[Any]":
    """The chosen families with `level`, `surveyed_on` and `survey` of the year, or None.

    One join to what counts for the year, through its unique index.
    """
    of_year = Q(standings__instrument=choice.instrument, standings__year=choice.year)
    rows = (
        Family.objects.visible_to(user)
        .living_here()
        .filter(area__code__within=code)
        .select_related("area")
        .annotate(standing=FilteredRelation("standings", condition=of_year))
        .annotate(
            level=F("standing__level"),
            blocked=F("standing__blocked_by"),
            surveyed_on=F("standing__conducted_on"),
            survey=F("standing__assessment_id"),
        )
    )
    if choice.is_waiting:
        rows = rows.filter(level=None)
    if choice.level:
        rows = rows.filter(level=choice.level)
    if choice.item:
        rows = rows.filter(blocked__contains=choice.item)
    return rows.named_like(choice.name) if choice.name else rows
