"""What the tables can keep of a definition, and what is asked of one that an office made."""

from collections.abc import Iterator
from datetime import date

from berdaya.rules.instruments.checks_asked import (
    Data,
    Found,
    Way,
    bounds_of,
    items_of,
    outputs_of,
)
from berdaya.rules.instruments.shelf import is_own

# as the columns of `surveys.models`
LONGEST = {"id": 60, "version": 20, "code": 40, "name": 40, "level": 20, "title": 80}
LONGEST_LIST = 1000  # item codes with commas between them
DAYS = ("valid_from", "valid_until")
SUBJECTS = ("person", "family")  # whom a case can ask
SPOKEN = ("id", "en")  # the languages of our own words around it
MOST_ITEMS, MOST_POINTS = 100, 11


def kept(data: Data) -> Iterator[Found]:
    """Names that fit the tables, and days that are some."""
    for key in DAYS:
        if key in data and not _is_day(data[key]):
            yield (key,), "bad-day", {"value": data[key]}
    names: list[tuple[Way, str, str]] = [
        (("id",), "id", data["id"]),
        (("version",), "version", data["version"]),
        *(((*way, "code"), "code", one["code"]) for way, one in items_of(data)),
    ]
    for way, output in outputs_of(data):
        scales = [f"{output['name']}_{one['code']}" for one in output.get("scales", ())]
        names += [(way, "name", one) for one in [output["name"], *scales]]
        names += [
            ((*way, "levels", n), "level", one["code"])
            for n, one in enumerate(output.get("levels", ()))
        ]
    for way, kind, name in names:
        if len(name) > LONGEST[kind]:
            yield way, "too-long", {"key": name[:40], "most": LONGEST[kind]}
    codes = ",".join(one["code"] for _way, one in items_of(data))
    if len(codes) > LONGEST_LIST:
        yield ("groups",), "codes-too-long", {"most": LONGEST_LIST, "length": len(codes)}


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def own(data: Data) -> Iterator[Found]:
    """What an office's own must be, so that a case can ask it and nobody takes it for proved."""
    if is_own(data["id"]):
        yield from _about(data)
        yield from _asked(data)


def _about(data: Data) -> Iterator[Found]:
    if data["subject"] not in SUBJECTS:
        yield ("subject",), "own-subject", {"subject": data["subject"]}
    if "asked" in data:
        yield ("asked",), "own-together", {}
    if "id" not in data["languages"] or set(data["languages"]) - set(SPOKEN):
        yield ("languages",), "own-languages", {}
    if data["status"] == "stable" and not data.get("reliability"):
        yield ("status",), "own-evidence", {}
    if not data.get("examples"):
        yield (), "own-example", {}


def _asked(data: Data) -> Iterator[Found]:
    for words in data["title"].values():
        if len(words) > LONGEST["title"]:
            yield ("title",), "too-long", {"key": words[:40], "most": LONGEST["title"]}
    asked = list(items_of(data))
    if len(asked) > MOST_ITEMS:
        yield ("groups",), "too-many-items", {"most": MOST_ITEMS, "count": len(asked)}
    for way, item in asked:
        low, high = bounds_of(data, item)
        if item["kind"] == "likert" and high - low >= MOST_POINTS:
            yield way, "long-scale", {"item": item["code"], "most": MOST_POINTS}
