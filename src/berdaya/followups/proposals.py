"""What follows from an assessment: its proposals, what was decided, and what has moved since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from berdaya.followups.models import Decision
from berdaya.rules.instruments.definition import Item, NextStep, load
from berdaya.rules.instruments.helpers import helpers
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import Reading, found_of, is_met, main_of
from berdaya.surveys.shown import STEP_ICONS
from berdaya.ui.languages import said

MOVED, STILL, NOT_ASKED = "moved", "still", "not-asked"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One step that may follow, and what was decided about it, newest first."""

    item: Item
    number: int
    step: NextStep
    decisions: tuple[Decision, ...]

    @property
    def last(self) -> Decision | None:
        return self.decisions[0] if self.decisions else None

    @property
    def text(self) -> str:
        return said(self.step.text)

    @property
    def icon(self) -> str:
        return STEP_ICONS.get(self.step.kind, "next")

    @property
    def helped_by(self) -> str:
        """Who can usually help, as one reads it."""
        return ", ".join(said(helpers()[who]) for who in self.step.who)


@dataclass(frozen=True, slots=True)
class Moved:
    """A step taken up after the survey before, and how its item stands now."""

    decision: Decision
    item: Item
    state: str  # MOVED | STILL | NOT_ASKED

    @property
    def text(self) -> str:
        return said(self.decision.words)

    @property
    def words(self) -> str:
        return {
            MOVED: _("met now"),
            STILL: _("not yet met"),
            NOT_ASKED: _("not asked this time"),
        }[self.state]

    @property
    def tone(self) -> str:
        return "good" if self.state == MOVED else "quiet"


def steps_for(item: Item, level: str) -> list[tuple[int, NextStep]]:
    """The steps proposed for an unmet item to whoever stands on a level, with their numbers."""
    numbered = enumerate(item.next_steps, start=1)
    return [(n, step) for n, step in numbered if not step.levels or level in step.levels]


def step_of(assessment: Assessment, item: str, number: int) -> NextStep | None:
    """The step of this number that follows from the assessment, if it does."""
    definition = load(assessment.instrument, assessment.version)
    outputs = found_of(definition, assessment)
    for one in (held for output in main_of(outputs) for held in output.held_by):
        if one.code == item:
            return dict(steps_for(one, outputs[0].level.code)).get(number)
    return None


def proposals_of(reading: Reading) -> dict[str, list[Proposal]]:
    """By item: the steps that follow from an assessment. One query, two after a correction."""
    chain = _chain(reading.assessment)
    decided: dict[tuple[str, int], list[Decision]] = defaultdict(list)
    for one in _decisions(chain):
        decided[one.item, one.step].append(one)
    return {
        item.code: [
            Proposal(item, number, step, tuple(decided[item.code, number]))
            for number, step in steps_for(item, reading.level.code)
        ]
        for item in reading.blocked_by
    }


def moved_since(reading: Reading) -> list[Moved]:
    """What was taken up after the survey before, and whether its item moved."""
    if not reading.change:
        return []
    last = latest_of(_decisions(_chain(reading.change.since)))
    items = {item.code: item for item in reading.definition.items}
    return [
        Moved(one, items[one.item], state_of(items[one.item], reading.assessment.answers))
        for one in last
        if one.act == Decision.Act.TAKEN_UP and one.item in items
    ]


def state_of(item: Item, answers: Mapping[str, object]) -> str:
    """How an item that was unmet stands in later answers."""
    answer = answers.get(item.code)
    if is_met(item, answer):
        return MOVED
    return NOT_ASKED if answer in (None, item.not_applicable) else STILL


def underway(assessment: Assessment) -> list[Decision]:
    """What was taken up of what followed from an assessment. One query."""
    last = latest_of(_decisions(_chain(assessment)))
    return [one for one in last if one.act == Decision.Act.TAKEN_UP]


def latest_of(rows: Iterable[Decision]) -> list[Decision]:
    """The last word on each proposal, of decisions newest first."""
    last: dict[tuple[UUID, str, int], Decision] = {}
    for one in rows:
        last.setdefault((one.assessment_id, one.item, one.step), one)
    return list(last.values())


def _decisions(assessments: Sequence[UUID]) -> Iterable[Decision]:
    rows = Decision.objects.across_areas(why="of assessments in sight")
    rows = rows.filter(assessment__in=assessments).select_related("by")
    return rows.order_by("-decided_on", "-recorded_at", "-pk")


def _chain(assessment: Assessment) -> list[UUID]:
    """An assessment and those it corrected: what was decided about them is decided about it."""
    found, older = [assessment.pk], assessment.replaces
    while older:
        found.append(older.pk)
        older = older.replaces
    return found
