"""Tables as files that Excel in Indonesia opens right."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, TypeVar

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH_OF_TEXT, WIDTH_OF_FIGURE = 30, 13
# what a spreadsheet would run as a formula when it opens a .csv
BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Cells = Sequence[object]  # text, whole numbers, dates; None where there is nothing
Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. `notes` stand under the title, in .xlsx alone."""

    name: str  # of the file, without its ending
    title: str
    notes: Sequence[str]
    head: Sequence[str]
    rows: Iterable[Cells]
    has_total: bool = False  # the last row adds the others up
    texts: frozenset[int] = frozenset({0})  # columns that hold words and want room


def answer(table: Table, ending: str) -> HttpResponseBase:
    return _xlsx(table) if ending == "xlsx" else _csv(table)


def _xlsx(table: Table) -> FileResponse:
    """Headings stay in view, numbers are numbers, codes and names are text.

    Rows go to disk as they come, so that their number does not matter to the memory.
    """
    out = TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for column in range(len(table.head)):
            wide = WIDTH_OF_TEXT if column in table.texts else WIDTH_OF_FIGURE
            page.set_column(column, column, wide)
        page.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        for line, note in enumerate(table.notes, start=1):
            page.write_string(line, 0, note, book.add_format({"italic": True}))
        top = len(table.notes) + 2
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for column, text in enumerate(table.head):
            page.write_string(top, column, text, heading)
        page.freeze_panes(top + 1, 1)
        page.repeat_rows(top)
        _fill(book, page, table, top + 1)
    out.seek(0)
    return _named(FileResponse(out, content_type=XLSX), f"{table.name}.xlsx")


def _fill(book: Any, page: Any, table: Table, top: int) -> None:
    """Write each row when the next one is known, since the last may be the total."""
    plain, total = (
        {
            int: book.add_format({"num_format": "#,##0", **look}),
            date: book.add_format({"num_format": "dd/mm/yyyy", **look}),
            str: book.add_format(look),
        }
        for look in ({}, {"bold": True, "top": 1})
    )
    held: Cells | None = None
    line = top
    for line, row in enumerate(table.rows, start=top):
        if held is not None:
            _write(page, line - 1, held, plain)
        held = row
    if held is not None:
        _write(page, line, held, total if table.has_total else plain)


def _write(page: Any, line: int, cells: Cells, formats: Any) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int):
            page.write_number(line, column, value, formats[int])
        elif isinstance(value, date):
            page.write_datetime(line, column, value, formats[date])
        else:
            page.write_string(line, column, str(value or ""), formats[str])


def _csv(table: Table) -> StreamingHttpResponse:
    """Semicolons and a byte order mark: set to Indonesian, Excel then parts the columns.

    There the comma parts decimals, so that a file parted by commas opens as one column.
    """
    response = StreamingHttpResponse(
        _lines(chain([table.head], table.rows)), content_type="text/csv; charset=utf-8"
    )
    return _named(response, f"{table.name}.csv")


def _lines(rows: Iterable[Cells]) -> Iterator[str]:
    yield "\ufeff"
    for row in rows:
        line = StringIO()
        csv.writer(line, delimiter=";").writerow([_safe(value) for value in row])
        yield line.getvalue()


def _safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    if isinstance(value, str) and value.startswith(BEGINS_FORMULA):
        return f"'{value}"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def _named(response: Answer, filename: str) -> Answer:
    stem, _, ending = filename.rpartition(".")
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(stem)}.{ending}"'
    return response
