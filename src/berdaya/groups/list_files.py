"""Spreadsheets that we write for lists of groups: an example to fill in, and rows to mend."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _

from berdaya.groups.listed import HEADINGS, NEEDED
from berdaya.rules.indonesia import damaged_number
from berdaya.rules.tables.words import text_of

# nobody's: the numbers name no district, so that an example left in the file is held back
EXAMPLES = (
    ("9999995507800001", "", "Rina (contoh)", "Ketua"),
    ("", "9999990101150001", "Wati (contoh)", "Anggota"),
)
FOUNDED, AGREED = date(2024, 3, 2), date(2026, 1, 10)


def example(village: str) -> bytes:
    """A list with two made-up members, and what each column is for on a second sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})  # keeps the sixteen digits of a NIK
        page = book.add_worksheet(str(_("Groups and members"))[:31])
        page.set_column(0, len(HEADINGS) - 1, 20, text)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [names[0].capitalize() for names in HEADINGS.values()], bold)
        for at, (nik, kk, name, office) in enumerate(EXAMPLES, start=1):
            group = ("Melati (contoh)", "", village, f"{FOUNDED:%d-%m-%Y}")
            row = (*group, nik, kk, name, office, f"{FOUNDED:%d-%m-%Y}", f"{AGREED:%d-%m-%Y}")
            page.write_row(at, 0, row, text)
        _explain(book, bold)
    return out.getvalue()


def _explain(book: xlsxwriter.Workbook, bold: object) -> None:
    said = {
        "group": _("The name of the group."),
        "number": _("Its register number, if it has one."),
        "area": _("The code of the village, or of the RW or RT, in which the group is."),
        "founded_on": _("The day on which it was founded, like 31-12-2025."),
        "nik": _("NIK of the member. Where it is not known, leave it blank and write the KK."),
        "kk": _("KK number of the member's family; then the name decides who it is."),
        "name": _("The member's name, as it stands in the register of families."),
        "office": _("Ketua, Sekretaris, Bendahara, Pembantu, or Anggota."),
        "since": _("The day on which they joined. Blank: the day of the agreement."),
        "agreed_on": _(
            "The day on which the member agreed on paper to be recorded. Without it the row "
            "waits."
        ),
    }
    page = book.add_worksheet(str(_("How to fill it in"))[:31])
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 70, wrap)
    page.set_column(2, 2, 14)
    page.write_row(0, 0, [_("Column"), _("What to write"), _("Needed?")], bold)
    for at, name in enumerate(HEADINGS, start=1):
        needed = _("yes") if name in NEEDED else ""
        page.write_row(at, 0, [HEADINGS[name][0].capitalize(), said[name], needed])


def to_mend(head: Sequence[object], rows: Iterable[tuple[int, Sequence[object], str]]) -> bytes:
    """The rows that were held back, each with its number and reason in front.

    Once mended, the same file can be given again.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(str(_("To mend"))[:31])
        page.freeze_panes(1, 2)
        page.set_column(1, 1, 60, wrap)
        page.set_column(2, len(head) + 1, 20, text)
        page.write_row(0, 0, [_("Row"), _("Reason"), *map(text_of, head)], bold)
        for line, (number, cells, reason) in enumerate(rows, start=1):
            page.write_number(line, 0, number)
            page.write_string(line, 1, reason, wrap)
            for at, cell in enumerate(cells, start=2):
                page.write_string(line, at, _shown(cell), text)
    return out.getvalue()


def _shown(cell: object) -> str:
    """As a reader sees it; a number that lost its last digits must not look whole again."""
    if isinstance(cell, int | float) and damaged_number(cell):
        return f"{float(cell):.5E}"
    return text_of(cell)
