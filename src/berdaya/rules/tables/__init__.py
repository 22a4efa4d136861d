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
from berdaya.rules.tables.reading import Table, read_table
from berdaya.rules.tables.registers import open_sheets
from berdaya.rules.tables.rows import Row
from berdaya.rules.tables.sheets import Sheet

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
    "household_key",
    "households",
    "open_sheets",
    "read_table",
    "with_head",
    "without_number",
]
