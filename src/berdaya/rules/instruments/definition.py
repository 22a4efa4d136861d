"""A questionnaire as data: items, when they apply, and the outputs computed from them.

The YAML files in `catalogue/` are the definitions; `schema.json` says how one is written and
`checker.py` explains what is wrong with one. Everything here is a plain frozen value.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.instruments.items import (
    NO,
    NOT_APPLICABLE,
    YES,
    Ages,
    Condition,
    Group,
    Item,
    NextStep,
    Option,
)
from berdaya.rules.instruments.outputs import (
    INCOMPLETE,
    Cut,
    Dimension,
    Goal,
    Goals,
    Index,
    Ladder,
    Level,
    Levels,
    Output,
    Reliability,
    Rung,
    Step,
    Text,
)
from berdaya.rules.instruments.shelf import UnknownInstrument, found, is_own, titled

__all__ = [
    "INCOMPLETE", "NO", "NOT_APPLICABLE", "YES", "Ages", "Condition", "Dimension", "Example",
    "Goal", "Goals", "Group", "Index", "Instrument", "Item", "Ladder", "Level", "Levels", "NextStep", "Option", "Output", "Reliability",
    "Rung", "Step", "Text", "UnknownInstrument", "Variant", "catalogue", "load", "parse", "read",
]  # fmt: skip  # what other modules and rooms import from here

CATALOGUE = Path(__file__).parent / "catalogue"
LONGEST_ID = 60  # as the columns that keep it
DURATION = re.compile(r"P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?")
KNOWN_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: a test of the rule, and a paragraph of its codebook."""

    title: Text
    roster: tuple[Mapping[str, Any], ...]  # relation, sex, age, marital of each member
    answers: Mapping[str, int | None]
    expected: Mapping[str, str]  # output -> level (or score, written in digits)
    blocked_by: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of the instrument that turns up in data or in the literature."""

    text: Text
    source: str


@dataclass(frozen=True)
class Instrument:
    """A versioned questionnaire. A result names the version it was judged by, for ever."""

    id: str
    version: str
    status: str  # stable | needs-piloting | retired
    valid_from: date | None
    valid_until: date | None
    subject: str  # person | family | group | problem | contact | goals
    ages: Ages | None  # of the person it is for; None: anybody
    asked_together: bool  # of all at a session at once: no page of one person offers it
    languages: tuple[str, ...]
    title: Text
    purpose: Text
    not_for: Text
    source: str
    notes: Text
    variants: tuple[Variant, ...]
    groups: tuple[Group, ...]
    outputs: tuple[Output, ...]
    examples: tuple[Example, ...]
    reliabilities: tuple[Reliability, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    @property
    def is_own(self) -> bool:
        """Whether an office made it, for its cases; see `shelf`."""
        return is_own(self.id)

    @property
    def id_column(self) -> str:
        """The column of a table of answers that says whose they are."""
        return f"{self.subject}_id"

    # kept, for each answer set of a file of a hundred thousand asks for them
    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @cached_property
    def by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def always_stand(self) -> Mapping[str, Container[int]]:
        """The whole numbers that answer an item whoever is asked, by code."""
        return {item.code: item.always_stand for item in self.items}

    @cached_property
    def asked_if(self) -> tuple[Item, ...]:
        """The items that are asked only after a certain answer to another one."""
        return tuple(item for item in self.items if isinstance(item.applies_when, Condition))

    @cached_property
    def asked_of_some(self) -> tuple[Item, ...]:
        """The items that do not apply to every roster."""
        return tuple(item for item in self.items if item.by_roster)

    @property
    def to_check(self) -> tuple[tuple[str, Text], ...]:
        """The items and outputs that no source settles yet, by code or name."""
        items = [(one.code, one.to_check) for one in self.items if one.to_check]
        return (*items, *((one.name, one.to_check) for one in self.outputs if one.to_check))

    def item(self, code: str) -> Item:
        """The item of this code; LookupError where there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise LookupError(f"{self.id} has no item {code}")

    def output(self, name: str) -> Output:
        """The output of this name; LookupError where there is none."""
        for output in self.outputs:
            if output.name == name:
                return output
        raise LookupError(f"{self.id} has no output {name}")

    def reliability(self, output: str) -> Reliability | None:
        """How exact a score is; None where no study is named."""
        return next((one for one in self.reliabilities if one.output == output), None)

    def level(self, output: str, code: str) -> Level:
        """The level of this code, `incomplete` included; LookupError where there is none."""
        for level in (*self.output(output).levels, INCOMPLETE):
            if level.code == code:
                return level
        raise LookupError(f"{self.id}.{output} has no level {code}")


def load(instrument_id: str, version: str = "") -> Instrument:
    """The instrument of this id: one of ours, or one that an office made."""
    return (found if is_own(instrument_id) else shipped)(instrument_id, version)


@lru_cache(maxsize=64)
def shipped(instrument_id: str, version: str = "") -> Instrument:
    """One of ours; an older `version` stands in `<id>@<version>.yaml`."""
    names = [f"{instrument_id}.yaml", f"{instrument_id}@{version}.yaml"]
    is_known = len(instrument_id) <= LONGEST_ID and KNOWN_ID.fullmatch(instrument_id)
    for name in names if is_known else []:
        if (CATALOGUE / name).is_file():
            instrument = read(CATALOGUE / name)
            if version in ("", instrument.version):
                return instrument
    raise UnknownInstrument(f"{instrument_id} {version}".strip())


@lru_cache(maxsize=1)
def catalogue() -> tuple[Instrument, ...]:
    """The present version of every instrument of ours, by id."""
    paths = sorted(path for path in CATALOGUE.glob("*.yaml") if "@" not in path.name)
    return tuple(load(path.stem) for path in paths)


def read(path: Path) -> Instrument:
    """Read a definition that `checker.check` finds nothing wrong with."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return parse(yaml.load(path.read_text("utf-8"), Loader=loader))  # noqa: S506  # safe ones


def parse(data: Mapping[str, Any]) -> Instrument:
    """Build an instrument from what its YAML holds."""
    scales = data.get("answer_scales", {})
    groups = tuple(_group(group, scales) for group in data["groups"])
    codes = [item.code for group in groups for item in group.items]
    return Instrument(
        id=data["id"],
        version=str(data["version"]),
        status=data["status"],
        valid_from=_day(data.get("valid_from")),
        valid_until=_day(data.get("valid_until")),
        subject=data["subject"],
        ages=_ages(data.get("ages")),
        asked_together="asked" in data,
        languages=tuple(data["languages"]),
        title=titled(data["title"], data["id"], data["status"]),
        purpose=data["purpose"],
        not_for=data["not_for"],
        source=data["source"],
        notes=data.get("notes", {}),
        variants=tuple(Variant(one["text"], one["source"]) for one in data.get("variants", ())),
        groups=groups,
        outputs=tuple(output for one in data["outputs"] for output in _outputs(one)),
        examples=tuple(_example(example, codes) for example in data.get("examples", ())),
        reliabilities=tuple(_reliability(one) for one in data.get("reliability", ())),
    )


def _day(written: date | str | None) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else written


def _group(data: Mapping[str, Any], scales: Mapping[str, Any]) -> Group:
    items = tuple(_item(item, scales.get(item.get("scale"), ())) for item in data["items"])
    return Group(data["code"], data["title"], data.get("intro", {}), items)


def _ages(data: Mapping[str, int] | None) -> Ages | None:
    return Ages(data.get("from"), data.get("to")) if data else None


def _bounds(data: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    if points:
        return points[0]["value"], points[-1]["value"]
    return (0, 1) if data["kind"] == "yes_no" else (data.get("min", 0), data.get("max", 0))


def _item(data: Mapping[str, Any], points: Sequence[Mapping[str, Any]]) -> Item:
    when = data.get("applies_when")
    low, high = _bounds(data, points)
    options = [Option(str(one["value"]), one["text"]) for one in points]
    options += [Option(one["code"], one["text"]) for one in data.get("options", ())]
    return Item(
        code=data["code"],
        text=data["text"],
        short=data.get("short", data["text"]),
        help=data.get("help", {}),
        kind=data["kind"],
        source=data.get("source", ""),
        icon=data.get("icon", ""),
        minimum=low,
        maximum=high,
        scale=data.get("scale", ""),
        options=tuple(options),
        applies_when=Condition(when["item"], when["is"]) if isinstance(when, dict) else when,
        ages=_ages(data.get("ages")),
        may_not_apply=data.get("may_not_apply", False),
        not_applicable_reason=data.get("not_applicable_reason", {}),
        next_steps=tuple(
            NextStep(
                one["kind"],
                one["text"],
                tuple(one.get("who", ())),
                tuple(one.get("levels", ())),
            )
            for one in data.get("next_steps", ())
        ),
        flags=tuple(data.get("flags", ())),
        reversed=data.get("reversed", False),
        weight=data.get("weight", 1),
        met_from=YES if data["kind"] == "yes_no" else data.get("met_from"),
        required=data.get("required", True),
        to_check=data.get("to_check", {}),
        keeps=months(data.get("keeps", "")),
        keeps_with_members=data.get("keeps_with_members", False),
    )


def months(duration: str) -> int:
    """The months of an ISO 8601 duration of years and months: P18M, P2Y6M; 0 for none."""
    found = DURATION.fullmatch(duration)
    return 12 * int(found[1] or 0) + int(found[2] or 0) if found else 0


def _outputs(data: Mapping[str, Any]) -> Iterator[Output]:
    """One output of the file is one output, except that each scale of a profile is its own."""
    if data["kind"] != "profile":
        yield _output(data, levels=_levels(data.get("levels", ())))
        return
    for scale in data["scales"]:
        dimension = Dimension(scale["code"], scale["title"], 1, tuple(scale["items"]))
        yield Index(
            name=f"{data['name']}_{scale['code']}",
            title=scale["title"],
            levels=_levels(data.get("levels", ())),
            dimensions=(dimension,),
            out_of=data.get("out_of", 100),
            cuts=_cuts(data.get("levels", ())),
            profile=data["name"],
            profile_title=data["title"],
            kind="profile",
            **_grounds(data),
        )


def _grounds(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"source": data["source"], "to_check": data.get("to_check", {})}


def _output(data: Mapping[str, Any], levels: tuple[Level, ...]) -> Output:
    name, title, kind = data["name"], data["title"], data["kind"]
    grounds = _grounds(data)
    if kind == "ladder":
        rungs = tuple(Rung(one["level"], tuple(one["items"])) for one in data["rungs"])
        return Ladder(name, title, levels, rungs, **grounds)
    if kind == "checklist":
        rung = Rung(levels[0].code, tuple(data["items"]))
        return Ladder(name, title, levels, (rung,), kind, **grounds)
    if kind == "levels":
        steps = tuple(
            Step(one["level"], tuple(one["items"]), exact(one["share"]))
            for one in data["steps"]
        )
        return Levels(name, title, levels, steps, data.get("cumulative", False), **grounds)
    if kind == "goals":
        goals = tuple(Goal(one["level"], one["weight"]) for one in data["goals"])
        return Goals(name, title, levels, goals, exact(data["rho"]), **grounds)
    dimensions = tuple(
        Dimension(one["code"], one["title"], one.get("weight", 1), tuple(one["items"]))
        for one in data["dimensions"]
    )
    cuts = _cuts(data.get("levels", ()))
    return Index(name, title, levels, dimensions, data.get("out_of", 100), cuts, **grounds)


def _levels(data: Any) -> tuple[Level, ...]:
    return tuple(
        Level(
            code=one["code"],
            label=one["label"],
            name=one.get("name", one["label"]),
            meaning=one.get("meaning", {}),
            tone=one.get("tone", "middle"),
            order=order,
        )
        for order, one in enumerate(data)
    )


def _cuts(data: Any) -> tuple[Cut, ...]:
    return tuple(Cut(one["code"], exact(one["from"])) for one in data)


def exact(number: object) -> Fraction:
    """The number as it is written: 33.4 is 334/10, and never the float nearest to it."""
    return Fraction(str(number).replace(" ", ""))


def _reliability(data: Mapping[str, Any]) -> Reliability:
    return Reliability(
        output=data["output"],
        coefficient=exact(data["coefficient"]),
        deviation=exact(data["deviation"]),
        people=data["people"],
        source=data["source"],
    )


def _example(data: Mapping[str, Any], codes: list[str]) -> Example:
    """`others` is the answer to every item that `answers` does not name."""
    others = dict.fromkeys(codes, data["others"]) if "others" in data else {}
    return Example(
        title=data["title"],
        roster=tuple(data.get("roster", ())),
        answers={**others, **data.get("answers", {})},
        expected={name: str(value) for name, value in data["expect"].items()},
        blocked_by={name: tuple(codes) for name, codes in data.get("blocked_by", {}).items()},
    )
