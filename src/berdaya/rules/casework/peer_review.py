"""What a colleague is asked about a case without names: `peer_review.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class Answer:
    code: str
    tone: str
    words: Text


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    stage: int  # asked of cases that came so far
    ask: Text
    source: str


@dataclass(frozen=True, slots=True)
class Definition:
    version: str
    to_check: Text
    closed_within_days: int
    most: int
    answers: Mapping[str, Answer]
    items: Mapping[str, Item]

    def asked_at(self, stage: int) -> tuple[Item, ...]:
        """What is asked of a case that came as far as `stage`."""
        return tuple(item for item in self.items.values() if item.stage <= stage)

    def is_whole(self, answers: Mapping[str, str], stage: int) -> bool:
        """Whether all that is asked has an answer that there is, and nothing else has."""
        asked = {item.code for item in self.asked_at(stage)}
        return set(answers) == asked and set(answers.values()) <= set(self.answers)


@lru_cache(maxsize=1)
def definition() -> Definition:
    data: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("peer_review.yaml").read_text("utf-8")
    )
    return Definition(
        version=data["version"],
        to_check=data["to_check"],
        closed_within_days=data["closed_within_days"],
        most=data["most"],
        answers={one["code"]: Answer(**one) for one in data["answers"]},
        items={one["code"]: Item(**one) for one in data["items"]},
    )
