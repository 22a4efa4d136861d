"""The objectives as data: `objectives.yaml`, the first indicator of each leading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class Indicator:
    """A part of a whole, counted on a day; `months` is how far back from it is looked."""

    code: str
    objective: str
    unit: str
    months: int
    title: Text
    part: Text  # what the part is, as it follows "12 of 20"
    unknown: Text  # why something could not be counted
    evidence: Text  # where it comes from
    not_for: Text = field(default_factory=dict)
    less_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Objective:
    code: str
    icon: str
    title: Text
    indicators: tuple[Indicator, ...]

    @property
    def leading(self) -> Indicator:
        """The one that is drawn first."""
        return self.indicators[0]


@dataclass(frozen=True, slots=True)
class Objectives:
    """All of them, and what is to be known of them together."""

    version: str
    status: str
    source: str
    to_check: Text
    not_for: Text
    units: Mapping[str, Text]
    objectives: tuple[Objective, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(it for one in self.objectives for it in one.indicators)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of this code; None where there is none."""
        return next((it for it in self.indicators if it.code == code), None)


@lru_cache(maxsize=1)
def definition() -> Objectives:
    """The file, read once."""
    text = (Path(__file__).parent / "objectives.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    listed = tuple(_objective(one) for one in found.pop("objectives"))
    return Objectives(**found, objectives=listed)


def _objective(one: dict[str, Any]) -> Objective:
    of_it = tuple(Indicator(**it, objective=one["code"]) for it in one["indicators"])
    return Objective(one["code"], one["icon"], one["title"], of_it)
