"""How soon somebody must act on what was handed in: signs as data, the most urgent decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words
FILE = Path(__file__).with_name("triage.yaml")


@dataclass(frozen=True, slots=True)
class Urgency:
    level: int  # 1 is the most urgent
    name: Text
    days: int  # until when somebody must have acted


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of danger that is asked about, and what to do at once where it is there."""

    code: str
    urgency: Urgency
    ask: Text
    do: Text


@lru_cache
def urgencies() -> Mapping[int, Urgency]:
    """By level, the most urgent first."""
    return {
        level: Urgency(level, one["name"], one["days"])
        for level, one in sorted(_data()["urgencies"].items())
    }


@lru_cache
def signs() -> Mapping[str, Sign]:
    """By code, in the order in which they are asked."""
    levels = urgencies()
    return {
        code: Sign(code, levels[one["urgency"]], one["ask"], one["do"])
        for code, one in _data()["signs"].items()
    }


def urgency_of(codes: Iterable[str]) -> Urgency:
    """The urgency of the most urgent of these signs; without one, the least urgent there is.

    Raises:
        KeyError: no sign has this code.
    """
    found = [signs()[code].urgency for code in codes]
    return min(found, key=lambda one: one.level, default=list(urgencies().values())[-1])


def due_on(level: int, handed_in: date) -> date:
    """The day by which somebody must have acted on it."""
    return handed_in + timedelta(days=urgencies()[level].days)


@lru_cache
def _data() -> Any:
    return yaml.safe_load(FILE.read_text("utf-8"))
