"""The four figures that a group reports of a month: members, PUS, PUS using KB, meetings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from berdaya.groups.kb import kb_counts
from berdaya.groups.models import Closing, Group, Meeting
from berdaya.rules.months import next_month


@dataclass(frozen=True, slots=True)
class Figures:
    members: int = 0
    couples: int = 0
    couples_using: int = 0
    meetings: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.members + other.members,
            self.couples + other.couples,
            self.couples_using + other.couples_using,
            self.meetings + other.meetings,
        )


def figures_of(groups: Collection[Group], month: date) -> dict[UUID, Figures]:
    """What each group reports of a month: as it was closed, else as it stands. Six queries.

    Members count who belonged on the last day of the month, or today if that has not come.
    """
    keys = [it.pk for it in groups]
    rows = Closing.objects.across_areas(why="of groups in sight").standing()
    closed = {it.group_id: as_closed(it) for it in rows.filter(group__in=keys, month=month)}
    return _as_they_stand([it for it in keys if it not in closed], month) | closed


def as_closed(closing: Closing) -> Figures:
    """What was reported when the month was closed."""
    return Figures(closing.members, closing.couples, closing.couples_using, closing.meetings)


def _as_they_stand(keys: list[UUID], month: date) -> dict[UUID, Figures]:
    end = next_month(month)
    counts = kb_counts(keys, min(end - date.resolution, timezone.localdate()))
    held = Meeting.objects.across_areas(why="of groups in sight").held()
    held = held.filter(group__in=keys, on__gte=month, on__lt=end)
    meetings = dict(held.values("group").annotate(n=Count("pk")).values_list("group", "n"))
    return {
        key: Figures(it.members, it.pus, it.pus_taking_part, meetings.get(key, 0))
        for key, it in counts.items()
    }
