"""Areas as people type them: part of a name, misspelt, with its kind, with what lies above.

`kab. bogor`, `kec baleendah`, `bojongsoag`, `desa sukamaju bandung`, `3204`. Both databases
answer alike, because the search runs over an index in memory that each process makes from
the table when it is first asked (docs/decisions/0012-area-search.md).
"""

import heapq
import re
import threading
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA

from berdaya.areas.codes import common_ancestor, covers, level_of
from berdaya.areas.models import Area, Edition

KINDS = {
    word: frozenset(kinds)
    for words, kinds in (
        ("prov provinsi propinsi", {"provinsi"}),
        ("kab kabupaten", {"kabupaten"}),
        ("kota kotamadya kodya", {"kota"}),
        ("kec kecamatan distrik", {"kecamatan", "distrik"}),
        ("kel kelurahan", {"kelurahan"}),
        ("desa ds", {"desa", "desa_adat"}),
    )
    for word in words.split()
}
SHORT_NAMES = {
    "Daerah Khusus Ibukota Jakarta": "dki",
    "Daerah Istimewa Yogyakarta": "diy jogja",
    "Jawa Barat": "jabar",
    "Jawa Tengah": "jateng",
    "Jawa Timur": "jatim",
    "Nusa Tenggara Barat": "ntb",
    "Nusa Tenggara Timur": "ntt",
    "Kepulauan Bangka Belitung": "babel",
    "Sumatera Utara": "sumut",
    "Sumatera Barat": "sumbar",
    "Sumatera Selatan": "sumsel",
    "Kalimantan Barat": "kalbar",
    "Kalimantan Tengah": "kalteng",
    "Kalimantan Selatan": "kalsel",
    "Kalimantan Timur": "kaltim",
    "Kalimantan Utara": "kaltara",
    "Sulawesi Utara": "sulut",
    "Sulawesi Tengah": "sulteng",
    "Sulawesi Selatan": "sulsel",
    "Sulawesi Tenggara": "sultra",
    "Sulawesi Barat": "sulbar",
}
ALIKE, WORTH_GUESSING, GUESSES = 0.65, 4, 30
NOT_WHOLE = 0.95  # what the likeness to a name's beginning is worth
MOST_WORDS = 6
ABOVE = 0.85  # what a word is worth that names an area above, against the area itself
WIDER, FULLER = 0.06, 0.2  # for each level above the village; for a name that is used whole
NEARER = 0.05  # for each level of the tree shared with whoever asks
_CODE = re.compile(r"\d[\d. ]*")
_KIND_IN_NAME = re.compile(r"(?:kabupaten|kota)(?: administrasi)? ")
_NEIGHBOURHOOD = re.compile(r"\br[tw]\b[\s.:]*\d*", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")

Found = dict[int, float]  # number of an area -> how well a word fits it
Word = tuple[str, frozenset[str]]  # and the kinds it was said to be of; none: any


@dataclass(frozen=True, slots=True)
class Hit:
    """An area that was found: `label` is its name with its kind, `path` what lies above it."""

    code: str
    label: str
    path: str


def search(
    text: str,
    *,
    within: Collection[str] | None = None,
    near: Collection[str] = (),
    level: int | None = None,
    limit: int = 10,
) -> list[Hit]:
    """The areas, province to village, that `text` most likely means; best first.

    Single letters find nothing: what begins with s is a fifth of the country.

    Args:
        within: only these areas and what lies below them; None is the whole country.
        near: what lies in or near these areas comes before its namesakes.
        level: only areas of this level.
    """
    index = _current()

    def fits(number: int) -> bool:
        code = index.codes[number]
        return (level is None or level_of(code) == level) and (
            within is None or any(covers(above, code) for above in within)
        )

    def rank(number: int) -> tuple[float, int]:
        return -scores[number] - NEARER * _levels_shared(index.codes[number], near), number

    text = text.strip()
    if _CODE.fullmatch(text):
        scores: Found = dict.fromkeys(index.with_code(text), 0.0)
    else:
        scores = index.named(text)
    best = heapq.nsmallest(limit, filter(fits, scores), key=rank)
    return [index.hit(number) for number in best]


class Index:
    """The names of all areas, prepared for looking up; about 70 MB for the whole country."""

    def __init__(self) -> None:
        rows = list(
            Area.objects.standing()
            .filter(level__lte=Area.Level.VILLAGE)
            .order_by("code")
            .values_list("code", "name", "kind")
        )
        self.codes = [code for code, _, _ in rows]
        self.names = [name for _, name, _ in rows]
        self.kinds = [kind for _, _, kind in rows]
        numbers = {code: number for number, code in enumerate(self.codes)}
        self.parents = [numbers.get(code.rpartition(".")[0], -1) for code in self.codes]
        self.letters: list[int] = []
        self.places: dict[str, list[int]] = defaultdict(list)
        for number, (_, name, kind) in enumerate(rows):
            words = _words_of(name, kind)
            self.letters.append(sum(map(len, words)))
            extra = SHORT_NAMES.get(name, "").split()
            for term in {*words, "".join(words), *extra}:
                self.places[term].append(number)
        self.terms = sorted(self.places)
        self.like = lru_cache(maxsize=4096)(self._like)

    def with_code(self, text: str) -> range:
        """The areas whose code begins so, typed with or without dots."""
        digits = re.sub(r"\D", "", text)
        parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
        code = ".".join(part for part in parts if part)
        return range(bisect_left(self.codes, code), bisect_left(self.codes, f"{code}/"))

    def named(self, text: str) -> Found:
        """How well each area fits the words; guesses at spelling only where nothing fits."""
        words = _words_of(_NEIGHBOURHOOD.sub(" ", text))
        words = [word for word in words if len(word) > 1][:MOST_WORDS]
        readings = list(self._readings(words))
        of_any_kind = [(word, frozenset[str]()) for word in words if word not in KINDS]
        return (
            self._fitting(readings, guess=False)
            or self._fitting([of_any_kind], guess=False)
            or self._fitting([*readings, of_any_kind], guess=True)
        )

    def hit(self, number: int) -> Hit:
        code, name, kind = self.codes[number], self.names[number], self.kinds[number]
        path = ", ".join(self.names[above] for above in self._above(number))
        return Hit(code, Area(code=code, name=name, kind=kind).label, path)

    def _readings(self, words: list[str]) -> Iterator[list[Word]]:
        """The ways to understand what was typed: "kota" may say a kind or be part of a name,
        and people part names that are written as one."""
        plain: list[Word] = [(word, frozenset()) for word in words]
        typed: list[Word] = []
        kinds: frozenset[str] = frozenset()
        for word in words:
            if word in KINDS:
                kinds = KINDS[word]
                continue
            typed.append((word, kinds))
            kinds = frozenset()
        yield typed
        if typed != plain:
            yield plain
        for place in range(len(typed) - 1):
            (first, kinds), (second, others) = typed[place : place + 2]
            if not others and self._beginning(first + second):
                yield [*typed[:place], (first + second, kinds), *typed[place + 2 :]]

    def _fitting(self, readings: list[list[Word]], *, guess: bool) -> Found:
        scores: Found = {}
        for reading in filter(None, readings):
            for number, score in self._all_of(reading, guess=guess):
                scores[number] = max(score, scores.get(number, 0))
        return scores

    def _all_of(self, reading: list[Word], *, guess: bool) -> Iterator[tuple[int, float]]:
        """The areas that bear one of the words, where they or those above bear the others."""
        found = [self._bearing(word, kinds, guess=guess) for word, kinds in reading]
        if not all(found):
            return
        for number in set().union(*found):
            above = list(self._above(number)) if len(found) > 1 else []
            worth, typed = 0.0, 0
            for (word, _), bearing in zip(reading, found, strict=True):
                own = bearing.get(number, 0)
                typed += len(word) if own else 0
                best = max([own, *(ABOVE * bearing.get(upper, 0) for upper in above)])
                if not best:
                    break
                worth += best
            else:
                full = min(1, typed / (self.letters[number] or 1))
                level = level_of(self.codes[number])
                yield number, worth / len(found) + FULLER * full + WIDER * (4 - level)

    def _bearing(self, word: str, kinds: frozenset[str], *, guess: bool) -> Found:
        """The areas (of these kinds) whose own name has the word, its beginning, or its like."""
        found: Found = {}
        beginning = self._beginning(word)
        for term in beginning:
            worth = 1.0 if term == word else 0.7 + 0.2 * len(word) / len(term)
            self._note(found, term, worth, kinds)
        if guess or not beginning:
            for term, likeness in self.like(word):
                self._note(found, term, ABOVE * likeness, kinds)
        return found

    def _like(self, word: str) -> list[tuple[str, float]]:
        """Terms that may be meant by a misspelt word, whole or not yet typed to its end.

        First those with the same first letter, which people seldom get wrong: a tenth of
        the work.
        """
        if len(word) < WORTH_GUESSING:
            return []
        near = self._beginning(word[0])
        begun = [term[: len(word) + 1] for term in near]
        alike = {
            near[place]: NOT_WHOLE * likeness for _, likeness, place in _alike(word, begun)
        } | {term: likeness for term, likeness, _ in _alike(word, near)}
        if not alike:
            alike = {term: likeness for term, likeness, _ in _alike(word, self.terms)}
        return list(alike.items())

    def _note(self, found: Found, term: str, worth: float, kinds: frozenset[str]) -> None:
        for number in self.places[term]:
            if (not kinds or self.kinds[number] in kinds) and worth > found.get(number, 0):
                found[number] = worth

    def _beginning(self, word: str) -> list[str]:
        end = bisect_left(self.terms, f"{word}\uffff")
        return self.terms[bisect_left(self.terms, word) : end]

    def _above(self, number: int) -> Iterator[int]:
        """The areas above, nearest first."""
        while (number := self.parents[number]) >= 0:
            yield number


def _words_of(name: str, kind: str = "") -> list[str]:
    """Lower-case words without accents and apostrophes; a regency's without what kind it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    if kind in ("kabupaten", "kota"):
        plain = _KIND_IN_NAME.sub("", plain)
    return _NOT_WORDS.sub(" ", plain.replace("'", "")).split()


def _levels_shared(code: str, near: Collection[str]) -> int:
    """How far down the tree an area and the nearest of `near` are one: 1 the same province."""
    in_province = [other for other in near if other[:2] == code[:2]]
    return max((level_of(common_ancestor([code, other])) for other in in_province), default=0)


def _alike(word: str, terms: list[str]) -> list[tuple[str, float, int]]:
    found: list[tuple[str, float, int]] = process.extract(
        word, terms, scorer=OSA.normalized_similarity, score_cutoff=ALIKE, limit=GUESSES
    )
    return found


_lock = threading.Lock()
_made: tuple[UUID | None, Index] | None = None


def _current() -> Index:
    """The index of the newest edition of the list, made when it is first asked for."""
    global _made  # noqa: PLW0603  # one per process, as the table is one
    edition = Edition.objects.order_by("-pk").values_list("pk", flat=True).first()
    with _lock:
        if _made is None or _made[0] != edition:
            _made = (edition, Index())
        return _made[1]
