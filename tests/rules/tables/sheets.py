"""Small spreadsheets made in memory for the tests."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import xlsxwriter

from berdaya.rules.tables import Table, read_table

TODAY = date(2026, 11, 23)
KK = "3204321001159001"
HEAD_NIK = "3204323112809001"
WIFE_NIK = "3204324501839002"
HEADINGS = ("No KK", "NIK", "Nama", "Jenis Kelamin", "Tanggal Lahir", "Hubungan")
HEAD = (KK, HEAD_NIK, "Asep Hidayat", "L", "31/12/1980", "Kepala Keluarga")
WIFE = (KK, WIFE_NIK, "Euis Rahayu", "P", "05-01-1983", "Istri")

Rows = Sequence[Sequence[object]]


def workbook(merged: Sequence[str] = (), **sheets: Rows) -> bytes:
    """An .xlsx of named sheets; `merged` are ranges of the last sheet, said by their first cell."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date | datetime):
                    sheet.write_datetime(at, column, cell)
                elif cell != "":
                    sheet.write(at, column, cell)
    for place in merged:
        row, column = xlsxwriter.utility.xl_cell_to_rowcol(place.split(":")[0])
        sheet.merge_range(place, rows[row][column])
    book.close()
    return packed.getvalue()


def read(rows: Rows, kind: str = "persons", *, merged: Sequence[str] = (), **options) -> Table:
    return read_table(workbook(merged, Data=rows), "a.xlsx", kind, today=TODAY, **options)


def codes(table: Table) -> list[str]:
    return [fault.code for row in table.rows for fault in row.faults]
