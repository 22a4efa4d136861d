"""The life of a family as its surveys tell it."""

from dataclasses import dataclass

from berdaya.people.models import Family
from berdaya.rules.instruments.definition import Item, Level, load
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import items_named, level_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment that stands, and what it came to."""

    assessment: Assessment
    level: Level
    blocked_by: tuple[Item, ...]
    is_correction: bool


def timeline(family: Family) -> list[Entry]:
    """The assessments of a family that no correction has replaced, newest first. Two queries."""
    rows = (
        Assessment.objects.across_areas(why="the family is in sight")
        .standing()
        .filter(family=family)
        .select_related("by")
        .prefetch_related("outcomes")
        .order_by("-conducted_on", "-recorded_at", "-pk")
    )
    return [_entry(assessment) for assessment in rows]


def _entry(assessment: Assessment) -> Entry:
    definition = load(assessment.instrument, assessment.version)
    main = definition.outputs[0].name
    outcome = next(one for one in assessment.outcomes.all() if one.output == main)
    return Entry(
        assessment,
        level_of(definition, outcome.level),
        items_named(definition, outcome.blocked_by),
        assessment.replaces_id is not None,
    )
