"""Reading a table of persons, families or answers as a village office has it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path

from berdaya.rules.tables import evidence
from berdaya.rules.tables.cells import Reader, reader_of
from berdaya.rules.tables.columns import COLUMNS, ONE_OF
from berdaya.rules.tables.faults import TableFault
from berdaya.rules.tables.headings import SEARCHED_ROWS, Headings, find_headings
from berdaya.rules.tables.lines import Cells, Lines
from berdaya.rules.tables.registers import open_sheets
from berdaya.rules.tables.rows import Row
from berdaya.rules.tables.sheets import Range, Rows, Sheet, letter_of
from berdaya.rules.tables.words import plain, text_of

_HINTS = ("petunjuk", "panduan", "contoh", "kode", "referensi", "keterangan", "instruction")
_FOOTERS = ("jumlah", "total", "rata rata", "mengetahui", "catatan", "keterangan", "sumber")
_NUMBERED_AT_LEAST = 3
_IDENTITY = ("name", "head_name", "nik", "kk_number", "family_id")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read. Letters and numbers are those the spreadsheet shows."""

    layout: str  # opensid, siak, one of registers.BIP, general
    sheet: str
    header_row: int
    mapping: Mapping[str, str]  # letter of a column to its target
    headings: Mapping[str, str]  # letter of a column to its heading
    unmapped: tuple[tuple[str, str], ...]  # columns nobody knows: letter, heading
    ignored: tuple[tuple[str, str], ...]  # columns we know and do not need
    lines: Lines  # of its rows, before they are understood
    rows: list[Row]  # none yet where they are understood later
    passed_over: tuple[tuple[int, str], ...]  # totals, signatures, repeated headings


def read_table(
    source: Path | str | bytes | list[Sheet],
    filename: str,
    kind: str,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    only_answered: bool = False,
) -> Table:
    """Read the `persons`, `families` or `answers` of a file, each row with what is wrong with it.

    The parameters are those of `open_table`, which it also raises the faults of.
    """
    return whole(
        open_table(
            source, filename, kind, today=today, mapping=mapping, only_answered=only_answered
        )
    )


def whole(table: Table) -> Table:
    """The table with all of its rows understood."""
    return replace(table, rows=table.lines.whole())


def cover_of(table: Table) -> Table:
    """What is known of a table but for its rows."""
    return replace(table, lines=replace(table.lines, found={}, cells=()), rows=[])


def open_table(
    source: Path | str | bytes | list[Sheet],
    filename: str,
    kind: str,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    only_answered: bool = False,
) -> Table:
    """Find the `persons`, `families` or `answers` of a file, whose rows are understood later.

    `mapping` overrules: letter of a column, or its heading, to a target or "" (leave it out).
    With `only_answered` rows without any answer are not read, even where none has one.
    Raises TableFault when the file as a whole cannot be read.
    """
    sheets = source if isinstance(source, list) else open_sheets(source)
    sheet, headings = _sheet_with_headings(sheets, kind, mapping)
    _require_columns(sheet, headings, kind)
    rows = sheet.rows()
    _fill_merged(rows, sheet.merged, headings)
    cells = _prepared(rows, headings, today)
    wanted = [cell.at for cell in cells if only_answered and cell.column.kind == "answer"]
    lines, passed_over = _lines(rows, headings, cells, wanted)
    if not lines and not only_answered:
        raise TableFault("table.no_rows", sheet=sheet.name or filename, row=headings.row + 1)
    known = headings.columns.keys() | headings.ignored
    return Table(
        layout=sheet.layout or headings.layout,
        sheet=sheet.name,
        header_row=headings.row + 1,
        mapping={cell.letter: cell.column.target for cell in cells},
        headings={letter_of(at): name for at, name in headings.names.items()},
        unmapped=_listed(headings, headings.names.keys() - known),
        ignored=_listed(headings, headings.ignored),
        lines=Lines(lines, cells, kind, today),
        rows=[],
        passed_over=tuple(passed_over),
    )


def _listed(
    headings: Headings, places: Sequence[int] | frozenset[int] | set[int]
) -> tuple[tuple[str, str], ...]:
    return tuple((letter_of(at), headings.names[at]) for at in sorted(places))


def _sheet_with_headings(
    sheets: Sequence[Sheet], kind: str, mapping: Mapping[str, str] | None
) -> tuple[Sheet, Headings]:
    """The sheet that knows most columns; among equals the visible, the named for data, the long."""
    found = []
    for sheet in sheets:
        headings = find_headings(sheet.rows(SEARCHED_ROWS + 1), sheet.merged, kind, mapping)
        if headings:
            is_hint = plain(sheet.name).startswith(_HINTS)
            rank = (headings.score, not sheet.is_hidden, not is_hint, sheet.height)
            found.append((rank, sheet, headings))
    if not found:
        wanted = [column.headings[0] for column in COLUMNS[kind] if column.need]
        raise TableFault("table.no_headings", columns=", ".join(wanted))
    _, sheet, headings = max(found, key=lambda one: one[0])
    return sheet, headings


def _require_columns(sheet: Sheet, headings: Headings, kind: str) -> None:
    present = {column.target for column in headings.columns.values()}
    missing = [
        column.headings[0]
        for column in COLUMNS[kind]
        if column.need == "required" and column.target not in present
    ]
    if kind in ONE_OF and not present & set(ONE_OF[kind]):
        missing.append(" / ".join(ONE_OF[kind]))
    if missing:
        raise TableFault(
            "table.missing_columns",
            columns=", ".join(dict.fromkeys(missing)),
            row=headings.row + 1,
            sheet=sheet.name,
        )


def _fill_merged(rows: Rows, merged: Sequence[Range], headings: Headings) -> None:
    """A cell merged down over the rows of a family says the same for each of them."""
    for (top, left), (bottom, _right) in merged:
        if top <= headings.row or left not in headings.columns:
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]


def _prepared(rows: Rows, headings: Headings, today: date) -> list[Cells]:
    below = rows[headings.row + 1 :]
    answers = [at for at, column in headings.columns.items() if column.kind == "answer"]
    prepared = []
    read_answer: Reader | None = None
    for at, column in headings.columns.items():
        cells = (row[at] for row in below if at < len(row))
        if column.kind == "relation":
            read = reader_of(evidence.relation_of(column, cells), today)
        else:
            read = reader_of(column, today)
        if column.kind == "answer":
            if read_answer is None:
                read_answer = evidence.answers_of(read, _filled(below, answers))
            read = read_answer
        elif column.kind in {"nik", "kk"} and evidence.is_rounded(cells):
            read = evidence.refuse_rounded(read)
        prepared.append(Cells(at, letter_of(at), headings.names.get(at, ""), column, read))
    return prepared


def _filled(rows: Rows, places: Sequence[int]) -> Iterator[Sequence[object]]:
    """The cells at these places, of the rows that reach so far and have any filled."""
    width = max(places) + 1
    pick = _picker(places)
    nothing = pick([""] * width)
    for row in rows:
        cells = pick(row if len(row) >= width else [*row, *[""] * (width - len(row))])
        if cells != nothing:
            yield cells


def _picker(places: Sequence[int]) -> Callable[[Sequence[object]], Sequence[object]]:
    """What takes the cells at these places out of a row."""
    if len(places) == 1:
        [at] = places
        return lambda row: (row[at],)
    return itemgetter(*places)


def _lines(
    rows: Rows, headings: Headings, cells: Sequence[Cells], wanted: Sequence[int]
) -> tuple[dict[int, Sequence[object]], list[tuple[int, str]]]:
    """The cells of each row that holds data, by its number, and what was passed over.

    If any are wanted, at least one of these cells is filled.
    """
    lines: dict[int, Sequence[object]] = {}
    passed_over: list[tuple[int, str]] = []
    width = max(cell.at for cell in cells) + 1
    start = headings.row + 1
    if start < len(rows) and _is_numbering(rows[start]):
        start += 1
    said = _picker(wanted) if wanted else None
    nothing = ("",) * len(wanted)
    # digits in these say whose row it is
    tell_whose = [cell.at for cell in cells if cell.column.kind in {"kk", "nik", "family"}]
    for number, found in enumerate(rows[start:], start=start + 1):
        if not any(cell != "" and cell is not None for cell in found):
            continue
        if "###" in found[:2]:
            break  # OpenSID's mark below the last row
        raw = [*found, *[""] * (width - len(found))] if len(found) < width else found
        if said and said(raw) == nothing:
            continue
        if not any(_has_digit(raw[at]) for at in tell_whose) and _is_no_data(raw, cells):
            passed_over.append((number, next(filter(None, map(text_of, raw)), "")))
            continue
        lines[number] = raw
    return lines, passed_over


def _is_numbering(raw: Sequence[object]) -> bool:
    """A row (1) (2) (3) … under the headings, as official forms have it."""
    numbers = [plain(text_of(cell)) for cell in raw if text_of(cell)]
    first = next(iter(numbers), "")
    return (
        len(numbers) >= _NUMBERED_AT_LEAST
        and first in {"0", "1"}
        and numbers == [str(int(first) + step) for step in range(len(numbers))]
    )


def _is_no_data(raw: Sequence[object], cells: Sequence[Cells]) -> bool:
    """Totals, signatures and headings printed again on each page. Its numbers were looked at."""
    filled = [cell for cell in cells if raw[cell.at] != ""]
    who = [cell for cell in filled if cell.column.target in _IDENTITY]
    if plain(next(filter(None, map(text_of, raw)), "")).startswith(_FOOTERS):
        return True
    if who and text_of(raw[who[0].at]) == who[0].heading:
        return True
    return len(filled) <= 1 or (not who and len(filled) * 2 < len(cells))


def _has_digit(raw: object) -> bool:
    return not isinstance(raw, str) or any(map(str.isdecimal, raw))
