"""What a case file may hold, in which versions and for which reasons: `casefile.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

Text = Mapping[str, str]  # language -> words
FULL, CLIENT, MASKED = "full", "client", "masked"


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    words: Text
    cell: str  # of the table of roles, by which it is read
    for_client: bool


@dataclass(frozen=True, slots=True)
class Version:
    code: str
    words: Text
    about: Text


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    words: Text
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    parts: Mapping[str, Part]
    versions: Mapping[str, Version]
    reasons: Mapping[str, Reason]
    capitals: frozenset[str]  # words whose capital names nobody
    titles: frozenset[str]
    to_check: Text

    def parts_of(self, version: str) -> tuple[Part, ...]:
        """The parts that a version may hold, in their order."""
        found = self.parts.values()
        return tuple(it for it in found if version != CLIENT or it.for_client)


@lru_cache(maxsize=1)
def definition() -> Definition:
    text = Path(__file__).with_name("casefile.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return Definition(
        {it["code"]: Part(**it) for it in data["parts"]},
        {it["code"]: Version(**it) for it in data["versions"]},
        {
            it["code"]: Reason(it["code"], it["words"], tuple(it["versions"]))
            for it in data["reasons"]
        },
        frozenset(data["capitals"].split()),
        frozenset(data["titles"].split()),
        data["to_check"],
    )
