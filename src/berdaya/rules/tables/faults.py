"""What can be wrong with a table that someone uploads, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from berdaya.rules import indonesia

FAULTS: Mapping[str, str] = {
    **indonesia.FAULTS,
    # the file
    "table.unreadable": "This file cannot be read as a spreadsheet. Open it in a spreadsheet "
    "program, save it as .xlsx, and upload it again.",
    "table.web_page": "This file is a web page or document under the name of a spreadsheet. Open "
    "it in a spreadsheet program, save it as .xlsx, and upload it again.",
    "table.password": "This file is locked with a password. Save it without one and upload it again.",
    "table.too_large": "The sheet %(sheet)s reaches to row %(rows)s, column %(columns)s. Perhaps a "
    "single cell far from the table holds something: copy the table into a new sheet.",
    "table.no_headings": "No row with headings was found. The table needs a row that names its "
    "columns, such as %(columns)s.",
    "table.missing_columns": "These columns are missing: %(columns)s. The headings were read from "
    "row %(row)s of the sheet %(sheet)s.",
    "table.no_rows": "The sheet %(sheet)s has headings in row %(row)s but nothing below them.",
    "register.no_family": "This is a list of the population register (%(layout)s), but no line in it "
    "says the KK number of a family. Ask for the list by family (daftar keluarga).",
    # a cell
    "cell.required": "This must be filled in.",
    "cell.wanted": "This is blank; fill it in later if it is known.",
    "cell.too_long": "This is longer than %(most)s characters.",
    "word.unknown": "“%(value)s” is not a word this column knows; it was left blank.",
    "word.unclear": "“%(value)s” can mean more than one thing here; it was left blank.",
    "word.code_unclear": "The code %(value)s means different things in different forms; write the "
    "word instead. It was left blank.",
    "word.no_counterpart": "“%(value)s” has no counterpart in the official list; it was left blank.",
    "answer.dash": "A dash can mean “does not apply” or “not asked”; write 2 if it does not apply. "
    "It was left blank.",
    "answer.two_unclear": "In this file 2 seems to mean no, because no cell holds 0; here 2 means "
    "“does not apply”. Write 0 for no. It was left blank.",
    "date.unknown": "“%(value)s” is not a date. Write it as day-month-year, for example 31-12-1980.",
    "date.month_first": "“%(value)s” seems to have its month first. Write day-month-year.",
    "date.year_only": "“%(value)s” is a year without day and month.",
    "date.future": "%(value)s lies in the future.",
    "date.too_old": "%(value)s is more than 125 years ago.",
    "place.unknown": "“%(value)s” is not the number of an RT or RW; it was left blank.",
    "village.unknown": "“%(value)s” is not a village code, such as 32.04.32.2001.",
    "family.unknown": "“%(value)s” is not the key of a family.",
    "phone.unknown": "“%(value)s” is not a phone number; it was left blank.",
    "nik.temporary": "A number that begins with 0 is a stand-in made by another program, not a NIK; "
    "it was left blank.",
    "kk.temporary": "A number that begins with 0 is a stand-in made by another program, not a KK "
    "number; it was left blank.",
    "nik.placeholder": "%(value)s was typed to fill the cell and is not a NIK; it was left blank.",
    "kk.placeholder": "%(value)s was typed to fill the cell and is not a KK number; it was left "
    "blank.",
    "nik.masked": "Digits of this NIK are hidden (%(value)s). Ask the office for the file with whole "
    "numbers, or fill it in from the card; it was left blank.",
    "kk.masked": "Digits of this KK number are hidden (%(value)s). Ask the office for the file with "
    "whole numbers, or fill it in from the card; it was left blank.",
    # a row
    "row.nik_twice": "The same NIK stands in row %(row)s.",
    "row.kk_twice": "The same KK number stands in row %(row)s.",
    "row.family_twice": "This family already has answers in row %(row)s.",
    "row.no_family": "Nothing says which family this is: fill in the KK number or the NIK of the head.",
    "row.dead": "This person has died and is not taken over.",
    "row.moved": "This person has moved away and is not taken over.",
    "row.lost": "This person is recorded as lost and is not taken over.",
    "row.left": "This person has gone away and is not taken over.",
    "row.invalid": "This person is marked as not valid and is not taken over.",
    # a family put together from rows
    "household.two_heads": "Two heads of family have this KK number: rows %(rows)s. Decide who is head.",
    "household.no_head": "No row with this KK number is the head of the family.",
    "household.head_left_out": "The head of this family, in row %(row)s, is not taken over. Decide "
    "who is head now.",
    "household.no_kk_number": "This head of family has no KK number.",
    "household.nobody_to_join": "Without a KK number it is not known to which family this person "
    "belongs.",
    "household.member_refused": "This family waits until these rows are mended: %(rows)s.",
}


_SKIPS = frozenset({"row.dead", "row.moved", "row.lost", "row.left", "row.invalid"})
_WARNINGS = frozenset(
    {
        "cell.wanted",
        "place.unknown",
        "phone.unknown",
        "nik.temporary",
        "kk.temporary",
        "nik.placeholder",
        "kk.placeholder",
        "nik.masked",
        "kk.masked",
        "household.no_kk_number",
    }
)


def severity_of(code: str) -> str:
    """`error` keeps the row out, `warning` does not, `skip` leaves it out on purpose."""
    if code in indonesia.FAULTS:
        return indonesia.NumberFault(code).severity
    if code in _SKIPS:
        return "skip"
    is_mild = code in _WARNINGS or code.startswith(("word.", "answer."))
    return "warning" if is_mild else "error"


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell (`column` is its letter) or with a whole row (no column).

    Severity `error` keeps the row out, `warning` does not, `skip` says that the row was left
    out on purpose.
    """

    column: str
    heading: str
    value: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"

    @property
    def message(self) -> str:
        """The English template; a door translates it before it puts in `params`."""
        return FAULTS[self.code]

    def __str__(self) -> str:
        return self.message % self.params


class TableFault(Exception):
    """The file as a whole cannot be read; nothing of it was."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params: Mapping[str, object] = params
        super().__init__(code)

    @property
    def message(self) -> str:
        return FAULTS[self.code]

    def __str__(self) -> str:
        return self.message % self.params
