"""Indonesian names brought to one spelling, and a key under which alike ones are found.

Titles, degrees and fathers' names fall away; old and new spelling become one. The tables are
data, `names.yaml`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz.fuzz import token_sort_ratio

SAME, ALIKE, PART, OTHER = "same", "alike", "part", "other"
ALIKE_FROM = 88  # of 100, by letters, after both are brought to one spelling
KEY_LENGTH = 6
VOWELS = re.compile(r"[aeiou]")
BETWEEN_WORDS = re.compile(r"[./\-]")
NOT_A_LETTER = re.compile(r"[^a-z ]+")
DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True)
class Tables:
    dropped: frozenset[str]  # titles and degrees
    patronymics: frozenset[str]
    spellings: tuple[tuple[str, str], ...]
    variants: dict[str, str]
    light: frozenset[str]

    @cached_property
    def plain_light(self) -> frozenset[str]:
        """The light names, as they are written once brought to one spelling."""
        return frozenset(_respelled(word) for word in self.light)


@lru_cache
def tables() -> Tables:
    data: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("names.yaml").read_text("utf-8")
    )
    return Tables(
        dropped=frozenset((*data["titles"], *data["degrees"])),
        patronymics=frozenset(data["patronymics"]),
        spellings=tuple((old, new) for old, new in data["spellings"]),
        variants={word: line[0] for line in data["variants"] for word in line},
        light=frozenset(data["light"]),
    )


@lru_cache(maxsize=100_000)
def plain(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling; never empty where the name has a letter.

    >>> plain("Hj. Siti Noerjanah binti Achmad, S.Pd")
    ('siti', 'nurjanah')
    """
    known = tables()
    words = _words(name)
    kept = [word for word in words if word not in known.dropped] or words
    own = list(takewhile(lambda word: word not in known.patronymics, kept)) or kept
    return tuple(_respelled(word) for word in own)


def _words(name: str) -> list[str]:
    """Small letters only; what stands after a comma is a degree."""
    letters = name.split(",")[0].casefold()
    if not letters.isascii():
        apart = unicodedata.normalize("NFKD", letters)
        letters = "".join(one for one in apart if not unicodedata.combining(one))
    return NOT_A_LETTER.sub("", BETWEEN_WORDS.sub(" ", letters)).split()


@lru_cache(maxsize=100_000)  # names are many, the words they are made of far fewer
def _respelled(word: str) -> str:
    known = tables()
    word = known.variants.get(word, word)
    for old, new in known.spellings:
        word = re.sub(old, new, word)
    word = DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 3 and word.endswith("h") else word


@lru_cache(maxsize=100_000)
def sound_of(name: str) -> str:
    """A short key that spellings of one name share: consonants of its most telling word.

    >>> sound_of("Muh. Rizky") == sound_of("Mohammad Rizki")
    True
    """
    words = plain(name)
    telling = [word for word in words if word not in tables().plain_light and len(word) > 1]
    word = (telling or list(words) or [""])[0]
    return (word[:1] + VOWELS.sub("", word[1:]))[:KEY_LENGTH]


def names_alike(one: str, other: str) -> str:
    """How much two names have in common: the same, alike in letters, a part, or nothing."""
    left, right = plain(one), plain(other)
    if not left or not right:
        return OTHER
    if sorted(left) == sorted(right):
        return SAME
    if token_sort_ratio(" ".join(left), " ".join(right)) >= ALIKE_FROM:
        return ALIKE
    light = tables().plain_light
    shared = {*left} & {*right}
    shorter = min({*left}, {*right}, key=len)
    return PART if shared == shorter and shared - light else OTHER
