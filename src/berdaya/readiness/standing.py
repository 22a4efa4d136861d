"""Where a group stands on an instrument: evidence, put through the same rule as all answers."""

from dataclasses import dataclass
from datetime import date

from berdaya.groups.models import Group
from berdaya.readiness.evidence import Evidence, evidence_for, fact_of
from berdaya.rules.instruments.definition import INCOMPLETE, Instrument, Item, Level, load
from berdaya.rules.instruments.scoring import score_one

STAGE, ELIGIBILITY = "group-stage", "capital-eligibility"
ELIGIBLE = "eligible"
STATES: dict[int | None, str] = {1: "met", 0: "unmet", 2: "apart", None: "open"}


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion as a page shows it."""

    item: Item
    evidence: Evidence
    is_automatic: bool

    @property
    def state(self) -> str:
        """met, unmet, apart (does not apply) or open."""
        return STATES[self.evidence.answer]


@dataclass(frozen=True, slots=True)
class Standing:
    group: Group
    definition: Instrument
    on: date
    level: Level
    blocked_by: tuple[Item, ...]
    lines: tuple[Line, ...]

    @property
    def answers(self) -> dict[str, int | None]:
        return {line.item.code: line.evidence.answer for line in self.lines}

    @property
    def open_lines(self) -> list[Line]:
        """What nobody has looked at: until then the result stays open."""
        return [line for line in self.lines if line.state == "open"]


def standing_of(
    group: Group, instrument: str, on: date, proved: dict[str, Evidence] | None = None
) -> Standing:
    """What the rule says of the evidence on a day. Nothing is written."""
    definition = load(instrument)
    found = evidence_for(definition, group, on, {} if proved is None else proved)
    answers = {code: it.answer for code, it in found.items()}
    output = definition.outputs[0]
    outcome = score_one(definition, answers).outputs[output.name]
    levels = {level.code: level for level in (*output.levels, INCOMPLETE)}
    items = {item.code: item for item in definition.items}
    return Standing(
        group,
        definition,
        on,
        levels[outcome.level],
        tuple(items[code] for code in outcome.blocked_by),
        tuple(Line(item, found[item.code], bool(fact_of(item))) for item in definition.items),
    )


def is_eligible(group: Group, on: date) -> bool:
    """Whether every condition for outside capital is proved on that day."""
    return standing_of(group, ELIGIBILITY, on).level.code == ELIGIBLE
