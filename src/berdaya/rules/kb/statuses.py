"""The words for how somebody stands to KB: `statuses.yaml`, from not at all to motivator."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class Status:
    code: str
    takes_part: bool
    title: Text
    meaning: Text
    source: str


@lru_cache(maxsize=1)
def statuses() -> tuple[Status, ...]:
    return tuple(Status(**one) for one in _read()["statuses"])


def to_check() -> Text:
    """What no source that we could read settles."""
    words: Text = _read()["to_check"]
    return words


def taking_part() -> frozenset[str]:
    """The codes of those who take part."""
    return frozenset(one.code for one in statuses() if one.takes_part)


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "statuses.yaml").read_text("utf-8")
    )
    return read
