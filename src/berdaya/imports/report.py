"""What a plan comes to, as plain values that can be kept and shown again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from berdaya.imports.plan import Plan
from berdaya.imports.words import Problem
from berdaya.rules.indonesia import repair_number
from berdaya.rules.tables import Table
from berdaya.rules.tables.sheets import letter_of
from berdaya.rules.tables.words import text_of

ROWS_NAMED = 12  # of one kind of problem; the file of rejected rows names them all


def report_of(plan: Plan) -> dict[str, Any]:
    """Counts, columns and problems, each kind of problem once with its first rows."""
    table = plan.table
    return {
        "layout": table.layout,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "columns": [
            [letter, table.headings.get(letter, ""), target]
            for letter, target in sorted(
                _mapping(plan).items(), key=lambda one: (len(one[0]), one)
            )
        ],
        "ignored": [heading for _letter, heading in table.ignored],
        "unmapped": _unmapped(plan),
        "rows": len(table.rows) + _rows_apart(plan),
        "families": len(plan.families),
        "persons": sum(len(planned.family.members) for planned in plan.families),
        "known": len(plan.known),
        "answers": len(plan.entries),
        "left_out": plan.count_left_out,
        "problems": _by_kind(plan.problems),
    }


def _rows_apart(plan: Plan) -> int:
    return len(plan.answers.rows) if plan.answers and plan.sheet_of_answers else 0


def _mapping(plan: Plan) -> dict[str, str]:
    if plan.sheet_of_answers:
        return dict(plan.table.mapping)
    return {**(plan.answers.mapping if plan.answers else {}), **plan.table.mapping}


def _unmapped(plan: Plan) -> list[str]:
    answers = {} if plan.sheet_of_answers or not plan.answers else plan.answers.mapping
    return [heading for letter, heading in plan.table.unmapped if letter not in answers]


def _by_kind(problems: list[Problem]) -> list[dict[str, Any]]:
    kinds: dict[tuple[str, str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        kinds[problem.severity, problem.code, problem.heading, problem.sheet].append(problem)
    weight = {"error": 0, "warning": 1, "skip": 2}
    ordered = sorted(kinds.items(), key=lambda one: (weight[one[0][0]], -len(one[1])))
    return [
        {
            "severity": severity,
            "code": code,
            "heading": heading,
            "sheet": sheet,
            "count": len(found),
            "rows": [{"row": it.row, "params": dict(it.params)} for it in found[:ROWS_NAMED]],
        }
        for (severity, code, heading, sheet), found in ordered
    ]


def rejected_rows(plan: Plan) -> bytes:
    """The rows that stay out, as an .xlsx with their cells as text and the reasons in front.

    Text keeps the sixteen digits of a NIK; once mended, the same file can be uploaded again.
    Answers that stood on a sheet of their own come back on one.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        if reasons := plan.left_out():
            _write_page(book, str(_("To mend")), plan, plan.table, reasons)
        apart = plan.sheet_of_answers
        if apart and plan.answers and (reasons := plan.left_out(apart)):
            _write_page(book, str(_("Answers to mend")), plan, plan.answers, reasons)
    return out.getvalue()


def _write_page(
    book: xlsxwriter.Workbook,
    name: str,
    plan: Plan,
    table: Table,
    reasons: Mapping[int, list[Problem]],
) -> None:
    rows = next(one for one in plan.sheets if one.name == table.sheet).rows()
    damaged = _damaged(table)
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True, "num_format": "@"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(name[:31])
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


def _damaged(table: Table) -> set[tuple[int, str]]:
    """Row and column of the numbers whose last digits a spreadsheet lost."""
    return {
        (row.number, fault.column)
        for row in table.rows
        for fault in row.faults
        if fault.code.startswith("number.")
    }


def _still_damaged(shown: str) -> str:
    """As a spreadsheet shows it: written out, its zeros would pass for digits of the number."""
    digits = repair_number(shown)
    return f"{float(digits):.5E}" if digits.isdecimal() else shown


def _sentences(problems: list[Problem]) -> list[str]:
    return [f"{it.heading}: {it}" if it.heading else str(it) for it in problems]
