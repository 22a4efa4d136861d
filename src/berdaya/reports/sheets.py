"""A filled form as a spreadsheet that prints as the paper does: a page for each part."""

from datetime import date
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter

from berdaya.reports.filled import LANGUAGE, Cell, Filled, say
from berdaya.rules.official_forms.definition import Column, Part

PAPERS = {"a4": 9, "f4": 14}  # as Excel numbers them; 14 is Folio, 8.5 by 13 inches
WIDTH = 4.2  # characters for one unit of a column's width
NARROW = 0.9  # of a column's characters: words do not break where it ends
LINE = 15  # points
LONGEST_NAME = 31  # of a sheet


def workbook(filled: Filled, size: str) -> bytes:
    """Landscape, one page wide, headings repeated on each page; numbers stay text."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"{filled.form.code} {filled.about}"})
        looks = _looks(book)
        for part in filled.form.parts:
            page = book.add_worksheet(part.heading[LANGUAGE].replace("/", " ")[:LONGEST_NAME])
            _set_up(page, filled, size)
            page.write_string(0, 0, f"{filled.title} ({filled.form.code})", looks["title"])
            page.write_string(1, 0, filled.about, looks["soft"])
            end = (_facts if part.look == "facts" else _table)(page, filled, part, looks)
            _small_print(page, filled, part, looks, end + 2)
    return out.getvalue()


def _small_print(page: Any, filled: Filled, part: Part, looks: Any, top: int) -> None:
    """Within the columns of the page, so that nothing of it widens what is printed."""
    last = 1 if part.look == "facts" else len(part.columns) - 1
    for line, text in enumerate(filled.small_print, start=top):
        page.merge_range(line, 0, line, last, text, looks["small"])
        page.set_row(line, 24)


def _looks(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "soft": book.add_format({"font_size": 11}),
        "small": book.add_format({"italic": True, "font_size": 8, "text_wrap": True}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#EFE9E2"}),
        "fact": book.add_format({"bold": True}),
        "value": book.add_format({"text_wrap": True, "align": "left", "valign": "top"}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "num_format": "#,##0"}),
        "day": book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"}),
    }


def _set_up(page: Any, filled: Filled, size: str) -> None:
    page.set_landscape()
    page.set_paper(PAPERS[size])
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{filled.form.code}&R&P / &N")


def _facts(page: Any, filled: Filled, part: Part, looks: Any) -> int:
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 80)
    line = 2
    for line, (name, value) in enumerate(filled.facts(part), start=3):
        page.write_string(line, 0, name, looks["fact"])
        page.write_string(line, 1, value, looks["value"])
    return line


def _table(page: Any, filled: Filled, part: Part, looks: Any) -> int:
    top = 3
    for at, column in enumerate(part.columns):
        page.set_column(at, at, max(column.width * WIDTH, 6))
        page.write_string(top, at, column.heading[LANGUAGE], looks["head"])
    page.set_row(top, 32)  # two lines: LibreOffice grows no row by itself
    page.repeat_rows(top)
    page.freeze_panes(top + 1, 0)
    line = top
    for line, row in enumerate(filled.table(part), start=top + 1):
        page.set_row(line, LINE * _lines(part, row))
        for at, (column, value) in enumerate(zip(part.columns, row, strict=True)):
            _write(page, line, at, column, value, looks)
    return line


def _lines(part: Part, row: list[Cell]) -> int:
    """How many lines the longest cell takes, for LibreOffice grows no row by itself."""
    return max(
        ceil(len(say(value)) / max(column.width * WIDTH * NARROW, 6))
        for column, value in zip(part.columns, row, strict=True)
    )


def _write(page: Any, line: int, at: int, column: Column, value: Cell, looks: Any) -> None:
    if isinstance(value, int):
        page.write_number(line, at, value, looks["number"])
    elif isinstance(value, date):
        page.write_datetime(line, at, value, looks["day"])
    else:
        page.write_string(line, at, say(value), looks["number" if column.is_number else "text"])
