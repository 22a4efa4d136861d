"""What a rescoring came to: how many moved from which level to which, and one result's own."""

from dataclasses import dataclass

from django.db.models import Count, F

from berdaya.rules.instruments.definition import Level, UnknownInstrument, load
from berdaya.surveys.models import Assessment, RescoredOutcome, Rescoring
from berdaya.surveys.results import level_of


@dataclass(frozen=True, slots=True)
class Move:
    """So many results stood at `before` and would stand at `after`."""

    before: Level
    after: Level
    count: int


def moves(run: Rescoring) -> list[Move]:
    """Of the results that no correction has replaced, by their main output. One query."""
    old, new = load(run.instrument, run.from_version), load(run.instrument, run.to_version)
    main = new.outputs[0].name
    # a list of the few that were corrected: joined to a column that is nearly always empty,
    # SQLite went through all results for each of them
    everything = Assessment.objects.across_areas(why="counted for the nation")
    corrected = everything.filter(replaces__isnull=False).values("replaces")
    rows = (
        RescoredOutcome.objects.filter(rescoring=run, output=main)
        .filter(assessment__outcomes__output=old.outputs[0].name)
        .exclude(assessment__in=corrected)
        .values_list(F("assessment__outcomes__level"), "level")
        .annotate(n=Count("pk"))
    )
    found = [
        Move(level_of(old, before), level_of(new, after), count)
        for before, after, count in rows
    ]
    return sorted(found, key=lambda move: (move.before.order, move.after.order))


@dataclass(frozen=True, slots=True)
class Again:
    """What one assessment would have come to by another version."""

    version: str
    level: Level


def judged_again(assessment: Assessment) -> list[Again]:
    """By each version that a rescoring has applied, the newest last. One query."""
    rows = assessment.rescored.select_related("rescoring").order_by("rescoring")
    found = []
    for row in rows:
        try:
            new = load(assessment.instrument, row.rescoring.to_version)
        except UnknownInstrument:
            continue
        if row.output == new.outputs[0].name and new.outputs[0].levels:
            found.append(Again(new.version, level_of(new, row.level)))
    return found
