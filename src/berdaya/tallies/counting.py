"""Append changes, fold them into sums, read them together."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import CharField, Q, QuerySet, Sum, Value
from django.db.models.functions import Length, Substr

from berdaya.areas.codes import LENGTH_BY_LEVEL, common_ancestor, level_of
from berdaya.rows import insert_rows
from berdaya.tallies.models import Change, Tally

Totals = dict[str, Counter[str]]  # area code -> key -> count
FOLD_AT_ONCE = 50_000  # on SQLite others wait to write meanwhile: about half a second
LISTED_AT_ONCE = 500  # SQLite takes only so many values in one query

# One change counts for its area and all areas above it: the beginnings of its code, the
# nation's being empty. Codes have one length per level, so that the database can cut them.
REACHES = " UNION ALL SELECT ".join(["SELECT 0 AS reach", *map(str, LENGTH_BY_LEVEL.values())])
ROLL_UP = """
    INSERT INTO tallies_tally (series, year, area_code, "key", count)
    SELECT series, year, substr(area_code, 1, reach), "key", sum(count)
    FROM {moved} AS moved CROSS JOIN ({reaches}) AS levels
    WHERE reach <= length(area_code)
    GROUP BY series, year, substr(area_code, 1, reach), "key"
    ON CONFLICT (series, year, area_code, "key")
    DO UPDATE SET count = tallies_tally.count + excluded.count
"""
OLDEST = "(SELECT {columns} FROM tallies_change ORDER BY id LIMIT %s)"
DELETE_OLDEST = "DELETE FROM tallies_change WHERE id IN {oldest}"
IN_POSTGRESQL = (
    "WITH gone AS ({delete} RETURNING *), rolled AS ({roll_up}) SELECT count(*) FROM gone"
)


def append(series: str, year: int, changes: Mapping[tuple[str, str], int]) -> None:
    """Note changes of counts, {(deepest area code, key): +n or -n}, in the caller's transaction."""
    insert_rows(
        Change,
        [
            Change(series=series, year=year, area_code=area, key=key, count=count)
            for (area, key), count in changes.items()
            if count
        ],
    )


def totals(series: str, year: int, areas: Iterable[str]) -> Totals:
    """The counts of each of `areas`, folded or not yet.

    One query, so that a fold which ends meanwhile is seen wholly or not at all. All areas
    must stand on one level of the tree ("" alone is the nation).
    """
    wanted = list(areas)
    found: Totals = {area: Counter() for area in wanted}
    if not wanted:
        return found
    level = level_of(wanted[0])
    above = common_ancestor(wanted)
    below = Q(area_code__within=above) if above else Q()
    length = LENGTH_BY_LEVEL.get(level, 0)
    kept = _tallies(wanted, length, below).filter(series=series, year=year)
    late = Change.objects.filter(below, series=series, year=year).annotate(
        area=Substr("area_code", 1, length) if length else Value("", CharField())
    )
    rows = kept.values_list("area_code", "key", "count").union(
        late.values("area", "key").annotate(n=Sum("count")).values_list("area", "key", "n"),
        all=True,
    )
    for area, key, count in rows:
        if area in found:
            found[area][key] += count
    return found


def _tallies(wanted: list[str], length: int, below: Q) -> QuerySet[Tally]:
    """The sums of these areas: named one by one, or all of their level where they are many."""
    if len(wanted) <= LISTED_AT_ONCE:
        return Tally.objects.filter(area_code__in=wanted)
    return Tally.objects.annotate(length=Length("area_code")).filter(below, length=length)


def fold_all() -> int:
    """Fold until nothing waits; return how many changes were moved. For the worker's loop."""
    moved = 0
    while some := fold():
        moved += some
    return moved


@transaction.atomic
def fold() -> int:
    """Move the oldest changes into the sums of every area above them; return how many.

    Only one fold runs at a time: SQLite has one writer, PostgreSQL takes a lock that ends
    with the transaction. Nobody who appends ever waits for it on PostgreSQL.
    """
    delete = DELETE_OLDEST.format(oldest=OLDEST.format(columns="id"))
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            roll_up = ROLL_UP.format(moved=OLDEST.format(columns="*"), reaches=REACHES)
            cursor.execute(roll_up, [FOLD_AT_ONCE])
            cursor.execute(delete, [FOLD_AT_ONCE])
            return int(cursor.rowcount)
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('berdaya.tallies.fold'))")
        # one statement: a change that another transaction confirms meanwhile, whatever its
        # id, is neither counted nor deleted
        roll_up = ROLL_UP.format(moved="gone", reaches=REACHES)
        cursor.execute(IN_POSTGRESQL.format(delete=delete, roll_up=roll_up), [FOLD_AT_ONCE])
        return int(cursor.fetchone()[0])
