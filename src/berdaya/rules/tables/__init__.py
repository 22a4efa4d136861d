"""Tables as village offices have them: read whole, each doubtful cell named, nothing guessed."""

from berdaya.rules.tables.faults import FAULTS, CellFault, TableFault
from berdaya.rules.tables.households import (
    Household,
    HouseholdFault,
    apart,
    household_key,
    households,
    with_head,
    without_number,
)
from berdaya.rules.tables.reading import Table, cover_of, open_table, read_table, whole
from berdaya.rules.tables.registers import open_sheets
from berdaya.rules.tables.rows import Row
from berdaya.rules.tables.sheets import Sheet, refuse_what_does_not_fit

__all__ = [
    "FAULTS",
    "CellFault",
    "Household",
    "HouseholdFault",
    "Row",
    "Sheet",
    "Table",
    "TableFault",
    "apart",
    "cover_of",
    "household_key",
    "households",
    "open_sheets",
    "open_table",
    "read_table",
    "refuse_what_does_not_fit",
    "whole",
    "with_head",
    "without_number",
]
