"""Count the figures of groups and their sums, and keep them; nobody stands behind it.

A group is counted anew in one go, over all months that are followed, from its history: however
often that happens and in whichever order, the same figures stand. Of sums nothing is added up
over time either: each is made of what stands below it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.groups.models import Group, Turn
from berdaya.objectives.evidence import histories_of
from berdaya.objectives.models import (
    AreaFigures,
    Figures,
    Reckoned,
    Seen,
    last_day,
    packed,
    unpacked,
)
from berdaya.objectives.touched import OVERLAP, touched_since
from berdaya.rules.months import month_of, months_before, months_between
from berdaya.rules.objectives.definition import definition
from berdaya.rules.objectives.history import History
from berdaya.rules.objectives.indicators import measures_on
from berdaya.rules.objectives.measure import total

FOLLOWED = 36  # months back that are counted anew; older ones stay as they were
AT_ONCE = 100  # groups in a transaction: about a second
ROWS_AT_ONCE = 500
WHY = "figures are kept of every group"
Touched = dict[str, set[date]]  # place -> the months in which it changed
Ended = (Turn.Kind.MERGED, Turn.Kind.ENDED)


@dataclass(frozen=True, slots=True)
class Round:
    """When figures are counted: the day up to which, and the moment that rows bear."""

    today: date
    now: datetime


def keep_some(today: date) -> int:
    """Count the groups anew that something was noted of, and then some not yet counted today.

    For the worker's loop; returns how many. What the trace does not tell of a group by its
    name, such as a file of many surveys, shows within a day.
    """
    now = timezone.now()
    seen = Seen.objects.filter(pk=1).first()
    groups = touched_since(seen.until) if seen else set()
    waiting = Group.objects.across_areas(why=WHY).exclude(
        pk__in=Reckoned.objects.filter(on__gte=today).values("pk")
    )
    first = set(waiting.order_by("area", "pk").values_list("pk", flat=True)[:AT_ONCE])
    counted = keep_groups(groups | first, today)
    Seen.objects.update_or_create(pk=1, defaults={"until": now - OVERLAP})
    return counted


def keep_area(code: str, today: date) -> int:
    """Count all groups of an area anew; "" is the nation. Returns how many."""
    rows = Group.objects.across_areas(why=WHY)
    rows = rows.filter(area__code__within=code) if code else rows
    return keep_groups(list(rows.order_by("area", "pk").values_list("pk", flat=True)), today)


def keep_groups(groups: Collection[UUID], today: date) -> int:
    """Count these groups anew. Returns how many."""
    keys = list(groups)
    for place in range(0, len(keys), AT_ONCE):
        _keep(keys[place : place + AT_ONCE], Round(today, timezone.now()))
    return len(keys)


@transaction.atomic
def _keep(keys: list[UUID], when: Round) -> None:
    if connection.vendor == "postgresql":  # SQLite has one writer anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('berdaya.objectives.keep'))")
    rows = Group.objects.across_areas(why=WHY).filter(pk__among=keys)
    groups = {it.pk: it for it in rows.only("area_id", "founded_on")}
    over = Turn.objects.across_areas(why=WHY).filter(group__in=groups, kind__in=Ended)
    ended = dict(over.values_list("group", "on"))
    histories = histories_of(groups)
    stood: dict[UUID, dict[date, Figures]] = defaultdict(dict)
    first = months_before(month_of(when.today), FOLLOWED - 1)
    current = Figures.objects.across_areas(why=WHY).current()
    for row in current.filter(group__among=keys, month__gte=first):
        stood[row.group_id][row.month] = row
    fresh = [
        row
        for key, group in groups.items()
        for row in _counted(group, histories[key], ended.get(key), when)
    ]
    _sum_up(_write(stood, fresh, when))
    Reckoned.objects.bulk_create(
        [Reckoned(group=it, on=when.today) for it in groups.values()],
        update_conflicts=True,
        unique_fields=["group"],
        update_fields=["on"],
    )


def _counted(
    group: Group, history: History, ended: date | None, when: Round
) -> Iterator[Figures]:
    """A row for each month followed in which the group stood, on the last day that it did."""
    until = min(when.today, ended - date.resolution) if ended else when.today
    first = max(month_of(group.founded_on), months_before(month_of(when.today), FOLLOWED - 1))
    for month in months_between(first, until):
        on = min(last_day(month), until)
        yield Figures(
            group=group,
            place=at_level(group.area_id, Area.Level.VILLAGE),
            month=month,
            on=on,
            version=definition().version,
            measures=packed(measures_on(history, on)),
            reckoned_at=when.now,
        )


@dataclass(slots=True)
class Writing:
    """What there is to write, and where that changes sums."""

    new: list[Figures] = field(default_factory=list)
    changed: list[Figures] = field(default_factory=list)
    gone: list[Figures] = field(default_factory=list)
    touched: Touched = field(default_factory=lambda: defaultdict(set))

    def keep(self, row: Figures, old: Figures | None) -> None:
        """Let a row stand in place of the one that stood, if that says anything else."""
        if old and _says_the_same(old, row):
            self._go_on(old, row)
            return
        self.touched[row.place].add(row.month)
        if old:
            self.touched[old.place].add(row.month)
        if old and old.on < last_day(
            old.month
        ):  # the month was still running when it was counted
            row.pk = old.pk
            self.changed.append(row)
            return
        self.new.append(row)
        self.gone += [old] if old else []

    def _go_on(self, old: Figures, row: Figures) -> None:
        if old.on != row.on:  # the month went on, and nothing changed in it
            old.on = row.on
            self.changed.append(old)

    def drop(self, old: Figures) -> None:
        """The group did not stand in that month after all."""
        self.touched[old.place].add(old.month)
        self.gone.append(old)


def _says_the_same(one: Figures, other: Figures) -> bool:
    said = attrgetter("place", "measures", "version")
    return bool(said(one) == said(other))


def _write(
    stood: dict[UUID, dict[date, Figures]], fresh: Iterable[Figures], when: Round
) -> Touched:
    """Keep what differs from what stood; returns where and in which months."""
    it = Writing()
    for row in fresh:
        it.keep(row, stood[row.group_id].pop(row.month, None))
    for old in (left for months in stood.values() for left in months.values()):
        it.drop(old)
    rows = Figures.objects.across_areas(why=WHY)
    for old in it.gone:
        old.superseded_at = when.now
    rows.bulk_update(it.gone, ["superseded_at"], batch_size=ROWS_AT_ONCE)
    columns = ["place", "on", "version", "measures", "reckoned_at"]
    rows.bulk_update(it.changed, columns, batch_size=ROWS_AT_ONCE)
    rows.bulk_create(it.new, batch_size=ROWS_AT_ONCE)
    return it.touched


def _sum_up(touched: Touched) -> None:
    """Make the sums of these places and of all areas above them anew, from below upwards."""
    for level in range(Area.Level.VILLAGE, -1, -1):
        here = {code: months for code, months in touched.items() if level_of(code) == level}
        _sum_level(here)
        for code, months in here.items() if level else ():
            touched[_above(code)] |= months


def _sum_level(codes: Touched) -> None:
    if not codes:
        return
    months = set().union(*codes.values())
    below: dict[tuple[str, date], list[tuple[int, dict[str, list[int]]]]] = {
        (code, month): [] for code in codes for month in codes[code]
    }
    parts = AreaFigures.objects.filter(parent_code__in=codes, month__in=months)
    parts = parts.exclude(area_code="")
    own = Figures.objects.across_areas(why=WHY).current()
    own = own.filter(place__in=codes, month__in=months)
    for code, month, groups, measures in parts.values_list(
        "parent_code", "month", "groups", "measures"
    ):
        if (code, month) in below:
            below[code, month].append((groups, measures))
    for code, month, measures in own.values_list("place", "month", "measures"):
        if (code, month) in below:
            below[code, month].append((1, measures))
    AreaFigures.objects.bulk_create(
        [
            AreaFigures(
                area_code=code,
                parent_code=_above(code),
                month=month,
                groups=sum(groups for groups, _measures in found),
                measures=packed(total(unpacked(it) for _groups, it in found)),
            )
            for (code, month), found in below.items()
        ],
        update_conflicts=True,
        unique_fields=["area_code", "month"],
        update_fields=["groups", "measures"],
        batch_size=ROWS_AT_ONCE,
    )


def _above(code: str) -> str:
    return code.rpartition(".")[0]
