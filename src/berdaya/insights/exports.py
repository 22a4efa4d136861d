"""The board and its lists as files that Excel in Indonesia opens right."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from itertools import chain
from typing import Any, TypeVar

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Sequence[object]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def sheet(
    name: str, title: str, notes: Sequence[str], head: Cells, rows: Iterable[Cells]
) -> HttpResponse:
    """An .xlsx: title and notes above, headings that stay in view, numbers as numbers."""
    out = BytesIO()
    # constant_memory writes each row away as it comes, however many there are
    with xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": False}) as book:
        bold, faint = book.add_format({"bold": True}), book.add_format({"italic": True})
        large = book.add_format({"bold": True, "font_size": 14})
        whole = book.add_format({"num_format": "#,##0"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page = book.add_worksheet()
        page.set_column(0, 0, 34)
        page.set_column(1, 30, 14)
        page.write_string(0, 0, title, large)
        for line, note in enumerate(notes, start=1):
            page.write_string(line, 0, note, faint)
        top = len(notes) + 2
        page.write_row(top, 0, head, bold)
        page.freeze_panes(top + 1, 1)
        for line, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                _write(page, line, column, value, whole, day)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    return _named(response, f"{name}.xlsx")


def _write(page: Any, line: int, column: int, value: object, whole: Any, day: Any) -> None:
    if isinstance(value, int):
        page.write_number(line, column, value, whole)
    elif isinstance(value, date):
        page.write_datetime(line, column, value, day)
    else:
        page.write_string(line, column, str(value or ""))


def table(name: str, head: Cells, rows: Iterable[Cells]) -> StreamingHttpResponse:
    """A .csv with semicolons and a byte order mark, which Indonesian Excel opens by a click."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    return _named(response, f"{name}.csv")


def _lines(head: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    yield "\ufeff"
    for row in chain([head], rows):
        line = StringIO()
        csv.writer(line, delimiter=";").writerow([_safe(value) for value in row])
        yield line.getvalue()


def _safe(value: object) -> object:
    """Text that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def _named(response: Answer, filename: str) -> Answer:
    plain = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in filename)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
