"""What a person finds when they come in: their own work first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from berdaya.access.models import NATION, NOTHING, User
from berdaya.access.register import users_under
from berdaya.areas.codes import common_ancestor, covers, level_of
from berdaya.areas.models import Area, Edition
from berdaya.groups.models import Group, Meeting, Resolution
from berdaya.groups.sight import tied_to
from berdaya.insights.asked import Asked
from berdaya.insights.board import COUNTED_FROM, Row, count_waiting, nation, rows_of
from berdaya.insights.families import families_of
from berdaya.mentoring.plan import groups_of, late_in
from berdaya.partners.models import Obligation
from berdaya.people.lists import page_of_families, places_of
from berdaya.people.models import Family
from berdaya.rules.instruments.definition import Level
from berdaya.surveys.models import Draft, Standing
from berdaya.surveys.results import level_of as level_named
from berdaya.tallies.models import Change

A_FEW = 5
LATE = 100_000  # changes: more than a worker that runs leaves behind


def own_codes(user: User, cell: str) -> list[str]:
    """Where the user holds `cell`, without areas that lie in another of these."""
    codes = user.areas_for(cell)
    return sorted(
        code for code in codes if not any(covers(it, code) for it in codes if it != code)
    )


def own_rows(user: User, asked: Asked) -> list[Row]:
    """The figures of each of the user's own areas. Two queries for each level, and two."""
    codes = own_codes(user, "board.read")
    if NATION in codes:
        return [nation(asked)]
    by_level: dict[int, list[Area]] = defaultdict(list)
    for area in Area.objects.filter(pk__in=codes).order_by("pk"):
        by_level[area.level].append(area)
    rows = [row for areas in by_level.values() for row in rows_of(areas, asked)]
    if by_level and min(by_level) >= COUNTED_FROM:
        count_waiting(rows, codes, asked)
    return rows


def parts_of(rows: Sequence[Row], asked: Asked) -> list[Row]:
    """The parts of the user's work, least surveyed first: their areas, or those within one."""
    parts = list(rows)
    if len(rows) == 1:
        children = Area.objects.standing().children_of(rows[0].code)
        parts = rows_of(list(children), asked)
    return sorted(
        (row for row in parts if row.families),
        key=lambda row: row.done / row.families,
    )


def waiting_families(user: User, asked: Asked) -> list[tuple[Family, str]]:
    """The first families not yet surveyed, in walking order, and where they live.

    Only for those whose own area is near enough to walk: a village or part of one.
    """
    near = _near(user)
    if near is None:
        return []
    found = page_of_families(families_of(user, near, asked), "", "", near).rows[:A_FEW]
    widest = Area.Level.VILLAGE + (level_of(near) >= Area.Level.VILLAGE)
    places = places_of({family.area_id for family in found}, widest=widest)
    return [(family, places[family.area_id]) for family in found]


def _near(user: User) -> str | None:
    """The narrowest area around all of the user's, if those are villages or parts of one."""
    codes = own_codes(user, "assessment.add")
    if not codes or min(map(level_of, codes)) < Area.Level.VILLAGE:
        return None
    return common_ancestor(codes)


def drafts_of(user: User) -> list[Draft]:
    """The surveys that this user began and has not finished."""
    rows = user.drafts.filter(user.sight_of("family__area__code", "draft.read"))
    return list(rows.select_related("family", "person").order_by("-changed_at")[:A_FEW])


def recent_results(user: User, asked: Asked) -> list[tuple[Standing, Level]]:
    """What this user surveyed last in the year, where that is near. One query."""
    near = _near(user)
    if near is None:
        return []
    rows = (
        Standing.objects.visible_to(user)
        .filter(area__code__within=near, year=asked.year, instrument=asked.definition.id)
        .filter(assessment__by=user)
        .select_related("family")
        .order_by("-conducted_on", "-assessment")[:A_FEW]
    )
    return [(it, level_named(asked.definition, it.level)) for it in rows]


def groups_late(user: User, today: date) -> int:
    """How many of the groups that this user accompanies wait for a visit. One query."""
    return late_in(groups_of(user), today)


def own_groups(user: User, today: date) -> list[Group]:
    """The groups to which an office or a mentoring ties the user, with what waits there.

    One query; none for others.
    """
    if not user.may_anywhere("meeting.add") or tied_to(user) == NOTHING:
        return []
    why = "of groups that the user sees"
    planned = Meeting.objects.across_areas(why=why).planned().filter(group=OuterRef("pk"))
    still_open = Resolution.objects.across_areas(why=why).open()
    owed = Obligation.objects.across_areas(why=why).overdue(today)
    rows = Group.objects.visible_to(user, "meeting.add").filter(tied_to(user))
    return list(
        rows.exclude(state=Group.State.ENDED)
        .annotate(
            next_on=planned.order_by("on").values("on")[:1],
            decided=_count(still_open.filter(meeting__group=OuterRef("pk")), "meeting__group"),
            owed=_count(owed.filter(partnership__group=OuterRef("pk")), "partnership__group"),
        )
        .order_by("next_on", "name")[:A_FEW]
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many rows belong to the row outside."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def state_of_system(user: User) -> dict[str, Any]:
    """What an administrator keeps an eye on. Three queries."""
    waiting = Change.objects.order_by("pk")[:LATE].count()
    return {
        "users": users_under(user).filter(is_active=True).count(),
        "edition": Edition.objects.exclude(decree="").order_by("-pk").first(),
        "changes": waiting,
        "is_late": waiting >= LATE,
    }
