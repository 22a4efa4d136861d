"""What a definition of the right shape can still get wrong. Each check yields what it found."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from berdaya.rules.instruments.applicability import CONDITIONS, example_answers
from berdaya.rules.instruments.checks_asked import (
    Data,
    Found,
    Way,
    ages,
    bounds_of,
    goals,
    items_of,
    keeping,
    outputs_of,
    reliability,
    scales,
)
from berdaya.rules.instruments.checks_own import kept, own
from berdaya.rules.instruments.definition import Example, Instrument, Item, exact, parse
from berdaya.rules.instruments.nodes import TooLarge
from berdaya.rules.instruments.rule import compile_rule
from berdaya.rules.instruments.scoring import Outcome, score_one

TEXTS = {
    "title", "purpose", "not_for", "notes", "text", "short", "help", "intro", "label", "name",
    "meaning", "not_applicable_reason", "to_check", "people",
}  # fmt: skip


def lists_of(output: Data) -> Iterator[tuple[Way, list[str]]]:
    """Every list of item codes in an output."""
    if "items" in output:
        yield ("items",), output["items"]
    for key in ("rungs", "steps", "dimensions", "scales"):
        for n, part in enumerate(output.get(key, ())):
            yield (key, n, "items"), part["items"]


def missing_translations(data: Data) -> Iterator[Found]:
    yield from _untranslated(data, (), data["languages"])


def _untranslated(node: Any, way: Way, languages: list[str]) -> Iterator[Found]:
    if isinstance(node, list):
        for n, one in enumerate(node):
            yield from _untranslated(one, (*way, n), languages)
    elif isinstance(node, dict):
        for key, value in node.items():
            here = (*way, key)
            if key in TEXTS and isinstance(value, dict):
                for language in languages:
                    if not str(value.get(language, "")).strip():
                        yield here, "missing-translation", {"language": language, "key": key}
            else:
                yield from _untranslated(value, here, languages)


def duplicate_codes(data: Data) -> Iterator[Found]:
    yield from _twice(((way, one["code"]) for way, one in items_of(data)), "item")
    groups = ((("groups", n), one["code"]) for n, one in enumerate(data["groups"]))
    yield from _twice(groups, "group")
    yield from _twice(((way, one["name"]) for way, one in outputs_of(data)), "output")
    for way, output in outputs_of(data):
        for key, what in (
            ("levels", "level"),
            ("dimensions", "dimension"),
            ("scales", "scale"),
        ):
            codes = (((*way, key, n), one["code"]) for n, one in enumerate(output.get(key, ())))
            yield from _twice(codes, what)
    for way, item in items_of(data):
        options = enumerate(item.get("options", ()))
        yield from _twice((((*way, "options", n), one["code"]) for n, one in options), "option")


def _twice(codes: Iterator[tuple[Way, str]], what: str) -> Iterator[Found]:
    seen: set[str] = set()
    for way, code in codes:
        if code in seen:
            yield way, "duplicate-code", {"key": code, "what": what}
        seen.add(code)


def items_named(data: Data) -> Iterator[Found]:
    """Items that outputs name: they must exist, be scored, and stand once in a list."""
    kinds = {item["code"]: item for _, item in items_of(data)}
    for way, output in outputs_of(data):
        for inner, codes in lists_of(output):
            for n, code in enumerate(codes):
                here = (*way, *inner, n)
                if code in codes[:n]:
                    yield here, "repeated-item", {"item": code}
                if fault := _misnamed(code, kinds.get(code), output["kind"]):
                    yield here, *fault


def _misnamed(
    code: str, item: Data | None, kind: str
) -> tuple[str, Mapping[str, object]] | None:
    if item is None:
        return "unknown-item", {"item": code}
    if item["kind"] in ("date", "choice"):
        return "unscored-item", {"item": code, "kind": item["kind"]}
    needs = kind in ("ladder", "levels", "checklist") and item["kind"] != "yes_no"
    return ("no-threshold", {"item": code}) if needs and "met_from" not in item else None


def ranges(data: Data) -> Iterator[Found]:
    for way, item in items_of(data):
        if item["kind"] in ("likert", "number"):
            low, high = bounds_of(data, item)
            if not low < item.get("met_from", high) <= high:
                yield way, "bad-range", {"item": item["code"]}


def applicability(data: Data) -> Iterator[Found]:
    items = {item["code"]: item for _, item in items_of(data)}
    order = list(items)
    for way, item in items_of(data):
        when, code = item.get("applies_when"), item["code"]
        sometimes = when or "ages" in item or item.get("may_not_apply")
        if sometimes and "not_applicable_reason" not in item:
            yield way, "no-reason", {"item": code}
        here = (*way, "applies_when")
        if isinstance(when, str) and when not in CONDITIONS:
            words = {"condition": when, "allowed": ", ".join(CONDITIONS)}
            yield here, "unknown-condition", words
        if isinstance(when, dict):
            yield from _on_another(here, code, when["item"], items, order)


def _on_another(
    way: Way, code: str, other: str, items: Mapping[str, Data], order: list[str]
) -> Iterator[Found]:
    if other not in items:
        yield (*way, "item"), "unknown-item", {"item": other}
    elif circle := _circle(code, items):
        words = {"item": code, "way": " → ".join(circle)}
        yield way, "circular-applicability", words
    elif order.index(other) > order.index(code):
        yield way, "asked-later", {"item": code, "other": other}


def _circle(start: str, items: Mapping[str, Data]) -> list[str]:
    """The way from an item over its conditions back to itself, if there is one."""
    way = [start]
    while True:
        when = items.get(way[-1], {}).get("applies_when")
        if not isinstance(when, dict) or when["item"] in way[1:]:
            return []
        way.append(when["item"])
        if way[-1] == start:
            return way


def proposals(data: Data) -> Iterator[Found]:
    """A next step names levels of the main output only."""
    known = [one["code"] for one in data["outputs"][0].get("levels", ())]
    for way, item in items_of(data):
        for n, step in enumerate(item.get("next_steps", ())):
            for at, level in enumerate(step.get("levels", ())):
                if level not in known:
                    words = {"level": level, "allowed": ", ".join(known)}
                    yield (*way, "next_steps", n, "levels", at), "unknown-level", words


def levels(data: Data) -> Iterator[Found]:
    """Every level of a ladder or of levels is reached by one rung or step, in order."""
    for way, output in outputs_of(data):
        key = {"ladder": "rungs", "levels": "steps"}.get(output["kind"])
        if not key:
            continue
        codes = [level["code"] for level in output["levels"]]
        # a ladder has no rung for its top, levels have no step for their bottom
        wanted = codes[:-1] if key == "rungs" else codes[1:]
        named = [one["level"] for one in output[key]]
        for n, level in enumerate(named):
            here = (*way, key, n)
            if level not in codes:
                yield here, "unknown-level", {"level": level, "allowed": ", ".join(codes)}
            elif (
                level not in wanted or level in named[:n] or _too_early(level, named[:n], codes)
            ):
                ends = ("highest", "tertinggi") if key == "rungs" else ("lowest", "terendah")
                words = {"level": level, "end": ends[0], "end_id": ends[1]}
                yield here, "wrong-order", words
        for level in wanted:
            if level not in named:
                place = (*way, "levels", codes.index(level))
                yield place, "unreachable-level", {"level": level}


def _too_early(level: str, before: list[str], codes: list[str]) -> bool:
    places = [codes.index(one) for one in before if one in codes]
    return bool(places) and codes.index(level) < max(places)


def rungs(data: Data) -> Iterator[Found]:
    for way, output in outputs_of(data):
        below: set[str] = set()
        for n, rung in enumerate(output.get("rungs", ())):
            if below.issuperset(rung["items"]):
                yield (*way, "rungs", n), "unreachable-rung", {"level": rung["level"]}
            below.update(rung["items"])
        for n, step in enumerate(output.get("steps", ())):
            if not 0 < exact(step["share"]) <= 1:
                yield (*way, "steps", n, "share"), "bad-share", {"share": step["share"]}


def cuts(data: Data) -> Iterator[Found]:
    """Levels of an index follow one another from 0 to its end without gap or overlap."""
    for way, output in outputs_of(data):
        if output["kind"] in ("index", "profile") and output.get("levels"):
            whole = Fraction(output.get("out_of", 100))
            for n, code, words in _miscut(output["levels"], whole):
                yield (*way, "levels", n), code, words


def _miscut(found: list[Data], whole: Fraction) -> Iterator[tuple[int, str, Data]]:
    starts = [exact(one["from"]) for one in found]
    if starts[0] > 0:
        yield 0, "gapped-cuts", _between(found[0], Fraction(0))
    for n, (one, after) in enumerate(pairwise(found), start=1):
        end = exact(one["to"]) if "to" in one else starts[n]
        if starts[n] < end or starts[n] <= starts[n - 1]:
            yield n, "overlapping-cuts", _between(after, max(end, starts[n - 1]))
        elif starts[n] > end:
            yield n, "gapped-cuts", _between(after, end)
    last = len(found) - 1
    if starts[-1] > whole:
        yield last, "unreachable-level", {"level": found[-1]["code"]}
    elif "to" in found[-1] and exact(found[-1]["to"]) != whole:
        words = {"level": found[-1]["code"], "start": whole, "end": found[-1]["to"]}
        yield last, "gapped-cuts", words


def _between(level: Data, end: Fraction) -> Mapping[str, object]:
    shown = end if end.denominator == 1 else float(end)
    return {"level": level["code"], "start": level["from"], "end": shown}


def settled(data: Data) -> Iterator[Found]:
    """What still has to be checked against a source cannot stand in a stable instrument."""
    if data["status"] == "stable":
        for way, one in [*items_of(data), *outputs_of(data)]:
            if "to_check" in one:
                name = one.get("code") or one["name"]
                yield (*way, "to_check"), "unsettled", {"name": name}


def examples(data: Data) -> Iterator[Found]:
    """Worked examples name what exists and come out as they say."""
    if any(found for one in _NEEDED for found in one(data)):
        return  # the rule itself is not in order yet
    instrument = parse(data)
    try:
        compile_rule(instrument)
    except TooLarge as large:
        names = [output["name"] for _, output in outputs_of(data)]
        at = next(n for n, name in enumerate(names) if str(large).startswith(name))
        yield ("outputs", at), "too-large", {"output": large}
        return
    for n, example in enumerate(instrument.examples):
        wrong = list(_misanswered(instrument, example))
        yield from ((("examples", n, *way), code, words) for way, code, words in wrong)
        if not wrong:
            for way, code, words in _different(instrument, example):
                yield ("examples", n, *way), code, words


def _misanswered(instrument: Instrument, example: Example) -> Iterator[Found]:
    items = {item.code: item for item in instrument.items}
    for code, answer in example.answers.items():
        if code not in items:
            yield ("answers", code), "unknown-item", {"item": code}
        elif not items[code].accepts(answer):
            words = {"answer": answer, "item": code, "allowed": allowed(items[code])}
            yield ("answers", code), "wrong-answer", words
    names = [output.name for output in instrument.outputs]
    for key, named in (("expect", example.expected), ("blocked_by", example.blocked_by)):
        for name in named:
            if name not in names:
                words = {"output": name, "allowed": ", ".join(names)}
                yield (key, name), "unknown-output", words


def allowed(item: Item) -> str:
    """The answers an item takes, as people write them."""
    if item.kind == "yes_no":
        return "1, 0, 2"
    if item.kind == "choice":
        return ", ".join(option.code for option in item.options)
    return f"{item.minimum}…{item.maximum}, {item.not_applicable}"


def _different(instrument: Instrument, example: Example) -> Iterator[Found]:
    scored = {item.code for item in instrument.items if item.scored}
    answers = example_answers(instrument, example)
    result = score_one(instrument, {code: answers.get(code) for code in scored})
    for name, expected in example.expected.items():
        found = said(result.outputs[name])
        if expected not in found:
            words = {"found": found[0], "expected": expected}
            yield ("expect", name), "wrong-example", words
    for name, items in example.blocked_by.items():
        held = result.outputs[name].blocked_by
        if held != items:
            words = {"found": ", ".join(held) or "-", "expected": ", ".join(items)}
            yield ("blocked_by", name), "wrong-example", words


def said(outcome: Outcome) -> list[str]:
    """How an example may write an outcome: its level, or its score in digits."""
    score = "incomplete" if outcome.score is None else f"{outcome.score.normalize():f}"
    return [outcome.level, score] if outcome.level else [score]


_NEEDED: list[Callable[[Data], Iterator[Found]]] = [
    kept,
    duplicate_codes,
    scales,
    items_named,
    goals,
    ranges,
    keeping,
    reliability,
    ages,
    applicability,
    proposals,
    levels,
    rungs,
    cuts,
]
ALL = [missing_translations, settled, own, *_NEEDED, examples]
