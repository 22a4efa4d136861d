"""A form that somebody hands in, as data: what stands in it, where we know it from, when it is due.

No source that we could read settles the columns of these forms (docs/decisions/0028-official-forms.md),
so they are data: changing one is changing a line of YAML in `catalogue/`. Each column names its
source; a form says in one sentence what must still be compared with the guideline, and since
when our reading stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

CATALOGUE = Path(__file__).parent / "catalogue"
Text = Mapping[str, str]  # language -> words
Look = Literal["facts", "table"]


class UnknownForm(LookupError):
    """No form of this id stands in the catalogue."""


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is written down: a fact of the head, or a column of a table."""

    code: str
    heading: Text
    source: str  # one of the form's sources, by its key
    width: int = 2  # beside the others of its table
    is_number: bool = False
    note: Text | None = None  # how what we print differs from the source


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    heading: Text
    look: Look
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Form:
    id: str
    code: str  # as the office calls it
    title: Text
    read_on: date  # since when our reading of its columns stands
    due_day: int
    due_month: int | None  # None: every month, of the month before
    sources: Mapping[str, Text]
    to_check: Text
    parts: tuple[Part, ...]
    signatures: tuple[Text, ...]

    def due_on(self, period: date) -> date:
        """When it is due for a period: a year is handed in within it, a month in the next one."""
        if self.due_month:
            return date(period.year, self.due_month, self.due_day)
        return date(period.year + period.month // 12, period.month % 12 + 1, self.due_day)


@lru_cache
def form(key: str) -> Form:
    """Raises UnknownForm."""
    path = CATALOGUE / f"{key}.yaml"
    if not key.replace("-", "").isalnum() or not path.exists():
        raise UnknownForm(key)
    return parse(yaml.safe_load(path.read_text("utf-8")))


def forms() -> list[Form]:
    return [form(path.stem) for path in sorted(CATALOGUE.glob("*.yaml"))]


def parse(data: Mapping[str, Any]) -> Form:
    sources = data["sources"]
    parts = tuple(_part(one, sources) for one in data["parts"])
    return Form(
        id=data["id"],
        code=data["code"],
        title=data["title"],
        read_on=data["read_on"],
        due_day=data["due"]["day"],
        due_month=data["due"].get("month"),
        sources=sources,
        to_check=data["to_check"],
        parts=parts,
        signatures=tuple(data["signatures"]),
    )


def _part(data: Mapping[str, Any], sources: Mapping[str, Text]) -> Part:
    columns = tuple(
        Column(
            one["code"],
            one["heading"],
            _known(one["source"], sources),
            one.get("width", 2),
            one.get("number", False),
            one.get("note"),
        )
        for one in data["columns"]
    )
    return Part(data["code"], data["heading"], data["look"], columns)


def _known(key: str, sources: Mapping[str, Text]) -> str:
    if key not in sources:
        raise ValueError(f"no source {key}")
    return key
