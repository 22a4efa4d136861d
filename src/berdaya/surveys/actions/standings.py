"""Which result counts for a subject in a year, and the counts by area that follow from it."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from typing import Any
from uuid import UUID

from berdaya.people.models import Family, Person
from berdaya.people.numbers import portions
from berdaya.rows import insert_rows
from berdaya.rules.instruments.definition import Instrument
from berdaya.surveys.intake import first_standings, standing_row
from berdaya.surveys.models import Assessment, Outcome, Standing
from berdaya.tallies import counting

ROWS_AT_ONCE = 2000
Touched = tuple[UUID, int]  # subject and year
Counted = tuple[int, str, str, str, int]  # year, area, level, items that hold back, 1 or -1


def settle(definition: Instrument, touched: Iterable[Touched]) -> None:
    """Make the standings of these subjects and years true again, and the tallies with them.

    It looks at what stands rather than at what was done, so no order of recording and
    correcting can leave it wrong. The subjects must be locked by the caller.
    """
    years: dict[int, list[UUID]] = defaultdict(list)
    pairs = list(touched)
    heirs = _heirs(definition, [subject for subject, _year in pairs])
    for subject, year in pairs:
        # a record that was merged counts through the one that stands for it, and not by itself
        years[year] += {subject, heirs.get(subject, subject)}
    for year, keys in years.items():
        _settle_year(definition, year, list(dict.fromkeys(keys)))


def settle_first(
    definition: Instrument,
    assessments: Sequence[Assessment],
    outcomes: Sequence[Outcome],
    new: Container[UUID],
) -> set[Touched]:
    """Settle families that are new altogether; return which, with their years.

    Before them nothing stood, and no record was merged with theirs, so what counts is what was
    stored just now. A subject with several results in a year is left to `settle`.
    """
    found: dict[Touched, list[Standing]] = defaultdict(list)
    of_new = [it for it in assessments if it.person_id is None and it.family_id in new]
    for standing in first_standings(definition, of_new, outcomes):
        found[standing.subject, standing.year].append(standing)
    first = {touched: rows[0] for touched, rows in found.items() if len(rows) == 1}
    insert_rows(Standing, list(first.values()))
    count(
        definition.id,
        definition.outputs[0].name,
        (_counted(it, 1) for it in first.values()),
    )
    return set(first)


def _heirs(definition: Instrument, subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """Of those subjects whose record was merged, the record that stands for them."""
    return {
        key: heir
        for some in portions(subjects)
        for key, heir in _records(definition)
        .filter(pk__among=some, merged_into__isnull=False)
        .values_list("pk", "merged_into")
    }


def _absorbed(definition: Instrument, subjects: Iterable[UUID]) -> dict[UUID, UUID]:
    """The records that these subjects stand for besides their own."""
    return {
        key: heir
        for some in portions(subjects)
        for key, heir in _records(definition)
        .filter(merged_into__among=some)
        .values_list("pk", "merged_into")
    }


def _records(definition: Instrument) -> Any:
    model: Any = Person if definition.subject == "person" else Family
    return model.objects.across_areas(why="kept by the verb")


def _settle_year(definition: Instrument, year: int, keys: list[UUID]) -> None:
    output = definition.outputs[0].name
    changes: list[Counted] = []
    for some in portions(keys):
        before = _standings(definition, year, some)
        after = _latest(definition, year, some, output)
        changes += [_counted(it, -1) for it in before.values()]
        changes += [_counted(it, 1) for it in after.values()]
        _write(before, after)
    count(definition.id, output, changes)


def _counted(standing: Standing, sign: int) -> Counted:
    return standing.year, standing.area_id, standing.level, standing.blocked_by, sign


def count(instrument: str, output: str, changes: Iterable[Counted]) -> None:
    """Add to the tallies what came to count (1) or no longer counts (-1)."""
    levels: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    blocked: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for year, area, level, items, sign in changes:
        levels[year][area, level] += sign
        for item in filter(None, items.split(",")):
            blocked[year][area, item] += sign
    for year in levels:
        counting.append(f"{instrument}.{output}", year, levels[year])
        counting.append(f"{instrument}.{output}.blocked", year, blocked[year])


def _standings(definition: Instrument, year: int, keys: list[UUID]) -> dict[UUID, Standing]:
    rows = Standing.objects.across_areas(why="kept by the verb")
    found = rows.filter(subject__among=keys, instrument=definition.id, year=year)
    return {standing.subject: standing for standing in found}


def _latest(
    definition: Instrument, year: int, keys: list[UUID], output: str
) -> dict[UUID, Standing]:
    """The latest assessment of each subject that no correction has replaced."""
    subject = "person" if definition.subject == "person" else "family"
    heirs = _absorbed(definition, keys)
    merged = _heirs(definition, keys)
    standing = [key for key in keys if key not in merged]
    rows = (
        Assessment.objects.across_areas(why="kept by the verb")
        .standing()
        .filter(
            **{f"{subject}__among": [*standing, *heirs]},
            instrument=definition.id,
            conducted_on__year=year,
            outcomes__output=output,
        )
        .order_by("conducted_on", "recorded_at", "pk")
        .values_list(
            f"{subject}_id",
            "family_id",
            "person_id",
            "area_id",
            "pk",
            "conducted_on",
            "outcomes__level",
            "outcomes__score",
            "outcomes__blocked_by",
        )
    )
    return {
        heirs.get(row[0], row[0]): standing_row(
            definition,
            year,
            (
                heirs.get(row[0], row[0]),
                heirs.get(row[1], row[1]),
                heirs.get(row[2], row[2]),
                *row[3:],
            ),
        )
        for row in rows
    }


def _write(before: dict[UUID, Standing], after: dict[UUID, Standing]) -> None:
    gone = [standing.pk for subject, standing in before.items() if subject not in after]
    if gone:
        Standing.objects.across_areas(why="kept by the verb").filter(pk__in=gone).delete()
    insert_rows(Standing, [row for subject, row in after.items() if subject not in before])
    Standing.objects.bulk_create(
        [row for subject, row in after.items() if subject in before],
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["subject", "instrument", "year"],
        update_fields=["family", "area", "assessment", "level", "blocked_by", "conducted_on"],
    )
