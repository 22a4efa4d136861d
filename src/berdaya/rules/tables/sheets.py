"""Opening a file: whatever kind it is, sheets of rows as a spreadsheet numbers them."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    ZipError,
)

from berdaya.rules.tables.faults import TableFault

Rows = list[list[object]]
Range = tuple[tuple[int, int], tuple[int, int]]  # of merged cells, from 0, ends included

_MOST_CELLS = 25_000_000  # a district of 100,000 families in OpenSID's 64 columns has 22
_MOST_BYTES_UNPACKED = 1_000_000_000
_DELIMITERS = ";\t,|"
_SAMPLE = 50
_ENCRYPTED = 1  # the bit of a zip entry that says so
# A cell that ends in "/>" is empty. What stands in front of r= is looked at last, so that the
# search runs from one r=" to the next: six times as fast in 60 MB of cells.
_FILLED_ROW = re.compile(rb'r="(?<=\sr=")[A-Z]+(\d+)"[^>]*(?<!/)>')
_LOW_ROW = re.compile(rb'r="(?<=\sr=")[A-Z]+(\d{6,})"[^>]*(?<!/)>')
_FAR_COLUMN = re.compile(rb'r="(?<=\sr=")([A-Z]{2,3})\d+"[^>]*(?<!/)>')
_BEYOND_CV = re.compile(rb'r="(?<=\sr=")([A-Z]{3}|C[W-Z]|[D-Z][A-Z])\d+"[^>]*(?<!/)>')
_ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_ODS_CELLS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
# what the readers of workbooks raise on parts that are cut off, garbled or packed in an unknown way
_TORN = (
    CalamineError,
    ZipError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
)
_WEB = (b"<html", b"<!doctype", b"<table", b"%pdf", b"<?xml", b"{\\rtf")


class _Locked(Exception):
    """A part of the workbook asks for a password."""


@dataclass(slots=True)
class Sheet:
    """A sheet of which the first rows are known, and the rest on demand."""

    name: str
    is_hidden: bool
    source: CalamineSheet | Rows
    kept: Rows | None = None  # all rows, once somebody asked for them
    ranges: Sequence[Range] | None = None  # merged cells, likewise
    layout: str = ""  # of a list of the civil register; see registers.py

    @property
    def height(self) -> int:
        return len(self.source) if isinstance(self.source, list) else self.source.total_height

    @property
    def merged(self) -> Sequence[Range]:
        """Merged cells; .ods and .csv do not tell."""
        if self.ranges is None:
            told = None if isinstance(self.source, list) else self.source.merged_cell_ranges
            self.ranges = told or ()
        return self.ranges

    def rows(self, most: int | None = None) -> Rows:
        """The first `most` rows, or all; row n of the spreadsheet stands at n - 1.

        All of them are one list for every reader, with merged cells filled by the first.
        """
        if self.kept is None and isinstance(self.source, list):
            self.kept = self.source
        if self.kept is not None:
            return self.kept if most is None else self.kept[:most]
        try:
            rows: Rows = self.source.to_python(skip_empty_area=False, nrows=most)  # type: ignore[assignment, union-attr]
        except _TORN as error:
            raise TableFault("table.unreadable") from error
        if most is None:
            self.ranges = self.merged
            # the reader holds every cell a second time: 700 MB in a file of 100,000 families
            self.kept = self.source = rows
        return rows


def open_file(path_or_bytes: Path | str | bytes, *, fits: bool = False) -> list[Sheet]:
    """The sheets of .xlsx, .xlsm, .ods, .xls and .csv files, told apart by what is in them.

    With `fits`, `refuse_what_does_not_fit` has let it pass already.
    Raises TableFault when the file is none of these, is locked, or would not fit in memory.
    """
    data = (
        path_or_bytes if isinstance(path_or_bytes, bytes) else Path(path_or_bytes).read_bytes()
    )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if not fits:
            refuse_what_does_not_fit(data)
        return _open_workbook(data)
    if data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        raise TableFault("table.web_page")
    return [Sheet("", is_hidden=False, source=_read_csv(data))]


def refuse_what_does_not_fit(data: bytes) -> None:
    """Raises TableFault when a workbook is locked or torn, or would not fit in memory."""
    if not data.startswith(b"PK"):
        return
    with _as_faults():
        _refuse_what_unpacks_too_far(io.BytesIO(data))


@contextmanager
def _as_faults() -> Iterator[None]:
    try:
        yield
    except (PasswordError, _Locked) as error:
        raise TableFault("table.password") from error
    except _TORN as error:
        raise TableFault("table.unreadable") from error


def _open_workbook(data: bytes) -> list[Sheet]:
    with _as_faults():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            Sheet(
                about.name,
                about.visible != SheetVisibleEnum.Visible,
                workbook.get_sheet_by_name(about.name),
            )
            for about in workbook.sheets_metadata
            if str(about.typ).endswith("WorkSheet")
        ]
    for sheet in sheets:
        _refuse_what_reaches_too_far(sheet.name, sheet.source)
    return sheets


def _refuse_what_reaches_too_far(name: str, source: CalamineSheet | Rows) -> None:
    if isinstance(source, list):
        return
    rows, columns = source.total_height, source.total_width
    if rows * columns > _MOST_CELLS:
        raise TableFault("table.too_large", sheet=name, rows=rows, columns=columns)


def _refuse_what_unpacks_too_far(file: BinaryIO) -> None:
    """The reader lays a sheet out in full, so one cell in the last corner would end the process."""
    with zipfile.ZipFile(file) as archive:
        if any(part.flag_bits & _ENCRYPTED for part in archive.infolist()):
            raise _Locked
        if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES_UNPACKED:
            raise TableFault("table.too_large", sheet="", rows="?", columns="?")
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _refuse_far_cells(part, archive.read(part))
            elif part == "content.xml":
                for table in archive.read(part).split(b"</table:table>"):
                    _refuse_repeated_cells(table)


def _refuse_far_cells(part: str, xml: bytes) -> None:
    """Cells that hold only a format do not count: offices format whole columns."""
    low = max(map(int, _LOW_ROW.findall(xml)), default=99_999)
    far = max(map(_index_of, set(_BEYOND_CV.findall(xml))), default=100)
    if far == 100 and far * low > _MOST_CELLS:
        far = max(map(_index_of, set(_FAR_COLUMN.findall(xml))), default=26)
    if far * low > _MOST_CELLS:
        rows = max((int(row) for row in _FILLED_ROW.findall(xml)), default=0)
        if far * rows > _MOST_CELLS:
            raise TableFault("table.too_large", sheet=part, rows=rows, columns=far)


def _refuse_repeated_cells(xml: bytes) -> None:
    """An .ods says “and so on” for rows and cells: a few letters may stand for a million."""
    rows = filled = width = 0
    for head, body in _ODS_ROW.findall(xml):
        rows += int(next(iter(_ODS_ROWS_REPEATED.findall(head)), 1))
        end = body.rfind(b"value-type")
        if end >= 0:
            filled = rows
            again = sum(int(times) for times in _ODS_CELLS_REPEATED.findall(body[:end]))
            width = max(width, body.count(b"<table:table-cell") + again)
    if filled * width > _MOST_CELLS:
        raise TableFault("table.too_large", sheet="", rows=filled, columns=width)


def _index_of(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index


def letter_of(column: int) -> str:
    """The letters over a column that is counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _read_csv(data: bytes) -> Rows:
    text = _decoded(data)
    first, _, _rest = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == len("sep=") + 1:
        delimiter = said[-1]
    else:
        delimiter = max(_DELIMITERS, key=lambda one: _columns_split_by(one, text))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TableFault("table.unreadable") from error
    return [list(row) for row in rows]


def _columns_split_by(delimiter: str, text: str) -> int:
    """How many cells the fuller half of the first rows has: titles above have one."""
    lines = text.splitlines()[:_SAMPLE]
    try:
        widths = sorted(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0
    return widths[len(widths) * 3 // 4] if widths else 0


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableFault("table.unreadable")
