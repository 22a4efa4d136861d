"""What an assessment means: the stage, what holds it, what can be done, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from berdaya.rules.instruments.definition import INCOMPLETE, Instrument, Item, Level, load
from berdaya.surveys.models import Assessment, Outcome


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the survey before: items met now, items no longer met."""

    since: Assessment
    before: Level
    direction: int | None  # 1 up, -1 down, 0 the same; None where one of them is open
    gained: tuple[Item, ...]
    lost: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One assessment, read with the definition it was made with."""

    assessment: Assessment
    definition: Instrument
    level: Level
    next_level: Level | None
    blocked_by: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    met: tuple[Item, ...]
    change: Change | None

    @property
    def is_complete(self) -> bool:
        return self.level is not INCOMPLETE


def read_result(assessment: Assessment) -> Reading:
    """Read an assessment and the one before it. Two queries, three where there is one before."""
    definition = load(assessment.instrument, assessment.version)
    outcome = _main(assessment, definition)
    level = level_of(definition, outcome.level)
    before = (
        Assessment.objects.across_areas(why="of the same family, which is in sight")
        .standing()
        .filter(
            family=assessment.family_id,
            instrument=assessment.instrument,
            conducted_on__lt=assessment.conducted_on,
        )
        .order_by("-conducted_on", "-recorded_at", "-pk")
        .first()
    )
    return Reading(
        assessment=assessment,
        definition=definition,
        level=level,
        next_level=_next(definition, level),
        blocked_by=items_named(definition, outcome.blocked_by),
        unanswered=_answered(definition, assessment, None),
        met=_answered(definition, assessment, 1),
        change=_change(definition, assessment, level, before) if before else None,
    )


def level_of(definition: Instrument, code: str) -> Level:
    """The level of the main output, or `incomplete`."""
    levels = {level.code: level for level in definition.outputs[0].levels}
    return levels.get(code, INCOMPLETE)


def items_named(definition: Instrument, codes: str) -> tuple[Item, ...]:
    """The items of comma-separated codes."""
    wanted = set(filter(None, codes.split(",")))
    return tuple(item for item in definition.items if item.code in wanted)


def _main(assessment: Assessment, definition: Instrument) -> Outcome:
    return assessment.outcomes.get(output=definition.outputs[0].name)


def _next(definition: Instrument, level: Level) -> Level | None:
    return next(
        (above for below, above in pairwise(definition.outputs[0].levels) if below is level),
        None,
    )


def _answered(
    definition: Instrument, assessment: Assessment, answer: int | None
) -> tuple[Item, ...]:
    return tuple(
        item for item in definition.items if assessment.answers.get(item.code) == answer
    )


def _change(
    definition: Instrument, assessment: Assessment, level: Level, before: Assessment
) -> Change:
    earlier = level_of(definition, _main(before, definition).level)
    comparable = INCOMPLETE not in (earlier, level)
    rise = level.order - earlier.order
    return Change(
        since=before,
        before=earlier,
        direction=(rise > 0) - (rise < 0) if comparable else None,
        gained=tuple(_turned(definition.items, before, assessment, to=1)),
        lost=tuple(_turned(definition.items, before, assessment, to=0)),
    )


def _turned(
    items: Iterable[Item], before: Assessment, after: Assessment, to: int
) -> Iterable[Item]:
    """Items answered the other way before; what was blank or did not apply says nothing."""
    for item in items:
        if (before.answers.get(item.code), after.answers.get(item.code)) == (1 - to, to):
            yield item
