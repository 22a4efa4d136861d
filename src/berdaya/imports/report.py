"""What a plan comes to, as plain values that can be kept and shown again."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from berdaya.imports.book import Book
from berdaya.imports.plan import left_out
from berdaya.imports.planned import Plan
from berdaya.imports.words import Problem
from berdaya.rules.indonesia import repair_number
from berdaya.rules.tables import Row, Table
from berdaya.rules.tables.sheets import letter_of
from berdaya.rules.tables.words import text_of

ROWS_NAMED = 12  # of one kind of problem; the file of rejected rows names them all


def about(book: Book) -> dict[str, Any]:
    """What was understood of the file as a whole."""
    if book.cover:
        return dict(book.cover.about)
    table = book.table
    return {
        "layout": table.layout,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": [
            [letter, table.headings.get(letter, ""), target]
            for letter, target in sorted(
                _mapping(book).items(), key=lambda one: (len(one[0]), one)
            )
        ],
        "headings": sorted(table.headings.items(), key=lambda one: (len(one[0]), one)),
        "ignored": [heading for _letter, heading in table.ignored],
        "unmapped": _unmapped(book),
        "rows": len(table.lines) + _rows_apart(book),
    }


COUNTS = (
    *("families", "persons", "known", "answers", "left_out", "new_heads"),
    *("groups", "members"),  # of a list of groups
)


def report_of(plan: Plan) -> dict[str, Any]:
    """What a plan comes to: counts, and each kind of problem once with its first rows."""
    return {
        "families": plan.count_families,
        "persons": plan.count_persons,
        "known": len(plan.known),
        "answers": len(plan.entries),
        "left_out": plan.count_left_out,
        "new_heads": len(plan.new_heads),
        "problems": by_kind(plan.problems),
    }


def together(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The reports of all portions as one."""
    kinds: dict[tuple[str, ...], dict[str, Any]] = {}
    for kind in (kind for report in reports for kind in report["problems"]):
        key = (kind["severity"], kind["code"], kind["heading"], kind["sheet"])
        first = kinds.setdefault(key, {**kind, "count": 0, "rows": []})
        first["count"] += kind["count"]
        first["rows"] = [*first["rows"], *kind["rows"]][:ROWS_NAMED]
    counts: dict[str, Any] = {name: sum(it.get(name, 0) for it in reports) for name in COUNTS}
    return counts | {"problems": sorted(kinds.values(), key=_weight)}


def _weight(kind: Mapping[str, Any]) -> tuple[int, int]:
    return {"error": 0, "warning": 1, "skip": 2}[kind["severity"]], -kind["count"]


def _rows_apart(book: Book) -> int:
    return len(book.answers.lines) if book.answers and book.sheet_of_answers else 0


def _mapping(book: Book) -> dict[str, str]:
    if book.sheet_of_answers:
        return dict(book.table.mapping)
    return {**(book.answers.mapping if book.answers else {}), **book.table.mapping}


def _unmapped(book: Book) -> list[str]:
    answers = {} if book.sheet_of_answers or not book.answers else book.answers.mapping
    return [heading for letter, heading in book.table.unmapped if letter not in answers]


def by_kind(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Each kind of problem once, with its first rows."""
    kinds: dict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        kinds[problem.severity, problem.code, problem.heading, problem.sheet].append(problem)
    shown = [
        {
            "severity": severity,
            "code": code,
            "heading": heading,
            "sheet": sheet,
            "count": len(found),
            "rows": [{"row": it.row, "params": dict(it.params)} for it in found[:ROWS_NAMED]],
        }
        for (severity, code, heading, sheet), found in kinds.items()
    ]
    return sorted(shown, key=_weight)


def kept(problems: Iterable[Problem]) -> bytes:
    """The reasons why rows stay out, to be read again when the last portion is done."""
    errors = [asdict(problem) for problem in problems if problem.is_error]
    return json.dumps(errors, default=dict).encode() if errors else b""


def remembered(kept: bytes) -> list[Problem]:
    """What `kept` has kept."""
    return [Problem(**one) for one in json.loads(kept or b"[]")]


def rejected_rows(book: Book, problems: Sequence[Problem]) -> bytes:
    """The rows that stay out, as an .xlsx with their cells as text and the reasons in front.

    Text keeps the sixteen digits of a NIK; once mended, the same file can be uploaded again.
    Answers that stood on a sheet of their own come back on one. Empty where none stays out.
    """
    if not problems:
        return b""
    if book.cover:
        return book.cover.to_mend(problems)
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as pages:
        if reasons := left_out(problems):
            _write_page(pages, str(_("To mend")), book, book.table, reasons)
        apart = book.sheet_of_answers
        if apart and book.answers and (reasons := left_out(problems, apart)):
            _write_page(pages, str(_("Answers to mend")), book, book.answers, reasons)
    return out.getvalue()


def _write_page(
    pages: xlsxwriter.Workbook,
    name: str,
    book: Book,
    table: Table,
    reasons: Mapping[int, list[Problem]],
) -> None:
    rows = next(one for one in book.sheets if one.name == table.sheet).rows()
    damaged = _damaged(table.lines.understood(sorted(reasons)))
    text = pages.add_format({"num_format": "@"})
    bold = pages.add_format({"bold": True, "num_format": "@"})
    wrap = pages.add_format({"text_wrap": True, "valign": "top"})
    page = pages.add_worksheet(name[:31])
    page.set_column(0, 0, 8)
    page.set_column(1, 1, 60, wrap)
    page.set_column(2, 60, 18, text)
    headings = _headings(table, rows[table.header_row - 1])
    page.write_row(0, 0, [str(_("Row")), str(_("Reason")), *headings], bold)
    for line, number in enumerate(sorted(reasons), start=1):
        page.write_number(line, 0, number)
        page.write_string(line, 1, "\n".join(_sentences(reasons[number])), wrap)
        for at, cell in enumerate(rows[number - 1]):
            shown = text_of(cell)
            if (number, letter_of(at)) in damaged:
                shown = _still_damaged(shown)
            page.write_string(line, at + 2, shown, text)
    page.freeze_panes(1, 2)


def _headings(table: Table, lowest: Sequence[object]) -> list[str]:
    """In one row; over two, a heading may stand in the upper alone."""
    named = table.headings
    return [text_of(cell) or named.get(letter_of(at), "") for at, cell in enumerate(lowest)]


def _damaged(rows: Iterable[Row]) -> set[tuple[int, str]]:
    """Row and column of the numbers whose last digits a spreadsheet lost."""
    return {
        (row.number, fault.column)
        for row in rows
        for fault in row.faults
        if fault.code.startswith("number.")
    }


def _still_damaged(shown: str) -> str:
    """As a spreadsheet shows it: written out, its zeros would pass for digits of the number."""
    digits = repair_number(shown)
    return f"{float(digits):.5E}" if digits.isdecimal() else shown


def _sentences(problems: list[Problem]) -> list[str]:
    return [f"{it.heading}: {it}" if it.heading else str(it) for it in problems]
