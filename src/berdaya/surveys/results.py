"""What an assessment means: the stage, what holds it, what can be done, what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.template.defaultfilters import floatformat

from berdaya.rules.instruments.definition import (
    INCOMPLETE,
    Index,
    Instrument,
    Item,
    Level,
    Output,
    load,
)
from berdaya.surveys.models import Assessment, Outcome
from berdaya.ui.languages import said

# of an output that is a score without levels: that it is there is all that can be said of it
COMPLETE = Level(
    code="complete",
    label={"id": "Lengkap", "en": "Complete"},
    name={"id": "Lengkap", "en": "Complete"},
    meaning={
        "id": "Semua pertanyaan wajib sudah dijawab.",
        "en": "Every required question is answered.",
    },
    tone="middle",
    order=0,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one output came to."""

    output: Output
    level: Level
    score: Decimal | None
    held_by: tuple[Item, ...]

    @property
    def called(self) -> str:
        """Its level in words; blank for a score that has no levels."""
        return said(self.level.name) if self.output.levels or self.score is None else ""

    @property
    def words(self) -> str:
        """Its level, or its number where it has none."""
        return self.called or floatformat(self.score, "-2")


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
    outputs: tuple[Found, ...]  # the main one first
    level: Level
    next_level: Level | None
    blocked_by: tuple[Item, ...]  # on the main output; of a profile, on all its scales
    unanswered: tuple[Item, ...]
    met: tuple[Item, ...]
    change: Change | None

    @property
    def is_complete(self) -> bool:
        return self.level is not INCOMPLETE


def read_result(assessment: Assessment) -> Reading:
    """Read an assessment and the one before it. Two queries, three where there is one before."""
    definition = load(assessment.instrument, assessment.version)
    before = (
        Assessment.objects.across_areas(why="of the same subject, which is in sight")
        .standing()
        .of(assessment.person or assessment.family)
        .filter(
            instrument=assessment.instrument,
            conducted_on__lt=assessment.conducted_on,
        )
        .order_by("-conducted_on", "-recorded_at", "-pk")
        .first()
    )
    earlier = (before, outcomes_of(before)) if before else None
    return reading_of(definition, assessment, outcomes_of(assessment), earlier)


def reading_of(
    definition: Instrument,
    assessment: Assessment,
    outcomes: Iterable[Outcome],
    earlier: tuple[Assessment, Iterable[Outcome]] | None = None,
) -> Reading:
    """What answers mean, given what they add up to and what was asked before. No query."""
    outputs = found_in(definition, outcomes)
    level = outputs[0].level
    held_by = {item.code for one in main_of(outputs) for item in one.held_by}
    return Reading(
        assessment=assessment,
        definition=definition,
        outputs=outputs,
        level=level,
        next_level=_next(definition, level),
        blocked_by=tuple(item for item in definition.items if item.code in held_by),
        unanswered=tuple(
            item
            for item in definition.items
            if item.required and assessment.answers.get(item.code) is None
        ),
        met=tuple(
            item for item in definition.items if is_met(item, assessment.answers.get(item.code))
        ),
        change=_change(definition, assessment, level, *earlier) if earlier else None,
    )


def found_of(definition: Instrument, assessment: Assessment) -> tuple[Found, ...]:
    """What each output of an assessment came to. One query, unless they were fetched along."""
    return found_in(definition, outcomes_of(assessment))


def outcomes_of(assessment: Assessment) -> list[Outcome]:
    return list(assessment.outcomes.all())


def found_in(definition: Instrument, outcomes: Iterable[Outcome]) -> tuple[Found, ...]:
    """What each output came to, in the order of the definition."""
    by_output = {one.output: one for one in outcomes}
    return tuple(
        _found(definition, output, by_output[output.name]) for output in definition.outputs
    )


def main_of(outputs: Sequence[Found]) -> tuple[Found, ...]:
    """The main output, or all scales of the profile that it belongs to."""
    profile = _profile(outputs[0].output)
    if not profile:
        return (outputs[0],)
    return tuple(one for one in outputs if _profile(one.output) == profile)


def _profile(output: Output) -> str:
    return output.profile if isinstance(output, Index) else ""


def _found(definition: Instrument, output: Output, outcome: Outcome) -> Found:
    held_by = items_named(definition, outcome.blocked_by)
    return Found(output, _level(output, outcome), outcome.score, held_by)


def _level(output: Output, outcome: Outcome) -> Level:
    if output.levels:
        return level_named(output, outcome.level)
    return INCOMPLETE if outcome.score is None else COMPLETE


def level_named(output: Output, code: str) -> Level:
    """The level of an output by its code, as `Standing` and `Outcome` keep it."""
    levels = {level.code: level for level in (*output.levels, COMPLETE)}
    return levels.get(code, INCOMPLETE)


def level_of(definition: Instrument, code: str) -> Level:
    """The level of the main output, or `incomplete`."""
    return level_named(definition.outputs[0], code)


def is_met(item: Item, answer: object) -> bool:
    """Whether an answer counts as met; what does not apply or was not asked is neither."""
    if item.met_from is None or not isinstance(answer, int) or answer == item.not_applicable:
        return False
    return (item.minimum + item.maximum - answer if item.reversed else answer) >= item.met_from


def items_named(definition: Instrument, codes: str) -> tuple[Item, ...]:
    """The items of comma-separated codes."""
    wanted = set(filter(None, codes.split(",")))
    return tuple(item for item in definition.items if item.code in wanted)


def _next(definition: Instrument, level: Level) -> Level | None:
    return next(
        (above for below, above in pairwise(definition.outputs[0].levels) if below is level),
        None,
    )


def _change(
    definition: Instrument,
    assessment: Assessment,
    level: Level,
    before: Assessment,
    outcomes_before: Iterable[Outcome],
) -> Change:
    then = load(before.instrument, before.version)
    earlier = found_in(then, outcomes_before)[0].level
    comparable = INCOMPLETE not in (earlier, level)
    rise = level.order - earlier.order
    return Change(
        since=before,
        before=earlier,
        direction=(rise > 0) - (rise < 0) if comparable else None,
        gained=tuple(_turned(definition.items, before, assessment, to=True)),
        lost=tuple(_turned(definition.items, before, assessment, to=False)),
    )


def _turned(
    items: Iterable[Item], before: Assessment, after: Assessment, *, to: bool
) -> Iterable[Item]:
    """Items answered the other way before; what was blank or did not apply says nothing."""
    for item in items:
        answers = [one.answers.get(item.code) for one in (before, after)]
        if item.met_from is None or None in answers or item.not_applicable in answers:
            continue
        if [is_met(item, answer) for answer in answers] == [not to, to]:
            yield item
