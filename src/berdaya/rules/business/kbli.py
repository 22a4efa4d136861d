"""Codes of KBLI 2025, found by the words with which people name a business.

`kbli.yaml` says what it rests on and what is missing. A code that is not there is left open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
MOST = 12
SHORTEST = 3  # of a word that begins another: "ke" begins too many


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of business, by its title in the regulation and in people's words."""

    code: str
    title: str
    words: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Kind]:
    """All kinds by code."""
    told = yaml.safe_load((HERE / "kbli.yaml").read_text(encoding="utf-8"))
    return {
        one["code"]: Kind(one["code"], one["title"], tuple(one["words"]), one["source"])
        for one in told["codes"]
    }


def find(text: str) -> list[Kind]:
    """The kinds that `text` speaks of, the likeliest first; a code or its beginning counts too.

    A kind that people name with the very words goes before one whose title only has them.
    """
    text = " ".join(text.casefold().split())
    if text.isdigit():
        return [kind for kind in catalogue().values() if kind.code.startswith(text)][:MOST]
    asked = _words(text)
    rated = [(_likeness(asked, text, kind), kind) for kind in catalogue().values()]
    found = sorted((-points, kind.code, kind) for points, kind in rated if points)
    return [kind for _points, _code, kind in found[:MOST]]


def _likeness(asked: frozenset[str], text: str, kind: Kind) -> int:
    """Points: a name people use in the text, words in such a name, words in the title."""
    names = [name.casefold() for name in kind.words]
    whole = sum(4 for name in names if f" {name} " in f" {text} ")
    in_names = {word for name in names for word in _words(name)}
    in_title = _words(kind.title.casefold())
    return whole + 2 * _shared(asked, in_names) + _shared(asked, in_title)


def _shared(asked: frozenset[str], there: frozenset[str] | set[str]) -> int:
    return sum(
        any(word == other or other.startswith(word) for other in there)
        for word in asked
        if len(word) >= SHORTEST
    )


def _words(text: str) -> frozenset[str]:
    return frozenset("".join(sign if sign.isalnum() else " " for sign in text).split())
