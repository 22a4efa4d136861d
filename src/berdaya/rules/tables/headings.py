"""Finding the row of headings, and what each heading stands for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from berdaya.rules.tables.columns import (
    COLUMNS,
    IGNORED,
    IGNORED_HEADINGS,
    OPENSID_HEADINGS,
    Column,
)
from berdaya.rules.tables.sheets import Range, Rows, letter_of
from berdaya.rules.tables.words import plain, text_of

SEARCHED_ROWS = 60  # how far below the top a heading may stand
_LONGEST_HEADING = 60
_SHORTEST_MISSPELT = 5
_NEAR_ENOUGH = 85  # of 100; "tangal lahir" is 96 of "tanggal lahir"
_OPENSID_AT_LEAST = 35  # of its 43 columns: later versions add and drop a few
_OPENSID = frozenset(plain(heading) for heading in OPENSID_HEADINGS)


@dataclass(frozen=True, slots=True)
class Headings:
    """Which column of a sheet holds what. Columns and rows are counted from 0 here."""

    row: int  # the last row of the headings
    names: Mapping[int, str]
    columns: Mapping[int, Column]
    ignored: frozenset[int] = frozenset()
    is_one_row: bool = True

    @property
    def score(self) -> int:
        return len(self.columns)

    @property
    def layout(self) -> str:
        """`opensid` for the population file of OpenSID, else `general`."""
        known = _OPENSID & {plain(name) for name in self.names.values()}
        return "opensid" if len(known) >= _OPENSID_AT_LEAST else "general"


def find_headings(
    rows: Rows, merged: Sequence[Range], kind: str, mapping: Mapping[str, str] | None
) -> Headings | None:
    """The row, or two rows, of which most cells are headings we know; None when no two are."""
    best: Headings | None = None
    for index in range(min(len(rows), SEARCHED_ROWS)):
        single, double = _single(rows, index), _double(rows, index, merged)
        for below, names in enumerate((single, double)):
            columns, ignored = _matched(names, kind, mapping or {})
            found = Headings(index + below, names[0], columns, ignored)
            # a title above the headings is no part of them: on a par, one row is enough
            if best is None or (found.score, not below) > (best.score, best.is_one_row):
                best = replace(found, is_one_row=not below)
    return best if best and best.score > 1 else None


_Names = tuple[dict[int, str], dict[int, str] | None]


def _single(rows: Rows, index: int) -> _Names:
    return {at: text for at, cell in enumerate(rows[index]) if (text := text_of(cell))}, None


def _double(rows: Rows, index: int, merged: Sequence[Range]) -> _Names:
    """Two rows of headings: under “Alamat” stand “RT” and “RW”; “NIK” reaches over both.

    The second part holds the lower cell alone, which often says enough.
    """
    upper = _single(rows, index)[0]
    lower = _single(rows, index + 1)[0] if index + 1 < len(rows) else {}
    if not lower or not upper:
        return {}, {}
    spread = dict(upper)
    for (top, left), (_bottom, right) in merged:
        if top == index and left in upper:
            spread.update(dict.fromkeys(range(left, right + 1), upper[left]))
    if not merged:
        _spread_over_blanks(spread, upper, lower)
    names = {
        at: " ".join(filter(None, (spread.get(at), lower.get(at))))
        for at in sorted(spread.keys() | lower.keys())
    }
    return names, lower


def _spread_over_blanks(
    spread: dict[int, str], upper: Mapping[int, str], lower: Mapping[int, str]
) -> None:
    """Without a list of merged cells, a blank belongs to the heading on its left."""
    over = ""
    for at in range(max(lower, default=-1) + 1):
        over = upper.get(at, over)
        if at in lower and at not in upper and over:
            spread[at] = over


def _matched(
    names: _Names, kind: str, mapping: Mapping[str, str]
) -> tuple[dict[int, Column], frozenset[int]]:
    full, lower = names
    columns: dict[int, Column] = {}
    ignored = set()
    nearness: dict[str, tuple[int, int]] = {}
    for at, name in full.items():
        column, near = _chosen(at, name, (lower or {}).get(at, ""), kind, mapping)
        if column is None:
            continue
        if column.target == IGNORED:
            ignored.add(at)
        elif near > nearness.get(column.target, (0, at))[0]:
            # the better of two columns that could be one thing; the first of equals
            columns.pop(nearness.get(column.target, (0, at))[1], None)
            columns[at] = column
            nearness[column.target] = near, at
    return columns, frozenset(ignored)


def _chosen(
    at: int, name: str, lower: str, kind: str, mapping: Mapping[str, str]
) -> tuple[Column | None, int]:
    said = mapping.get(letter_of(at), mapping.get(name))
    if said is not None:
        return _told(said, name, kind), 1000
    return max((_meant(text, kind) for text in (lower, name)), key=lambda found: found[1])


def _told(target: str, name: str, kind: str) -> Column | None:
    """The column that the user says it is; among those of one target, the one with its heading."""
    same = [column for column in COLUMNS[kind] if column.target == target]
    named = [column for column in same if plain(name) in column.headings]
    return next(iter(named or same), _IGNORED)


_IGNORED = Column(IGNORED, IGNORED, ())


@lru_cache(maxsize=4096)
def _meant(heading: str, kind: str) -> tuple[Column | None, int]:
    """The column a heading means, and how near it is (100 the same words)."""
    words = plain(heading)
    if not words or len(words) > _LONGEST_HEADING:
        return None, 0
    known = _known(kind)
    if words not in known and all(len(word) == 1 for word in words.split()):
        words = words.replace(" ", "")  # "N I K"
    if words in known:
        return known[words], 100
    if len(words) < _SHORTEST_MISSPELT or any(sign.isdecimal() for sign in words):
        return None, 0
    near = process.extractOne(words, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
    return (known[near[0]], int(near[1]) - 1) if near else (None, 0)


@lru_cache(maxsize=8)
def _known(kind: str) -> dict[str, Column]:
    return {
        **dict.fromkeys(IGNORED_HEADINGS, _IGNORED),
        **{heading: column for column in COLUMNS[kind] for heading in column.headings},
    }
