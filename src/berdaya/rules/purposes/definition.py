"""A purpose as data: its legal basis, what silence means, and the words in which it is asked.

The YAML files in `catalogue/` are the definitions, those in `bases.yaml` the legal bases of
UU 27/2022, Article 20. Everything here is a plain frozen value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.instruments.applicability import age

HERE = Path(__file__).parent
Text = Mapping[str, str]  # language -> words

GIVEN, REFUSED, WITHDRAWN = "given", "refused", "withdrawn"
ADULT_FROM = 18  # years; UU 23/2002 on the protection of children, Article 1 (UU 35/2014)


class UnknownPurpose(LookupError):
    """No purpose of this id, or no wording of this version, stands in the catalogue."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What people are told, in the version that an answer names for ever."""

    version: str
    since: date
    records: Text  # one sentence: what is recorded
    why: Text  # one sentence: what for, and who sees it
    full: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """One of the six bases of Article 20."""

    code: str
    name: Text
    letter: str


@dataclass(frozen=True, slots=True)
class Purpose:
    id: str
    order: int
    title: Text
    basis: Basis
    silence_allows: bool  # whether data may be used while nobody has been asked
    subjects: tuple[str, ...]  # family, person
    sources: tuple[str, ...]
    to_be_checked: tuple[Text, ...]  # questions that a lawyer has still to settle
    stops: Text  # what ends when consent is withdrawn
    stays: Text  # what does not
    versions: tuple[Wording, ...]  # oldest first

    @property
    def rests_on_consent(self) -> bool:
        return self.basis.code == "consent"

    def allows(self, last: str | None) -> bool:
        """Whether data may be used for this after the `last` answer; None: never asked."""
        return self.silence_allows if last is None else last == GIVEN

    def wording(self, version: str) -> Wording:
        """Raises UnknownPurpose where no text of that version was ever in use."""
        for one in self.versions:
            if one.version == version:
                return one
        raise UnknownPurpose(f"{self.id} {version}")

    def wording_on(self, day: date) -> Wording:
        """The text in use on a day; the first one for any day before."""
        begun = [one for one in self.versions if one.since <= day]
        return (begun or self.versions[:1])[-1]


@lru_cache
def purposes() -> Mapping[str, Purpose]:
    """All purposes by id, in the order in which they are shown."""
    bases = {
        code: Basis(code, one["name"], one["letter"])
        for code, one in _yaml(HERE / "bases.yaml").items()
    }
    found = [_purpose(_yaml(path), bases) for path in (HERE / "catalogue").glob("*.yaml")]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def purpose(key: str) -> Purpose:
    """Raises UnknownPurpose."""
    try:
        return purposes()[key]
    except KeyError:
        raise UnknownPurpose(key) from None


def is_child(born: date | None, on: date) -> bool:
    """Whether somebody is under 18 on a day. Where the birth date is not known: no."""
    return born is not None and age(born, on) < ADULT_FROM


def is_adult(born: date | None, on: date) -> bool:
    """Whether somebody is known to be 18 or older on a day."""
    return born is not None and not is_child(born, on)


def _yaml(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def _purpose(data: Mapping[str, Any], bases: Mapping[str, Basis]) -> Purpose:
    return Purpose(
        id=data["id"],
        order=data["order"],
        title=data["title"],
        basis=bases[data["basis"]],
        silence_allows={"allowed": True, "refused": False}[data["silence"]],
        subjects=tuple(data["subjects"]),
        sources=tuple(data["sources"]),
        to_be_checked=tuple(data.get("to_be_checked", ())),
        stops=data["stops"],
        stays=data["stays"],
        versions=tuple(
            sorted((_wording(one) for one in data["versions"]), key=lambda one: one.since)
        ),
    )


def _wording(data: Mapping[str, Any]) -> Wording:
    return Wording(
        str(data["version"]), data["since"], data["records"], data["why"], tuple(data["full"])
    )
