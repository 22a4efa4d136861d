"""The path as a page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from berdaya.casework.models import Case, StageEntry
from berdaya.pathway.facts import asked_of, facts_of
from berdaya.rules.casework.stages import (
    CLOSE,
    LAST,
    ON,
    REOPEN,
    Fact,
    Stage,
    Step,
    definition,
    what_may_come_next,
)

DONE, NOW, LATER = "done", "now", "todo"
# where that which is missing is put right: the page of the room that knows
PAGES: Mapping[str, str] = {
    "psychosocial": "case_assessment",
    "caseplans": "case_plan",
    "contacts": "contact_list",
    "outcomes": "case_evaluation",
}
PAGE_OF_FACT: Mapping[str, str] = {
    "intake-triaged": "case_detail",
    "worker-assigned": "case_assign",
    "consent-stands": "case_contract",
    "contract-signed": "case_contract",
}
LAST_PAGE = "case_ending"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the present stage: whether it is true, asked for, and where it is put right.

    What is asked of the last stage, the reason for ending says. What is asked of every stage, but
    not there, is idle: whoever wants no more is not to sign once more.
    """

    fact: Fact
    holds: bool
    is_asked: bool
    is_idle: bool
    url: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the six stages, as far as the case has come."""

    stage: Stage
    state: str
    since: date | None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    milestones: tuple[Milestone, ...]
    steps: tuple[Step, ...]  # that may come next, or lack something yet
    ending: str
    taken: int

    @property
    def is_unwanted(self) -> bool:
        """The client, who had agreed, wants no more: then to end is what comes next."""
        lines = self.now.lines if self.now.stage.number > 1 else ()
        return any(it.fact.code == "consent-stands" and not it.holds for it in lines)

    @property
    def now(self) -> Milestone:
        return next(it for it in self.milestones if it.lines)

    def step(self, kind: str, code: str) -> Step | None:
        return next((it for it in self.steps if (it.kind, it.code) == (kind, code)), None)


def path_of(case: Case) -> Path:
    """How far a case has come, what is missing, and where it may go."""
    entries = list(case.stage_entries.in_order().defer("reason"))
    facts = facts_of(case)
    ending = entries[-1].ending
    is_closed = case.state == Case.State.CLOSED
    ways = what_may_come_next(case.stage, facts, ending=ending, is_closed=is_closed)
    missing = frozenset(
        it.code for way in ways if way.kind in (ON, CLOSE) for it in way.missing
    )
    return Path(
        tuple(_milestone(it, case, entries, facts, missing) for it in definition().stages),
        tuple(way for way in ways if is_closed or way.kind != REOPEN),
        ending,
        len(entries),
    )


def _milestone(
    stage: Stage,
    case: Case,
    entries: Iterable[StageEntry],
    facts: frozenset[str],
    missing: frozenset[str],
) -> Milestone:
    """Stages that a case jumped over, because the work ended early, were not done."""
    since = next((it.on for it in reversed(list(entries)) if it.to_stage == stage.number), None)
    if stage.number == case.stage:
        lines = (_line(fact, case, facts, missing) for fact in asked_of(case.stage))
        return Milestone(stage, NOW, since, tuple(it for it in lines if not it.is_idle))
    went_on = since is not None and stage.number < case.stage
    return Milestone(stage, DONE if went_on else LATER, since if went_on else None)


def _line(fact: Fact, case: Case, facts: frozenset[str], missing: frozenset[str]) -> Line:
    is_asked = fact.code in missing if case.stage == LAST else fact.required
    holds = fact.code in facts
    is_idle = case.stage == LAST != fact.stage and not holds and not is_asked
    return Line(fact, holds, is_asked, is_idle, _page_of(fact, case))


def _page_of(fact: Fact, case: Case) -> str:
    page = LAST_PAGE if fact.stage == LAST else PAGES.get(fact.room, "")
    return reverse(PAGE_OF_FACT.get(fact.code, page), args=[case.pk])


def is_closing(step: Step) -> bool:
    return step.kind == CLOSE
