"""Count who may need what, village by village, and keep it; nobody stands behind it.

What families lack is counted by the room surveys, referrals by the verbs; only the register of
persons changes with the day, so that it is counted once a day.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Substr

from berdaya.access.models import within_any
from berdaya.areas.codes import VILLAGE_LENGTH, level_of
from berdaya.areas.models import Area
from berdaya.people.models import Person
from berdaya.rules.casework.needs import CHILD_UNTIL, ELDERLY_FROM, PEOPLE, TODDLER_UNTIL
from berdaya.services.models import AreaNeeds
from berdaya.tallies.models import Tally

AT_ONCE = 50  # villages in a transaction


def keep_some(today: date) -> int:
    """Count some villages that were not counted today. For the worker's loop; returns how many."""
    done = AreaNeeds.objects.filter(counted_on__gte=today).values("area_code")
    villages = Area.objects.standing().filter(level=Area.Level.VILLAGE).exclude(pk__in=done)
    lived_in = Tally.objects.filter(series="families", year=0, key="all", count__gt=0)
    waiting = villages.filter(pk__in=lived_in.values("area_code"))
    return keep_villages(
        list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]), today
    )


def keep_area(code: str, today: date) -> int:
    """Count all villages of an area anew. Returns how many."""
    rows = Area.objects.standing().within(code).filter(level=Area.Level.VILLAGE)
    return keep_villages(list(rows.order_by("pk").values_list("pk", flat=True)), today)


def keep_villages(codes: Sequence[str], today: date) -> int:
    for place in range(0, len(codes), AT_ONCE):
        some = codes[place : place + AT_ONCE]
        with transaction.atomic():
            _write(_counted(some, today), today)
            _sum_up({_above(code) for code in some}, today)
    return len(codes)


def _counted(codes: Sequence[str], today: date) -> dict[str, Counter[str]]:
    """One query for all of them."""
    rows = Person.objects.across_areas(why="counts of an area").filter(merged_into=None)
    rows = rows.filter(within_any("area__code", codes), memberships__until=None)
    told = {
        name.replace("-", "_"): Count("pk", _asked(name, today), distinct=True)
        for name in PEOPLE
    }
    found = rows.values(village=Substr("area_id", 1, VILLAGE_LENGTH)).annotate(**told)
    counts: dict[str, Counter[str]] = {code: Counter() for code in codes}
    listed: Any = found.order_by()
    for row in listed:
        for name in PEOPLE:
            counts[row["village"]][name] = row[name.replace("-", "_")]
    return counts


def _asked(name: str, today: date) -> Q:
    if name == "elderly":
        return Q(birth_date__lte=_years_before(today, ELDERLY_FROM))
    if name == "toddlers":
        return Q(birth_date__gt=_years_before(today, TODDLER_UNTIL))
    if name == "pregnant":
        return Q(is_pregnant=True)
    return Q(birth_certificate=False, birth_date__gt=_years_before(today, CHILD_UNTIL))


def _years_before(day: date, years: int) -> date:
    """The birthday of who turns so old on a day; on 29 February, of the day before."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def _sum_up(codes: Collection[str], today: date) -> None:
    """Make the sums of these districts anew, and of all above them, from below upwards."""
    waiting = set(codes)
    while waiting:
        level = max(map(level_of, waiting))
        here = {code for code in waiting if level_of(code) == level}
        sums: dict[str, Counter[str]] = {code: Counter() for code in here}
        parts = AreaNeeds.objects.filter(parent_code__in=here).exclude(area_code="")
        for code, counts in parts.values_list("parent_code", "counts"):
            sums[code].update(counts)
        _write(sums, today)
        waiting = (waiting - here) | {_above(code) for code in here if code}


def _write(counts: dict[str, Counter[str]], today: date) -> None:
    AreaNeeds.objects.bulk_create(
        [
            AreaNeeds(
                area_code=code, parent_code=_above(code), counted_on=today, counts=dict(it)
            )
            for code, it in counts.items()
        ],
        update_conflicts=True,
        unique_fields=["area_code"],
        update_fields=["counted_on", "counts"],
    )


def _above(code: str) -> str:
    return code.rpartition(".")[0]
