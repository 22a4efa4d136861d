"""Which topics a group had when, and which never; the same for the groups of an area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, QuerySet

from berdaya.groups.models import Group
from berdaya.kie.evidence import Had, topics_had
from berdaya.kie.models import TopicHad
from berdaya.people.lists import places_of
from berdaya.rules.kie.topics import Topic, topics_on
from berdaya.ui.languages import said

LONG_AGO = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Cell:
    """One topic in one group."""

    topic: Topic
    had: Had | None
    is_long_ago: bool

    @property
    def title(self) -> str:
        return said(self.topic.title)


@dataclass(frozen=True, slots=True)
class Row:
    group: Group
    place: str
    cells: list[Cell]

    @property
    def missing(self) -> int:
        return sum(cell.had is None for cell in self.cells)


def coverage_of(group: Group, today: date) -> list[Cell]:
    """The topics in use, never had first and then the longest ago. One query."""
    [had] = topics_had([group.pk], today + timedelta(days=1)).values()
    cells = _cells(had, today)
    return sorted(cells, key=lambda it: it.had.last if it.had else date.min)


def table_of(groups: Sequence[Group], today: date) -> list[Row]:
    """Groups and topics. Two queries, whatever the number of groups."""
    had = topics_had([it.pk for it in groups], today + timedelta(days=1))
    places = places_of({it.area_id for it in groups})
    return [Row(it, places[it.area_id], _cells(had[it.pk], today)) for it in groups]


def groups_with(groups: "QuerySet[Group]") -> dict[str, int]:
    """How many of these groups ever had each topic, by code. One query."""
    rows = TopicHad.objects.filter(group__in=groups).values("topic")
    return dict(rows.annotate(groups=Count("pk")).values_list("topic", "groups"))


def _cells(had: dict[str, Had], today: date) -> list[Cell]:
    return [
        Cell(
            one,
            had.get(one.code),
            one.code in had and had[one.code].last < today - LONG_AGO,
        )
        for one in topics_on(today)
    ]
