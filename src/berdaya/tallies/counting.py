"""Append changes, fold them into sums, read them together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import F, Sum

from berdaya.areas.codes import ancestors, at_level, level_of
from berdaya.tallies.models import Change, Tally

Totals = dict[str, Counter[str]]  # area code -> key -> count
FOLD_AT_ONCE = 50_000


def append(series: str, year: int, changes: Mapping[tuple[str, str], int]) -> None:
    """Note changes of counts, {(deepest area code, key): +n or -n}, in the caller's transaction."""
    Change.objects.bulk_create(
        [
            Change(series=series, year=year, area_code=area, key=key, count=count)
            for (area, key), count in changes.items()
            if count
        ],
        batch_size=1000,
    )


def totals(series: str, year: int, areas: Iterable[str]) -> Totals:
    """The counts of each of `areas`, folded or not yet. Two queries.

    All areas must stand on one level of the tree ("" alone is the nation).
    """
    wanted = list(areas)
    found: Totals = {area: Counter() for area in wanted}
    kept = Tally.objects.filter(series=series, year=year, area_code__in=wanted)
    for area, key, count in kept.values_list("area_code", "key", "count"):
        found[area][key] += count
    level = level_of(wanted[0]) if wanted else 0
    late = Change.objects.filter(series=series, year=year)
    for area, key, count in (
        late.values_list("area_code", "key")
        .annotate(n=Sum("count"))
        .values_list("area_code", "key", "n")
    ):
        if (above := at_level(area, level) if level else "") in found:
            found[above][key] += count
    return found


@transaction.atomic
def fold() -> int:
    """Move noted changes into the sums of every area above them; return how many were moved.

    Only one fold runs at a time: SQLite has one writer, PostgreSQL takes a lock that ends
    with the transaction. Sums are written in one order, so that nothing can deadlock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('berdaya.tallies.fold'))")
    moved = list(Change.objects.order_by("pk")[:FOLD_AT_ONCE])
    sums: dict[tuple[str, int, str, str], int] = defaultdict(int)
    for change in moved:
        for area in ("", *ancestors(change.area_code), change.area_code):
            sums[change.series, change.year, area, change.key] += change.count
    Tally.objects.bulk_create(
        [
            Tally(series=series, year=year, area_code=area, key=key, count=0)
            for series, year, area, key in sorted(sums)
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    for (series, year, area, key), count in sorted(sums.items()):
        if count:
            Tally.objects.filter(series=series, year=year, area_code=area, key=key).update(
                count=F("count") + count
            )
    Change.objects.filter(pk__in=[change.pk for change in moved]).delete()
    return len(moved)
