"""What only the whole column tells: codes of which form, crosses that mean no, lost last digits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from berdaya.rules import indonesia
from berdaya.rules.tables.cells import Reader, Reading, remembering
from berdaya.rules.tables.columns import Column
from berdaya.rules.tables.words import (
    CROSSES,
    RELATION_OF_FORM,
    RELATION_OF_REGISTER,
    TICKS,
    plain,
    text_of,
)

_ENOUGH: Final = 10  # numbers that all end in 0 by chance: one in ten thousand million
_FEW: Final = 10
_SIXTEEN: Final = 16
_NO: Final = frozenset({"0", "tidak", "t", "tdk", "belum", "no", "n"})


def relation_of(column: Column, cells: Iterable[object]) -> Column:
    """Which codes a column of relations without further name uses.

    The register counts to 11 and its 2 (husband) hardly occurs; the official form stops at 4
    and its 2 is every wife. When neither shows, codes stay unread.
    """
    seen = Counter(text_of(cell).removesuffix(".0") for cell in cells)
    if any(seen[str(code)] for code in range(5, 12)):
        return replace(column, vocabulary=RELATION_OF_REGISTER)
    beyond_two = seen["3"] + seen["4"]
    if beyond_two and seen["2"] * _FEW < seen["1"]:
        return column
    return replace(column, vocabulary=RELATION_OF_FORM)


def is_rounded(cells: Iterable[object]) -> bool:
    """Whether a column of text was written by a program that had kept 15 digits only."""
    numbers = set()
    for cell in cells:
        digits = indonesia.repair_number(cell) if isinstance(cell, str) else ""
        if len(digits) == _SIXTEEN and digits.isdecimal():
            if not digits.endswith("0"):
                return False
            numbers.add(digits)
    return len(numbers) >= _ENOUGH


def refuse_rounded(read: Reader) -> Reader:
    """A reader for such a column: no number of it can be trusted."""

    def reading(raw: object) -> Reading:
        value, code = read(raw)
        return (None, code or "number.rounded") if value else (value, code)

    return reading


def answers_of(read: Reader, rows: Iterable[Sequence[object]]) -> Reader:
    """A reader of answers that has seen all of them.

    A cross means no beside ticks, and may be a tick where there are none. A 2 means “does not
    apply” beside zeros; without any it may be the no of a form that codes yes 1, no 2.
    """
    # each distinct cell once; its kind keeps True and 1 apart
    distinct: set[tuple[type, object]] = set()
    for cells in rows:
        distinct.update(zip(map(type, cells), cells, strict=True))
    words = {text_of(cell).lower().removesuffix(".0") for _kind, cell in distinct}
    has_ticks = not words.isdisjoint(TICKS)
    says_no = has_ticks or any(plain(word) in _NO for word in words)

    def reading(raw: object) -> Reading:
        text = text_of(raw).lower()
        if has_ticks and text in CROSSES:
            return 0, ""
        value, code = read(raw)
        if value == 2 and not says_no and plain(text).removesuffix(" 0") == "2":
            return None, "answer.two_unclear"
        return value, code

    return remembering(reading)
