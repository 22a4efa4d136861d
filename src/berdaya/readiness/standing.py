"""Where a group stands on an instrument: evidence, put through the same rule as all answers."""

from dataclasses import dataclass
from datetime import date

from berdaya.groups.models import Group
from berdaya.readiness.evidence import BY_APPLICATION, Evidence, Known, evidence_for, fact_of
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

    @property
    def is_of_application(self) -> bool:
        """Whether each application for capital proves it anew."""
        return fact_of(self.item) in BY_APPLICATION

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
    def is_eligible(self) -> bool:
        """Of the instrument for capital: whether every condition is proved."""
        return self.level.code == ELIGIBLE

    @property
    def missing(self) -> list[Line]:
        """What is not proved, whether it is lacking or nobody has looked."""
        return [line for line in self.lines if line.state in ("unmet", "open")]

    @property
    def open_lines(self) -> list[Line]:
        """What nobody has looked at: until then the result stays open."""
        return [
            line for line in self.lines if line.state == "open" and not line.evidence.is_seen
        ]

    @property
    def waits_for_application(self) -> bool:
        """Whether nothing is missing but what an application for capital will prove."""
        return bool(self.missing) and all(line.is_of_application for line in self.missing)


def standing_of(group: Group, instrument: str, on: date) -> Standing:
    """What the rule says of the evidence on a day. Nothing is written."""
    return standing_by(Known(group, on), instrument)


def standing_by(known: Known, instrument: str) -> Standing:
    """The same of what is known already, for a page that shows several, or with an application."""
    definition = load(instrument)
    found = evidence_for(definition, known)
    answers = {code: it.answer for code, it in found.items()}
    output = definition.outputs[0]
    outcome = score_one(definition, answers).outputs[output.name]
    levels = {level.code: level for level in (*output.levels, INCOMPLETE)}
    items = {item.code: item for item in definition.items}
    return Standing(
        known.group,
        definition,
        known.on,
        levels[outcome.level],
        tuple(items[code] for code in outcome.blocked_by),
        tuple(Line(item, found[item.code]) for item in definition.items),
    )
