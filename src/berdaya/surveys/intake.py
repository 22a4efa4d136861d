"""Assessments as rows for the tables, and what they add up to. Nothing here writes."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import polars as pl

from berdaya.access.models import User
from berdaya.people.models import Family
from berdaya.rows import new_row
from berdaya.rules.instruments.definition import INCOMPLETE, Instrument
from berdaya.rules.instruments.scoring import column_type, score
from berdaya.surveys.answers import Prepared
from berdaya.surveys.models import Assessment, Outcome, Standing

COMPLETE = "complete"  # of an output that is a score without levels


def assessment_rows(
    good: Iterable[Prepared],
    families: Mapping[UUID, Family],
    definition: Instrument,
    door: str,
    by: User,
    replaces: Assessment | None = None,
    reason: str = "",
) -> list[Assessment]:
    """The rows of answers that were held against the definition; none is written."""
    same = {
        "instrument": definition.id,
        "version": definition.version,
        "door": door,
        "by_id": by.pk,
        "replaces_id": replaces and replaces.pk,
        "reason": reason,
    }
    return [
        new_row(
            Assessment,
            same | _own_values(one, replaces or families[one.entry.family.pk]),
            family=families[one.entry.family.pk],
            person=one.entry.person,
            by=by,
            replaces=replaces,
        )
        for one in good
    ]


def _own_values(one: Prepared, lived: Assessment | Family) -> dict[str, Any]:
    """The columns that differ from one assessment to the next."""
    entry = one.entry
    return {
        "id": entry.key,
        "family_id": entry.family.pk,
        "person_id": entry.person and entry.person.pk,
        "area_id": lived.area_id,  # where they lived then, as far as is known
        "conducted_on": entry.conducted_on,
        "answers": one.answers,
        "roster": one.roster,
        "provenance": dict(entry.provenance),
    }


def outcome_rows(assessments: Sequence[Assessment], definition: Instrument) -> list[Outcome]:
    """What the answers add up to: one compiled rule for one family and for a whole file."""
    items = [item for item in definition.items if item.scored]
    frame = pl.DataFrame(
        {item.code: [one.answers[item.code] for one in assessments] for item in items},
        schema={item.code: column_type(item) for item in items},
    )
    rows = score(definition, frame).collect().iter_rows(named=True)
    return [
        _outcome(assessment, output.name, row)
        for assessment, row in zip(assessments, rows, strict=True)
        for output in definition.outputs
    ]


def _outcome(assessment: Assessment, output: str, row: dict[str, object]) -> Outcome:
    value = row[output]
    amount = row.get(f"{output}_score", None if isinstance(value, str) else value)
    values = {
        "assessment_id": assessment.pk,
        "output": output,
        "level": value if isinstance(value, str) else "",
        "score": None if amount is None else str(amount),
        "blocked_by": str(row[f"{output}_blocked_by"]),
    }
    return new_row(Outcome, values, assessment=assessment)


def first_standings(
    definition: Instrument, assessments: Iterable[Assessment], outcomes: Iterable[Outcome]
) -> list[Standing]:
    """What counts for families, or persons, of whom nothing stood before these."""
    output = definition.outputs[0].name
    results = {it.assessment_id: it for it in outcomes if it.output == output}
    return [
        standing_row(
            definition,
            one.conducted_on.year,
            (
                one.person_id or one.family_id,
                one.family_id,
                one.person_id,
                one.area_id,
                one.pk,
                one.conducted_on,
                result.level,
                result.score,
                result.blocked_by,
            ),
        )
        for one in assessments
        for result in (results[one.pk],)
    ]


def standing_row(definition: Instrument, year: int, row: tuple[Any, ...]) -> Standing:
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
