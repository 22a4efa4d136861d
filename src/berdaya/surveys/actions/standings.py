"""Which result counts for a family in a year, and the counts by area that follow from it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from berdaya.people.models import Family
from berdaya.people.numbers import portions
from berdaya.rules.instruments.definition import Instrument
from berdaya.surveys.models import Assessment, Standing
from berdaya.tallies import counting

ROWS_AT_ONCE = 2000
Touched = tuple[UUID, int]  # family and year


def settle(
    definition: Instrument, touched: Iterable[Touched], families: dict[UUID, Family]
) -> None:
    """Make the standings of these families and years true again, and the tallies with them.

    It looks at what stands rather than at what was done, so no order of recording and
    correcting can leave it wrong. The families must be locked by the caller.
    """
    years: dict[int, list[UUID]] = defaultdict(list)
    for family, year in touched:
        years[year].append(family)
    for year, keys in years.items():
        _settle_year(definition, year, keys)


def _settle_year(definition: Instrument, year: int, keys: list[UUID]) -> None:
    output = definition.outputs[0].name
    levels: Counter[tuple[str, str]] = Counter()
    blocked: Counter[tuple[str, str]] = Counter()
    for some in portions(keys):
        before = _standings(definition, year, some)
        after = _latest(definition, year, some, output)
        for standing, sign in [(it, -1) for it in before.values()] + [
            (it, 1) for it in after.values()
        ]:
            levels[standing.area_id, standing.level] += sign
            for item in filter(None, standing.blocked_by.split(",")):
                blocked[standing.area_id, item] += sign
        _write(before, after)
    counting.append(f"{definition.id}.{output}", year, levels)
    counting.append(f"{definition.id}.{output}.blocked", year, blocked)


def _standings(definition: Instrument, year: int, keys: list[UUID]) -> dict[UUID, Standing]:
    rows = Standing.objects.across_areas(why="kept by the verb")
    found = rows.filter(family__in=keys, instrument=definition.id, year=year)
    return {standing.family_id: standing for standing in found}


def _latest(
    definition: Instrument, year: int, keys: list[UUID], output: str
) -> dict[UUID, Standing]:
    """The latest assessment of each family that no correction has replaced."""
    rows = (
        Assessment.objects.across_areas(why="kept by the verb")
        .standing()
        .filter(
            family__in=keys,
            instrument=definition.id,
            conducted_on__year=year,
            outcomes__output=output,
        )
        .order_by("conducted_on", "recorded_at", "pk")
        .values_list(
            "family_id",
            "area_id",
            "pk",
            "conducted_on",
            "outcomes__level",
            "outcomes__blocked_by",
        )
    )
    return {
        family: Standing(
            family_id=family,
            instrument=definition.id,
            year=year,
            area_id=area,
            assessment_id=assessment,
            level=level,
            blocked_by=blocked_by,
            conducted_on=conducted_on,
        )
        for family, area, assessment, conducted_on, level, blocked_by in rows
    }


def _write(before: dict[UUID, Standing], after: dict[UUID, Standing]) -> None:
    gone = [standing.pk for family, standing in before.items() if family not in after]
    if gone:
        Standing.objects.across_areas(why="kept by the verb").filter(pk__in=gone).delete()
    Standing.objects.bulk_create(
        after.values(),
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["family", "instrument", "year"],
        update_fields=["area", "assessment", "level", "blocked_by", "conducted_on"],
    )
