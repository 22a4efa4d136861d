"""The regulations that we know of, as they stand in library.yaml: plain frozen values.

A document of another room keeps the id of what it cites; `cite` looks it up and checks it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LIBRARY = Path(__file__).parent / "library.yaml"
LONGEST_ID = 60  # as the columns that keep it


class Kind(StrEnum):
    """From the highest to the lowest, as they are listed."""

    ACT = "act"
    PRESIDENTIAL = "presidential"
    MINISTERIAL = "ministerial"
    DECREE = "decree"
    AGENCY = "agency"


class Read(StrEnum):
    """How much of a text was before whoever wrote it down here."""

    OPENING = "opening"
    EXCERPT = "excerpt"
    NAMED = "named"


class Standing(StrEnum):
    IN_FORCE = "in-force"
    REPLACED = "replaced"
    ENDED = "ended"
    AHEAD = "ahead"
    UNCHECKED = "unchecked"


class UnknownRegulation(LookupError):
    """No regulation of this id stands in the library."""


class BrokenLibrary(ValueError):
    """The file contradicts itself; the text says where."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    id: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") else self.id


@dataclass(frozen=True, slots=True)
class Source:
    text: Words
    read: Read
    address: str = ""


@dataclass(frozen=True, slots=True)
class Regulation:
    id: str
    kind: Kind
    number: str
    year: int
    issuer: Words
    title: Words
    meaning: Words  # for a group, in one plain sentence
    sources: tuple[Source, ...]
    is_checked: bool  # whether somebody looked up that it still holds
    since: date | None = None
    since_note: Words = Words()
    until: date | None = None  # the first day on which it no longer holds
    replaces: tuple[str, ...] = ()
    carries_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All regulations by id, with their relations read from both ends."""

    by_id: Mapping[str, Regulation]

    def cite(self, law: str) -> Regulation:
        """The regulation of this id.

        Raises:
            UnknownRegulation
        """
        if law not in self.by_id:
            raise UnknownRegulation(law)
        return self.by_id[law]

    def named(self, ids: Iterable[str]) -> list[Regulation]:
        return [self.by_id[law] for law in ids]

    def replaced_by(self, law: str) -> list[Regulation]:
        return [it for it in self.by_id.values() if law in it.replaces]

    def carried_out_by(self, law: str) -> list[Regulation]:
        return [it for it in self.by_id.values() if law in it.carries_out]

    def standing(self, one: Regulation, today: date) -> Standing:
        """Whether it holds today, as far as we know: what was not looked up is not called valid."""
        if self.replaced_by(one.id):
            return Standing.REPLACED
        if one.until and one.until <= today:
            return Standing.ENDED
        if one.since and one.since > today:
            return Standing.AHEAD
        return Standing.IN_FORCE if one.is_checked else Standing.UNCHECKED

    def search(self, text: str, kind: str = "") -> list[Regulation]:
        """What bears every word in its number, year, title or meaning; highest kind, newest first."""
        words = text.casefold().split()
        found = [
            it
            for it in self.by_id.values()
            if (not kind or it.kind == kind) and all(word in _haystack(it) for word in words)
        ]
        order = list(Kind)
        return sorted(found, key=lambda it: (order.index(it.kind), -it.year, it.number))


@lru_cache(maxsize=1)
def library() -> Library:
    """The library, read and checked once for each process."""
    return parse(LIBRARY.read_text(encoding="utf-8"))


def parse(text: str) -> Library:
    """Read a library and hold it against itself.

    Raises:
        BrokenLibrary: an id stands twice, a relation leads nowhere or to a newer one.
    """
    found = [_regulation(raw) for raw in yaml.safe_load(text)]
    by_id = {it.id: it for it in found}
    if len(by_id) < len(found):
        raise BrokenLibrary("an id stands twice")
    for it in found:
        if len(it.id) > LONGEST_ID or not it.sources:
            raise BrokenLibrary(f"{it.id}: id too long, or no source")
        if it.since and it.until and it.until <= it.since:
            raise BrokenLibrary(f"{it.id}: ends before it begins")
        for other in (*it.replaces, *it.carries_out):
            # what is older or of the same year: so no chain of replacements ends in itself
            if other not in by_id or other == it.id or by_id[other].year > it.year:
                raise BrokenLibrary(f"{it.id}: {other} is unknown or newer")
    return Library(by_id)


def _regulation(raw: Mapping[str, Any]) -> Regulation:
    return Regulation(
        id=raw["id"],
        kind=Kind(raw["kind"]),
        number=str(raw["number"]),
        year=raw["year"],
        issuer=Words(**raw["issuer"]),
        title=Words(**raw["title"]),
        meaning=Words(**raw["meaning"]),
        sources=tuple(
            Source(Words(**one["text"]), Read(one["read"]), one.get("address", ""))
            for one in raw["sources"]
        ),
        is_checked=raw["checked"],
        since=raw.get("from"),
        since_note=Words(**raw.get("from_note", {})),
        until=raw.get("until"),
        replaces=tuple(raw.get("replaces", ())),
        carries_out=tuple(raw.get("carries_out", ())),
    )


def _haystack(one: Regulation) -> str:
    texts = (one.title, one.issuer, one.meaning)
    parts = (one.number, str(one.year), *(it.id for it in texts), *(it.en for it in texts))
    return " ".join(parts).casefold()
