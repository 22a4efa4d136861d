"""Which groups are to be visited next, so that one trip serves neighbours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery

from berdaya.access.models import User
from berdaya.areas.codes import at_level
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.groups.models.group import Groups
from berdaya.mentoring.models import Agreement, Visit
from berdaya.people.lists import places_of
from berdaya.rules.kie.visits import due_after

SOON = timedelta(days=7)
MOST = 120  # groups on one page; an officer of five villages seldom has more
RW = Area.Level.NEIGHBOURHOOD


@dataclass(frozen=True, slots=True)
class Stop:
    """One group in the plan. `due` is None where nobody has visited it yet: it comes first."""

    group: Group
    last: date | None
    due: date | None
    still_open: int
    today: date

    @property
    def order(self) -> tuple[date, str]:
        return (self.due or date.min, self.group.search_name)

    @property
    def is_overdue(self) -> bool:
        return self.due is None or self.due < self.today

    @property
    def is_soon(self) -> bool:
        return not self.is_overdue and self.due is not None and self.due <= self.today + SOON

    @property
    def days_late(self) -> int:
        return (self.today - self.due).days if self.due else 0


@dataclass(frozen=True, slots=True)
class Trip:
    """Neighbouring groups: those of one RW, or of a village where no RW is known."""

    place: str
    stops: list[Stop]

    @property
    def late(self) -> int:
        return sum(stop.is_overdue for stop in self.stops)


def groups_of(user: User) -> Groups:
    """The groups that a user is answerable for, by area or tie, and which have not ended."""
    return Group.objects.visible_to(user, "visit.add").living()


def stops_of(groups: Groups, today: date) -> list[Stop]:
    """Each group with its last visit and when the next is due, the most overdue first.

    Where there are more groups than MOST, those visited longest ago or never. Two queries.
    """
    found = _longest_ago(groups)
    waiting = Agreement.objects.across_areas(why="of groups in sight").open()
    counted = waiting.filter(visit__group__in=found).values("visit__group")
    still_open = dict(counted.annotate(n=Count("pk")).values_list("visit__group", "n"))
    stops = [_stop(row, still_open.get(row.pk, 0), today) for row in found]
    return sorted(stops, key=lambda stop: stop.order)


def late_in(groups: Groups, today: date) -> int:
    """How many groups wait for a visit, of the MOST visited longest ago. One query."""
    return sum(_stop(row, 0, today).is_overdue for row in _longest_ago(groups))


def _longest_ago(groups: Groups) -> list[Any]:
    visits = Visit.objects.across_areas(why="of groups in sight").filter(group=OuterRef("pk"))
    last = visits.order_by("-on", "-pk")
    rows = groups.annotate(
        last_on=Subquery(last.values("on")[:1]), next_on=Subquery(last.values("next_on")[:1])
    ).order_by(F("last_on").asc(nulls_first=True), "pk")
    return list(rows[:MOST])


def _stop(row: Any, still_open: int, today: date) -> Stop:
    due = due_after(row.last_on, row.next_on, today) if row.last_on else None
    return Stop(row, row.last_on, due, still_open, today)


def trips_of(stops: Sequence[Stop]) -> list[Trip]:
    """The stops by neighbourhood; the trip with the most urgent stop first. One query."""
    by_place: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:  # the most overdue first, so the trips stand in that order too
        by_place[at_level(stop.group.area_id, RW)].append(stop)
    places = places_of(by_place)
    return [Trip(places[code], found) for code, found in by_place.items()]
