"""The six stages of a case: what is part of each, what is missing, where one may go from it.

A case stands in a stage, open or closed; what is true of it is a set of codes of facts, which
`stages.yaml` lists. Nothing here knows how a fact came about.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.casework.vocabulary import term

Text = Mapping[str, str]  # language -> words
# where they stand in the file
ENGAGEMENT, ASSESSMENT, PLANNING, IMPLEMENTATION, EVALUATION, TERMINATION = range(1, 7)
FIRST, LAST = ENGAGEMENT, TERMINATION
GOAL_REACHED = "goal-reached"
ON, BACK, END, CLOSE, REOPEN = "on", "back", "end", "close", "reopen"


class Refused(Exception):
    """A step that the stages do not allow, with the words for whoever wanted it."""

    def __init__(self, code: str, missing: tuple["Fact", ...] = ()) -> None:
        self.code = code
        self.missing = missing
        self.words: Text = definition().refusals[code]
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true of a case or not yet."""

    code: str
    stage: int
    room: str  # the room that knows
    words: Text
    missing: Text  # what to do where it is not true
    required: bool = False
    stands: bool = False  # asked in every later stage too


@dataclass(frozen=True, slots=True)
class Stage:
    number: int
    code: str
    title: Text
    about: Text
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one stage to another. `missing` bars it until nothing is left in it."""

    kind: str
    code: str
    to_stage: int
    title: Text
    about: Text
    asks_reason: bool
    missing: tuple[Fact, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Way:
    """A way back, or a way to open again, as the file lists it."""

    code: str
    to: int
    title: Text
    about: Text
    sources: tuple[int, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """A reason to end the work, and what it asks for."""

    code: str
    sources: tuple[int, ...]
    before_closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    source: str
    stages: tuple[Stage, ...]
    back: tuple[Way, ...]
    reopen: tuple[Way, ...]
    endings: tuple[Ending, ...]
    titles: Mapping[str, Text]  # of the kinds of step that need no list
    refusals: Mapping[str, Text]

    def stage(self, number: int) -> Stage:
        return self.stages[number - 1]

    @property
    def facts(self) -> Mapping[str, Fact]:
        return {fact.code: fact for stage in self.stages for fact in stage.facts}


def what_is_missing(stage: int, facts: Collection[str], ending: str = "") -> tuple[Fact, ...]:
    """What has to be true before a case goes on from `stage` (from the last: before it is closed).

    In the last stage `ending`, the reason for which the work ended, says what is asked; where it
    is not said, as much is asked as after a goal that is reached.
    """
    if stage == LAST:
        return _lacking(_ending(ending or GOAL_REACHED).before_closing, facts)
    asked = [it.code for it in definition().stage(stage).facts if it.required]
    earlier = [it.code for it in definition().facts.values() if it.stands and it.stage < stage]
    return _lacking([*earlier, *asked], facts)


def what_may_come_next(
    stage: int, facts: Collection[str], *, ending: str = "", is_closed: bool = False
) -> tuple[Step, ...]:
    """Every way from here, those that still lack something among them."""
    if is_closed:
        return tuple(_opened_again(facts))
    if stage == LAST:
        missing = what_is_missing(LAST, facts, ending)
        step = Step(CLOSE, CLOSE, LAST, definition().titles[CLOSE], {}, False, missing)
        return (step, *_opened_again(facts))
    return (*_onwards(stage, facts), *_backwards(stage), *_endings(stage, facts))


def refuse(
    stage: int,
    to_stage: int,
    facts: Collection[str],
    *,
    reason: str = "",
    ending: str = "",
    is_closed: bool = False,
) -> Step:
    """Give the step from `stage` to `to_stage`; raises Refused where it may not be taken.

    `ending` is the code of the reason to end and is needed exactly where the work ends.
    """
    steps = [
        step
        for step in what_may_come_next(stage, facts, is_closed=is_closed)
        if step.to_stage == to_stage and step.kind != CLOSE
    ]
    if not steps:
        raise Refused("skips")
    if steps[0].kind == END:
        steps = [step for step in steps if step.code == ending]
    if not steps or (ending and steps[0].kind != END):
        raise Refused("no-such-ending")
    step = steps[0]
    if step.missing:
        raise Refused("missing", step.missing)
    if step.asks_reason and not reason.strip():
        raise Refused("without-reason")
    return step


def refuse_closing(stage: int, facts: Collection[str], ending: str) -> None:
    """Raise Refused unless a case whose work ended for `ending` may be closed."""
    if stage != LAST:
        raise Refused("skips")
    if missing := what_is_missing(LAST, facts, ending):
        raise Refused("missing", missing)


def _lacking(codes: Collection[str], facts: Collection[str]) -> tuple[Fact, ...]:
    known = definition().facts
    return tuple(known[code] for code in codes if code not in facts)


def _onwards(stage: int, facts: Collection[str]) -> Iterator[Step]:
    """The next stage; the last one is reached only by ending for a reason."""
    if stage < LAST - 1:
        to = definition().stage(stage + 1)
        missing = what_is_missing(stage, facts)
        yield Step(ON, to.code, to.number, definition().titles[ON], to.about, False, missing)


def _backwards(stage: int) -> Iterator[Step]:
    for way in definition().back:
        if stage in way.sources:
            yield Step(BACK, way.code, way.to, way.title, way.about, True)


def _endings(stage: int, facts: Collection[str]) -> Iterator[Step]:
    """To end early asks for a reason in words; to end with the goals reached, for what shows it."""
    for one in definition().endings:
        if stage in one.sources:
            words = term("end-reasons", one.code)
            reached = one.code == GOAL_REACHED
            missing = what_is_missing(stage, facts) if reached else ()
            yield Step(END, one.code, LAST, words.words, words.about, not reached, missing)


def _opened_again(facts: Collection[str]) -> Iterator[Step]:
    for way in definition().reopen:
        missing = _lacking(way.needs, facts)
        yield Step(REOPEN, way.code, way.to, way.title, way.about, True, missing)


def _ending(code: str) -> Ending:
    for one in definition().endings:
        if one.code == code:
            return one
    raise Refused("no-such-ending")


@lru_cache(maxsize=1)
def definition() -> Definition:
    """The file, read once."""
    text = (Path(__file__).parent / "stages.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return Definition(
        source=found["source"],
        stages=tuple(_stage(one) for one in found["stages"]),
        back=tuple(_way(one) for one in found["back"]),
        reopen=tuple(_way(one) for one in found["reopen"]),
        endings=tuple(
            Ending(one["code"], tuple(one["from"]), tuple(one["before_closing"]))
            for one in found["endings"]
        ),
        titles=found["titles"],
        refusals=found["refusals"],
    )


def _stage(one: dict[str, Any]) -> Stage:
    facts = tuple(
        Fact(stage=one["number"], room=it.pop("from"), **it) for it in one.pop("facts")
    )
    return Stage(**one, facts=facts)


def _way(one: dict[str, Any]) -> Way:
    sources, needs = tuple(one.pop("from", ())), tuple(one.pop("needs", ()))
    return Way(**one, sources=sources, needs=needs)
