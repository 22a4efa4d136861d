"""Which result counts for a subject in a year, and the counts by area that follow from it."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from berdaya.people.models import Family, Person
from berdaya.people.numbers import portions
from berdaya.rows import insert_rows, new_row
from berdaya.rules.instruments.definition import INCOMPLETE, Instrument
from berdaya.surveys.models import Assessment, Outcome, Standing
from berdaya.tallies import counting

ROWS_AT_ONCE = 2000
COMPLETE = "complete"  # of an output that is a score without levels
Touched = tuple[UUID, int]  # subject and year


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
    output = definition.outputs[0].name
    found: dict[Touched, list[Standing]] = defaultdict(list)
    results = {it.assessment_id: it for it in outcomes if it.output == output}
    for one in assessments:
        if one.person_id is None and one.family_id in new:
            result = results[one.pk]
            row = (
                one.family_id,
                one.family_id,
                None,
                one.area_id,
                one.pk,
                one.conducted_on,
                result.level,
                result.score,
                result.blocked_by,
            )
            year = one.conducted_on.year
            found[one.family_id, year].append(_standing_of(definition, year, row))
    first = {touched: rows[0] for touched, rows in found.items() if len(rows) == 1}
    insert_rows(Standing, list(first.values()))
    years: dict[int, list[Standing]] = defaultdict(list)
    for (_subject, year), standing in first.items():
        years[year].append(standing)
    for year, standings in years.items():
        _count(definition, year, ((standing, 1) for standing in standings))
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
    changes: list[tuple[Standing, int]] = []
    for some in portions(keys):
        before = _standings(definition, year, some)
        after = _latest(definition, year, some, output)
        changes += [(it, -1) for it in before.values()] + [(it, 1) for it in after.values()]
        _write(before, after)
    _count(definition, year, changes)


def _count(definition: Instrument, year: int, changes: Iterable[tuple[Standing, int]]) -> None:
    """Add to the tallies what came to count (1) or no longer counts (-1)."""
    output = definition.outputs[0].name
    levels: Counter[tuple[str, str]] = Counter()
    blocked: Counter[tuple[str, str]] = Counter()
    for standing, sign in changes:
        levels[standing.area_id, standing.level] += sign
        for item in filter(None, standing.blocked_by.split(",")):
            blocked[standing.area_id, item] += sign
    counting.append(f"{definition.id}.{output}", year, levels)
    counting.append(f"{definition.id}.{output}.blocked", year, blocked)


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
        heirs.get(row[0], row[0]): _standing_of(
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


def _standing_of(definition: Instrument, year: int, row: tuple[Any, ...]) -> Standing:
    """The row of a result: subject, family, person, area, assessment, day, level, score, items."""
    subject, family, person, area, assessment, conducted_on, level, score, blocked_by = row
    values = {
        "subject": subject,
        "family_id": family,
        "person_id": person,
        "instrument": definition.id,
        "year": year,
        "area_id": area,
        "assessment_id": assessment,
        "level": standing_level(level, score),
        "blocked_by": blocked_by,
        "conducted_on": conducted_on,
    }
    return new_row(Standing, values)


def standing_level(level: str, score: Decimal | None) -> str:
    """The level as lists and counts know it: a score without levels is complete or not."""
    return level or (INCOMPLETE.code if score is None else COMPLETE)


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
