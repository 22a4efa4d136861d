"""Groups as a list shows them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max

from berdaya.groups.models import Group, Meeting, Member
from berdaya.groups.models.group import Groups
from berdaya.people.lists import places_of
from berdaya.ui.paging import Page, page_of

SIZE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One group, where it is, how many belong to it, when it met last."""

    group: Group
    place: str
    members: int
    met_on: object  # a date, or None


def page_of_groups(rows: Groups, asked: str) -> "Page[Group]":
    return page_of(rows, asked, order=("search_name", "pk"), size=SIZE)


def shown(groups: Collection[Group]) -> list[Row]:
    """Three queries, whatever the number of groups."""
    keys = [group.pk for group in groups]
    members = Member.objects.across_areas(why="of groups in sight").present()
    sizes = dict(
        members.filter(group__in=keys)
        .values("group")
        .annotate(size=Count("pk"))
        .values_list("group", "size")
    )
    meetings = Meeting.objects.across_areas(why="of groups in sight").held()
    met = dict(
        meetings.filter(group__in=keys)
        .values("group")
        .annotate(last=Max("on"))
        .values_list("group", "last")
    )
    places = places_of({group.area_id for group in groups})
    return [Row(it, places[it.area_id], sizes.get(it.pk, 0), met.get(it.pk)) for it in groups]
