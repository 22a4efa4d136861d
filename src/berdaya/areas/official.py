"""The official list of areas, loaded by the system itself.

The one writer beside `actions.py`: no user stands behind a decree, so there is nobody to
allow and nobody to trace; `Edition` keeps what each load did (docs/decisions/0011-areas-before-rights.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from berdaya.areas.codes import level_of
from berdaya.areas.models import Area, Edition
from berdaya.rules.indonesia import AREA_DECREE, AREA_DECREE_DAY, official_areas

COMPARED = ("name", "kind", "parent_id", "decree", "valid_until")
WRITTEN = ("name", "kind", "parent", "decree", "valid_until")
ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many areas a decree lists, and how many of ours were written or ended for it."""

    listed: int
    written: int
    ended: int


def load_official_tree() -> Loaded:
    """Bring provinces, regencies, districts and villages up to the decree of the day.

    Running it again changes nothing. What the decree no longer lists ends on its day and
    is kept, because families and results point there.
    """
    return load_tree(official_areas(), decree=AREA_DECREE, day=AREA_DECREE_DAY)


@transaction.atomic
def load_tree(listed: Iterable[tuple[str, str, str]], *, decree: str, day: date) -> Loaded:
    """The same for any list of (code, name, kind) whose upper areas come first."""
    known = {code: tuple(rest) for code, *rest in Area.objects.values_list("code", *COMPARED)}
    areas = {code: _area(code, name, kind, decree) for code, name, kind in listed}
    changed = [
        area
        for area in areas.values()
        if known.get(area.code) != tuple(getattr(area, field) for field in COMPARED)
    ]
    Area.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=WRITTEN,
        batch_size=ROWS_AT_ONCE,
    )
    _take_stock()
    standing = Area.objects.standing().exclude(decree="").values_list("code", flat=True)
    gone = [code for code in standing if code not in areas]
    ended = 0
    for start in range(0, len(gone), ROWS_AT_ONCE):
        batch = Area.objects.filter(code__in=gone[start : start + ROWS_AT_ONCE])
        ended += batch.update(valid_until=day)
    if changed or ended:
        Edition.objects.create(decree=decree, written=len(changed), ended=ended)
    return Loaded(listed=len(areas), written=len(changed), ended=ended)


def _take_stock() -> None:
    """Tell PostgreSQL that the table grew.

    It plans the check of each row's upper area by what it last knew; believing the table
    empty it read all of it for every row, and the commit took two minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE areas_area")


def _area(code: str, name: str, kind: str, decree: str) -> Area:
    return Area(
        code=code,
        name=name,
        kind=kind,
        level=level_of(code),
        parent_id=code.rpartition(".")[0] or None,
        decree=decree,
    )
