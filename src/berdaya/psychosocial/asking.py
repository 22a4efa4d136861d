"""Questionnaires of a group in its case: which there are, and their results as pages read them.

Where a group stands by evidence (its stage, its eligibility) is no questionnaire: room readiness
computes it. What members are asked in a case stays in the case (docs/decisions, the record on
the answers of a group).
"""

from collections.abc import Iterable
from decimal import Decimal

from berdaya.casework.models import Case
from berdaya.psychosocial.models import GroupResult
from berdaya.rules.instruments.definition import Instrument, catalogue, load
from berdaya.surveys.intake import outcome_rows
from berdaya.surveys.models import Assessment, Outcome
from berdaya.surveys.results import Reading, found_in, reading_of
from berdaya.surveys.timeline import Entry

SUBJECT = "group"
BY_EVIDENCE = "evidence"  # the flag of an item that room readiness answers from what it holds


def asked_of_groups() -> list[Instrument]:
    """Those that a group answers itself, in the order of the catalogue."""
    return [
        one
        for one in catalogue()
        if one.subject == SUBJECT
        and one.status != "retired"
        and not any(BY_EVIDENCE in item.flags for item in one.items)
    ]


def results_of_group(case: Case) -> list[GroupResult]:
    """What the case keeps, newest first. One query."""
    rows = GroupResult.objects.across_areas(why="of a case that was found").of(case)
    return list(rows.standing().latest_first().select_related("by"))


def added_up(result: GroupResult) -> list[dict[str, str | None]]:
    """What the answers come to, by the very rule that scores every survey."""
    rows = outcome_rows([as_answered(result)], load(result.instrument, result.version))
    return [
        {
            "output": one.output,
            "level": one.level,
            "score": None if one.score is None else str(one.score),
            "blocked_by": one.blocked_by,
        }
        for one in rows
    ]


def entry_of(result: GroupResult) -> Entry:
    """The result as lists of results show it. No query."""
    definition = load(result.instrument, result.version)
    outputs = found_in(definition, _outcomes(result))
    return Entry(as_answered(result), definition, outputs)


def reading_of_group(result: GroupResult, others: Iterable[GroupResult]) -> Reading:
    """What a result means, beside the newest of these that was asked before it."""
    before = next(
        (
            it
            for it in others
            if it.instrument == result.instrument and it.conducted_on < result.conducted_on
        ),
        None,
    )
    definition = load(result.instrument, result.version)
    earlier = (as_answered(before), _outcomes(before)) if before else None
    return reading_of(definition, as_answered(result), _outcomes(result), earlier)


def as_answered(result: GroupResult) -> Assessment:
    """The answers in the shape in which everything of room surveys reads them. Never saved."""
    same = ("pk", "instrument", "version", "conducted_on", "answers", "by", "recorded_at")
    return Assessment(roster=[], **{name: getattr(result, name) for name in same})


def _outcomes(result: GroupResult) -> list[Outcome]:
    return [Outcome(**one | {"score": _number(one["score"])}) for one in result.came_to]


def _number(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
