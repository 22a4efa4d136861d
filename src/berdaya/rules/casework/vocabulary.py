"""The words of casework as data: `vocabulary.yaml`, each list in the order in which it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from berdaya.rules.instruments import definition as instruments

Text = Mapping[str, str]  # language -> words


class UnknownTerm(LookupError):
    """No such list, or no term of this code in it."""


@dataclass(frozen=True, slots=True)
class Term:
    code: str
    words: Text
    about: Text
    source: str
    part_of: str = ""  # a strategy's setting; a principle's group
    from_age: int | None = None
    until_age: int | None = None  # excluded


@dataclass(frozen=True, slots=True)
class Terms:
    """One list of words that belong together."""

    code: str
    domain: str  # where the list stands in the domain's own numbering
    title: Text
    source: str
    terms: tuple[Term, ...]
    instrument: str = ""  # where the terms stand in an instrument, its id

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.terms)


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, Terms]:
    """All lists there are, by code."""
    text = (Path(__file__).parent / "vocabulary.yaml").read_text("utf-8")
    listed: list[dict[str, Any]] = yaml.safe_load(text)["lists"]
    return {one["code"]: _list(one) for one in listed}


def terms(of: str) -> tuple[Term, ...]:
    """The terms of a list; raises UnknownTerm where there is no such list."""
    if of not in vocabulary():
        raise UnknownTerm(of)
    return vocabulary()[of].terms


def term(of: str, code: str) -> Term:
    """Raises UnknownTerm where the list has none of this code."""
    for one in terms(of):
        if one.code == code:
            return one
    raise UnknownTerm(f"{of}: {code}")


def codes(of: str) -> tuple[str, ...]:
    """The codes of a list, for a constraint or a check."""
    return tuple(one.code for one in terms(of))


def strategies_of(setting: str) -> tuple[Term, ...]:
    """What one may do in a setting (micro, mezzo, macro)."""
    return tuple(one for one in terms("strategies") if one.part_of == setting)


def _list(one: dict[str, Any]) -> Terms:
    if "instrument" in one:
        return Terms(**one, terms=_of_instrument(one["instrument"]))
    listed = tuple(Term(**{"source": one["source"], **it}) for it in one.pop("terms"))
    return Terms(**one, terms=listed)


def _of_instrument(of: str) -> tuple[Term, ...]:
    """The items of an instrument as terms, so that their words stand once."""
    return tuple(
        Term(it.code, it.short, it.text, it.source, part_of=group.code)
        for group in instruments.load(of).groups
        for it in group.items
    )
