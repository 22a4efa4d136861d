"""The rows of a table before they are understood, and how they are: all at once or some.

A large file is understood portion by portion. What has to be known of all of it before, which
rows stand together and which numbers stand twice, is in a few columns.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from berdaya.rules.tables.cells import Reader
from berdaya.rules.tables.checks import ONCE, check_kk_number, check_row, refuse_repeats
from berdaya.rules.tables.columns import Column
from berdaya.rules.tables.faults import CellFault, severity_of
from berdaya.rules.tables.rows import Row
from berdaya.rules.tables.words import text_of

_AT_ONCE = 500  # rows: their cells stay near the processor while columns are read
_STAND_BY = {"kk_number", "household", "village_code"}  # what says with whom a row stands

Line = Sequence[object]


@dataclass(frozen=True, slots=True)
class Cells:
    """A mapped column, ready to be read."""

    at: int
    letter: str
    heading: str
    column: Column
    read: Reader


@dataclass(slots=True)
class Lines:
    """The cells of the rows that hold data, by the number that the spreadsheet shows."""

    found: Mapping[int, Line]
    cells: Sequence[Cells]
    kind: str
    today: date
    _repeats: dict[int, list[CellFault]] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(self.found)

    def __contains__(self, number: int) -> bool:
        return number in self.found

    @property
    def numbers(self) -> KeysView[int]:
        return self.found.keys()

    def whole(self) -> list[Row]:
        """Every row, understood and held against the others."""
        rows = self.understood(self.numbers)
        refuse_repeats(rows, self.kind)
        return rows

    def outline(self) -> list[Row]:
        """Every row, of which no more is understood than what tells with whom it stands.

        Afterwards it is known which numbers stand twice.
        """
        once = {target for target, _code in ONCE[self.kind]}
        cells = [it for it in self.cells if it.column.target in _STAND_BY | once]
        rows = [row for some in _portions(self.found) for row in _read(some, cells)]
        places = _places(self.cells)
        for row in rows:
            check_kk_number(row, places)
        self._note_repeats(rows, once)
        return rows

    def understood(self, numbers: Iterable[int]) -> list[Row]:
        """These rows in this order, each with what is wrong with it."""
        chosen = {number: self.found[number] for number in numbers}
        rows = [row for some in _portions(chosen) for row in _read(some, self.cells)]
        places = _places(self.cells)
        for row in rows:
            check_row(row, self.kind, self.today, places)
            row.faults += self._repeats.get(row.number, ())
        return rows

    def _note_repeats(self, outline: Iterable[Row], once: Iterable[str]) -> None:
        """Which of the rows that share a number is refused takes all that they say to decide."""
        told = {row.number: [(it, row.values.get(it)) for it in once] for row in outline}
        count = Counter(one for said in told.values() for one in said if one[1])
        shared = [
            number for number, said in told.items() if any(count[one] > 1 for one in said)
        ]
        rows = self.understood(shared)
        before = [len(row.faults) for row in rows]
        refuse_repeats(rows, self.kind)
        self._repeats = {
            row.number: row.faults[known:] for row, known in zip(rows, before, strict=True)
        }


def _portions(lines: Mapping[int, Line]) -> Iterator[dict[int, Line]]:
    remaining = iter(lines.items())
    while some := dict(islice(remaining, _AT_ONCE)):
        yield some


def _places(cells: Iterable[Cells]) -> dict[str, tuple[str, str]]:
    return {cell.column.target: (cell.letter, cell.heading) for cell in cells}


def _read(lines: Mapping[int, Line], cells: Sequence[Cells]) -> list[Row]:
    """What each line says, read column by column: cell by cell takes twice as long."""
    faults: dict[int, list[CellFault]] = defaultdict(list)
    columns: list[Sequence[object]] = []
    for cell in cells:
        raws = [raw[cell.at] for raw in lines.values()]
        values, codes = zip(*map(cell.read, raws), strict=True)
        columns.append(values)
        if cell.column.need or any(codes):
            for number, raw, value, code in zip(lines, raws, values, codes, strict=True):
                is_missing = cell.column.need and (value is None or value == "")
                if code or is_missing:
                    fault = _fault(cell, raw, code or f"cell.{cell.column.need}")
                    faults[number].append(fault)
    if not cells:
        return [Row(number) for number in lines]
    targets = [cell.column.target for cell in cells]
    return [
        Row(number, dict(zip(targets, values, strict=True)), faults.get(number, []))
        for number, values in zip(lines, zip(*columns, strict=True), strict=True)
    ]


def _fault(cell: Cells, raw: object, code: str) -> CellFault:
    shown = text_of(raw)
    params: dict[str, object] = {"value": shown, "most": cell.column.longest}
    severity = severity_of(code)
    if cell.column.need == "required":
        severity = "error"
    return CellFault(cell.letter, cell.heading, shown, code, params, severity)
