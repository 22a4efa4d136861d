"""The topics of KIE as data: `topics.yaml`, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words


class UnknownTopic(LookupError):
    """No topic of this code stands in the list."""


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    since: date
    title: Text
    about: Text
    questions: str  # the instrument that is asked before and after
    source: str


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """All topics there are."""
    text = (Path(__file__).parent / "topics.yaml").read_text("utf-8")
    listed: list[dict[str, Any]] = yaml.safe_load(text)["topics"]
    return tuple(Topic(**one) for one in listed)


def topic(code: str) -> Topic:
    """Raises UnknownTopic where the list has none of this code."""
    for one in topics():
        if one.code == code:
            return one
    raise UnknownTopic(code)


def topics_on(day: date) -> tuple[Topic, ...]:
    """The topics that were in use on a day."""
    return tuple(one for one in topics() if one.since <= day)
