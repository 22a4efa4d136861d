"""Checks of how items are answered and of whom they are asked: scales, ages, goals; and how exact a score is."""

from collections.abc import Iterator, Mapping
from typing import Any

from berdaya.rules.instruments.definition import exact, months

Way = tuple[str | int, ...]  # keys and places from the top of the file down to the fault
Found = tuple[Way, str, Mapping[str, object]]
Data = Mapping[str, Any]

LONGEST_KEPT = 60  # months; beyond, nobody remembers having said it
WITH_AGES = ("person", "family")  # the subjects whose ages somebody knows


def items_of(data: Data) -> Iterator[tuple[Way, Data]]:
    for g, group in enumerate(data["groups"]):
        for i, item in enumerate(group["items"]):
            yield ("groups", g, "items", i), item


def outputs_of(data: Data) -> Iterator[tuple[Way, Data]]:
    for o, output in enumerate(data["outputs"]):
        yield ("outputs", o), output


def bounds_of(data: Data, item: Data) -> tuple[int, int]:
    """The least and the greatest answer to a likert or number item."""
    if points := data.get("answer_scales", {}).get(item.get("scale")):
        return points[0]["value"], points[-1]["value"]
    return item.get("min", 0), item.get("max", 0)


def scales(data: Data) -> Iterator[Found]:
    """Scales in words: each is known, and its points count upwards one by one."""
    known = data.get("answer_scales", {})
    for name, points in known.items():
        for n, point in enumerate(points):
            if point["value"] != points[0]["value"] + n:
                words = {"scale": name, "expected": points[0]["value"] + n}
                yield ("answer_scales", name, n), "bad-points", words
    for way, item in items_of(data):
        if "scale" not in item:
            continue
        if item["scale"] not in known:
            words = {"scale": item["scale"], "allowed": ", ".join(known) or "-"}
            yield (*way, "scale"), "unknown-scale", words
        if item["kind"] != "likert" or "min" in item or "max" in item:
            yield (*way, "scale"), "scale-and-range", {"item": item["code"]}


def ages(data: Data) -> Iterator[Found]:
    """Ages have a beginning before their end, and somebody whose they are."""
    asked = [(way, item["ages"]) for way, item in items_of(data) if "ages" in item]
    if "ages" in data:
        asked.append(((), data["ages"]))
    for way, span in asked:
        if span.get("from", 0) > span.get("to", span.get("from", 0)):
            yield (*way, "ages"), "bad-ages", {"low": span["from"], "high": span["to"]}
        if data["subject"] not in (WITH_AGES if way else WITH_AGES[:1]):
            yield (*way, "ages"), "ages-of-nobody", {"subject": data["subject"]}


def keeping(data: Data) -> Iterator[Found]:
    """An answer that is only confirmed: for how long, and that it can be tapped."""
    for way, item in items_of(data):
        about = {"item": item["code"]}
        if "keeps" not in item:
            if "keeps_with_members" in item:
                yield (*way, "keeps_with_members"), "keeps-nothing", about
            continue
        here, long = (*way, "keeps"), months(item["keeps"])
        if not 1 <= long <= LONGEST_KEPT:
            yield here, "keeps-how-long", {**about, "months": long}
        if item["kind"] in ("number", "date"):
            yield here, "keeps-no-choice", {**about, "kind": item["kind"]}


def goals(data: Data) -> Iterator[Found]:
    """Each goal has a level about 0 and a weight from 1, items of its own that always apply."""
    items = {item["code"]: item for _, item in items_of(data)}
    for way, output in outputs_of(data):
        if "rho" in output and not 0 <= exact(output["rho"]) <= 1:
            yield (*way, "rho"), "bad-rho", {"rho": output["rho"]}
        seen: set[str] = set()
        for n, goal in enumerate(output.get("goals", ())):
            for part, code in goal.items():
                here = (*way, "goals", n, part)
                if code not in items:
                    yield here, "unknown-item", {"item": code}
                elif code in seen:
                    yield here, "repeated-item", {"item": code}
                elif not _fits(data, part, items[code]):
                    yield here, f"bad-goal-{part}", {"item": code}
                seen.add(code)


def _fits(data: Data, part: str, item: Data) -> bool:
    low, high = bounds_of(data, item)
    plain = not {"applies_when", "ages", "reversed"} & set(item)
    if part == "weight":
        return plain and item["kind"] == "number" and low >= 1
    about_zero = 0 < high == -low and item.get("met_from") == 0
    return plain and item["kind"] == "likert" and about_zero


def reliability(data: Data) -> Iterator[Found]:
    """A reliability is that of a score, and there is one for each at most."""
    known = [name for _, output in outputs_of(data) for name in _scores(output)]
    named: set[str] = set()
    for n, one in enumerate(data.get("reliability", ())):
        here, name = ("reliability", n, "output"), one["output"]
        if name not in known:
            yield here, "unknown-output", {"output": name, "allowed": ", ".join(known) or "-"}
        elif name in named:
            yield here, "duplicate-code", {"key": name, "what": "reliability"}
        named.add(name)


def _scores(output: Data) -> list[str]:
    """The names of the scores that an output gives; a level is no score."""
    if output["kind"] == "profile":
        return [f"{output['name']}_{scale['code']}" for scale in output["scales"]]
    return [output["name"]] if output["kind"] in ("index", "goals") else []
