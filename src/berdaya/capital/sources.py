"""The sources of capital and what is known of their rules, as sources.yaml has them."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from berdaya.laws.library import Words, library

FILE = Path(__file__).parent / "sources.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    text: Words
    noted: date
    source: Words
    to_check: bool

    @property
    def said(self) -> str:
        return self.text.in_language(get_language() or "id")

    @property
    def cited(self) -> str:
        return self.source.in_language(get_language() or "id")


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    is_outside: bool  # whether one applies for it; a group's own money needs no call
    name: Words
    rules: tuple[Rule, ...]
    laws: tuple[str, ...]  # ids of the legal library

    @property
    def called(self) -> str:
        return self.name.in_language(get_language() or "id")


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """All sources by id, read and checked once for each process.

    Raises:
        UnknownRegulation: one cites what the library does not have.
    """
    found = {}
    for raw in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        rules = tuple(
            Rule(Words(it["id"], it["en"]), it["noted"], Words(**it["source"]), it["to_check"])
            for it in raw["rules"]
        )
        laws = tuple(library().cite(law).id for law in raw.get("laws", ()))
        found[raw["id"]] = Source(raw["id"], raw["outside"], Words(**raw["name"]), rules, laws)
    return found


def to_choose() -> list[tuple[str, str]]:
    """The sources for which a call may be announced."""
    return [(it.id, it.called) for it in sources().values() if it.is_outside]
