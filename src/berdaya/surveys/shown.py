"""A result in the words of the reader's language, ready for a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from berdaya.rules.instruments.applicability import not_applicable
from berdaya.rules.instruments.definition import Item, Level, load
from berdaya.surveys.answers import judged_on
from berdaya.surveys.drawn import drawn, groups_of
from berdaya.surveys.forms import answer_in_words
from berdaya.surveys.known import CONFIRMED, since_of
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import Reading, main_of
from berdaya.ui.languages import said

OWN_KINDS = ("task", "group")
STEP_ICONS = {"service": "phone", "task": "check", "group": "users", "case": "info"}


@dataclass(frozen=True, slots=True)
class ShownItem:
    code: str
    icon: str
    short: str
    text: str
    steps: tuple[tuple[str, str], ...]  # icon, what can be done
    own_step: str  # what the family can begin with by itself


@dataclass(frozen=True, slots=True)
class ShownLevel:
    code: str
    label: str
    name: str
    meaning: str

    @property
    def called(self) -> str:
        """The short label, unless it is only a number."""
        return self.name if self.label.isdigit() else self.label


def shown(reading: Reading) -> dict[str, Any]:
    """The values a result page or sheet is made of."""
    definition, change = reading.definition, reading.change
    return {
        "level": level(reading.level),
        "next_level": level(reading.next_level) if reading.next_level else None,
        "is_complete": reading.is_complete,
        "blocked_by": items(reading.blocked_by),
        "unanswered": items(reading.unanswered),
        "met": items(reading.met),
        "ruled_out": _ruled_out(reading),
        "confirmed": _confirmed(reading),
        "main": drawn(reading.definition, main_of(reading.outputs), reading.assessment),
        "others": [
            drawn(reading.definition, group, reading.assessment)
            for group in groups_of(reading.outputs)[1:]
        ],
        "not_for": said(definition.not_for),
        "needs_piloting": definition.status == "needs-piloting",
        "instrument": definition.id,
        "source": definition.source,
        "title": said(definition.title),
        "change": change
        and {
            "since": change.since,
            "before": level(change.before),
            "direction": change.direction,
            "gained": items(change.gained),
            "lost": items(change.lost),
        },
    }


def items(found: Iterable[Item]) -> list[ShownItem]:
    return [
        ShownItem(
            code=item.code,
            icon=item.icon,
            short=said(item.short),
            text=said(item.text),
            steps=tuple(
                (STEP_ICONS.get(step.kind, "next"), said(step.text)) for step in item.next_steps
            ),
            own_step=_own_step(item),
        )
        for item in found
    ]


def _own_step(item: Item) -> str:
    steps = sorted(item.next_steps, key=lambda step: step.kind not in OWN_KINDS)
    return said(steps[0].text) if steps else ""


def _ruled_out(reading: Reading) -> list[tuple[str, str]]:
    """What did not apply to the family as it was then, and why."""
    made = reading.assessment
    reasons = not_applicable(reading.definition, judged_on(made), made.conducted_on)
    return [
        (said(item.short), said(reasons.get(item.code, {})))
        for item in reading.definition.items
        if made.answers.get(item.code) == item.not_applicable
    ]


def _confirmed(reading: Reading) -> list[tuple[str, date]]:
    """What was only confirmed, and since when it is known."""
    made = reading.assessment
    return [
        (said(item.short), since_of(made, item.code))
        for item in reading.definition.items
        if item.code in made.provenance.get(CONFIRMED, {})
    ]


def level(found: Level) -> ShownLevel:
    return ShownLevel(found.code, said(found.label), said(found.name), said(found.meaning))


def corrections_of(assessment: Assessment) -> list[dict[str, Any]]:
    """What was changed on the way to this assessment, newest correction first."""
    found = []
    newer, older = assessment, assessment.replaces
    while older:
        found.append(
            {"by": newer.by, "at": newer.recorded_at, "reason": newer.reason}
            | {"differences": _differences(older, newer), "older": older}
        )
        newer, older = older, older.replaces
    return found


def _differences(older: Assessment, newer: Assessment) -> list[tuple[str, str, str]]:
    return [
        (
            said(item.short),
            answer_in_words(item, older.answers.get(item.code)) or "–",
            answer_in_words(item, newer.answers.get(item.code)) or "–",
        )
        for item in load(newer.instrument, newer.version).items
        if older.answers.get(item.code) != newer.answers.get(item.code)
    ]
