"""How long a case is expected to stand in a stage: `spans.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words
HALVES = 5  # of the expected span: within the first, the second … and beyond the fourth
EXPECTED = 2  # halves


@dataclass(frozen=True, slots=True)
class Span:
    stage: int
    days: int
    source: str

    def half_of(self, days: int) -> int:
        """In which half of the span so many days lie, from 0; the last one has no end."""
        return max(0, min(HALVES - 1, (days * EXPECTED - 1) // self.days))

    def over(self, days: int) -> int:
        """By how many days it is longer than expected."""
        return max(0, days - self.days)


@dataclass(frozen=True, slots=True)
class Definition:
    since: date
    to_check: Text
    crisis_days: int
    spans: Mapping[int, Span]  # by stage


@lru_cache(maxsize=1)
def definition() -> Definition:
    data: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("spans.yaml").read_text("utf-8")
    )
    return Definition(
        since=data["since"],
        to_check=data["to_check"],
        crisis_days=data["crisis_days"],
        spans={one["stage"]: Span(**one) for one in data["spans"]},
    )
