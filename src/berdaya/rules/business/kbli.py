"""The businesses of KBLI 2025, found by the words with which people name them.

`kbli.tsv` has the code and title of each. `kbli.yaml` says where they come from, what is still
to be checked, and how people call the common ones. Both are read when first asked for.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

HERE = Path(__file__).parent
MOST = 12
SHORTEST = 3  # of a word that begins another: "ke" begins too many
MOST_WORDS = 8
ALIKE, WORTH_GUESSING, GUESSES = 0.79, 4, 8  # one slip in five letters
# for each word of a name that stands in the text; for a word of a name, of a title
CALLED, NAMED, TITLED = 4, 2, 1
DIVISION = 2  # digits
_CODE = re.compile(r"[0-9]{5}")
_WORD = re.compile(r"[a-z0-9]+")

Text = Mapping[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class Category:
    """One of the 22 letters."""

    letter: str
    title: Text


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of business; `english` and `words` are ours, and blank for what is rare here."""

    code: str
    title: str
    category: Category
    words: tuple[str, ...] = ()
    english: str = ""


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Kind]:
    """All kinds by code, in the order of the codes."""
    told = _told()
    categories = _categories(told["categories"])
    rows = (HERE / "kbli.tsv").read_text(encoding="utf-8").splitlines()
    kinds = {}
    for code, title in (row.split("\t") for row in rows):
        ours = told["everyday"].get(code, {"words": (), "en": ""})
        category = categories[code[:DIVISION]]
        kinds[code] = Kind(code, title, category, tuple(ours["words"]), ours["en"])
    return kinds


def is_code(text: str) -> bool:
    """Whether it has the form of a code, on our list or not."""
    return _CODE.fullmatch(text) is not None


def find(text: str) -> list[Kind]:
    """The kinds that `text` speaks of, the likeliest first; a code or its beginning counts too."""
    text = text.strip()
    if text.isdecimal():
        return [kind for kind in catalogue().values() if kind.code.startswith(text)][:MOST]
    return _index().find(_words(text)[:MOST_WORDS])


class Index:
    """Words to the codes that they speak of."""

    def __init__(self, kinds: Iterable[Kind], told: Mapping[str, Any]) -> None:
        self.kinds = {kind.code: kind for kind in kinds}
        self.says_little = frozenset(told["says_little"])
        self.same = {word: one for one, words in told["same"].items() for word in words}
        self.called: dict[str, set[str]] = defaultdict(set)
        self.named: dict[str, set[str]] = defaultdict(set)
        self.titled: dict[str, set[str]] = defaultdict(set)
        for kind in self.kinds.values():
            for name in kind.words:
                words = self._plain(_words(name))
                self.called[" ".join(words)].add(kind.code)
                self._note(self.named, words, kind.code)
            self._note(self.titled, _words(f"{kind.title} {kind.english}"), kind.code)
        self.terms = sorted({*self.named, *self.titled})

    def find(self, words: list[str]) -> list[Kind]:
        """The likeliest first; of those alike, what people have names for, then the shortest."""
        meant = {word: self._meant(word) for word in self._plain(words)}
        telling = {word for word in meant if meant[word] and word not in self.says_little}
        points: dict[str, int] = defaultdict(int)
        fits: set[str] = set()
        for word, terms in meant.items():
            for there, worth in ((self.named, NAMED), (self.titled, TITLED)):
                codes = set().union(*(there.get(term, ()) for term in terms))
                fits |= codes if word in telling or not telling else set()
                for code in codes:
                    points[code] += worth
        said = " ".join(terms[0] if terms else word for word, terms in meant.items())
        for name, codes in self.called.items():
            if f" {name} " in f" {said} ":
                fits |= codes if name not in self.says_little else set()
                for code in codes:
                    points[code] += CALLED * len(name.split())
        found = [self.kinds[code] for code in fits]
        return sorted(found, key=lambda kind: self._order(kind, points[kind.code]))[:MOST]

    def _meant(self, word: str) -> list[str]:
        """The word if it is known here, or those that begin so, or those spelt nearly so."""
        if len(word) < SHORTEST:
            return []
        first = bisect_left(self.terms, word)
        begun = self.terms[first : bisect_left(self.terms, f"{word}\uffff")]
        if begun:
            return [word] if begun[0] == word else begun
        if len(word) < WORTH_GUESSING:
            return []
        alike = process.extract(
            word,
            self.terms,
            scorer=OSA.normalized_similarity,
            score_cutoff=ALIKE,
            limit=GUESSES,
        )
        return [term for term, _likeness, _place in alike]

    def _note(self, there: dict[str, set[str]], words: Iterable[str], code: str) -> None:
        for word in words:
            if len(word) >= SHORTEST:
                there[word].add(code)

    def _plain(self, words: Iterable[str]) -> list[str]:
        return [self.same.get(word, word) for word in words]

    def _order(self, kind: Kind, points: int) -> tuple[int, bool, int, str]:
        return -points, not kind.words, len(kind.title), kind.code


@lru_cache(maxsize=1)
def _index() -> Index:
    return Index(catalogue().values(), _told())


@lru_cache(maxsize=1)
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load((HERE / "kbli.yaml").read_text(encoding="utf-8"))
    return told


def _categories(told: Iterable[Mapping[str, Any]]) -> Mapping[str, Category]:
    """By division, of which a category has one or more."""
    found = {}
    for one in told:
        first, last = map(int, one["divisions"])
        for division in range(first, last + 1):
            found[f"{division:02}"] = Category(one["letter"], one["title"])
    return found


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
