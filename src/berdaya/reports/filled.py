"""A form with its values: the same for paper and for a spreadsheet.

What is handed in is in Indonesian, whatever language its maker reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from berdaya.rules.indonesia import long_date
from berdaya.rules.official_forms.definition import Form, Part

LANGUAGE = "id"
NOTHING = "–"
HIDDEN = "•"  # known, and not shown to whoever made this paper
ASK_OFFICE = (
    f"{HIDDEN}: PUS dan KB yang menunjuk orang hanya tercetak bila diambil petugas lapangan atau"
    " kantor desa."
)
Cell = str | int | date | None
Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Filled:
    """`rows` has the rows of each part by its code, and each row its cells by their columns."""

    form: Form
    about: str  # of whom and when: stands below the title
    name: str  # of the file
    rows: Mapping[str, Sequence[Row]]
    signed_by: Sequence[str]  # as many as the form has signatures; "" leaves a line
    as_of: date

    def facts(self, part: Part) -> list[tuple[str, str]]:
        [row] = self.rows[part.code]
        return [(column.heading[LANGUAGE], say(row[column.code])) for column in part.columns]

    def table(self, part: Part) -> list[list[Cell]]:
        return [[row[column.code] for column in part.columns] for row in self.rows[part.code]]

    @property
    def title(self) -> str:
        return self.form.title[LANGUAGE]

    @property
    def small_print(self) -> list[str]:
        """What the reader of the paper must know of it."""
        notes = {
            column.note[LANGUAGE]: None
            for part in self.form.parts
            for column in part.columns
            if column.note
        }
        hidden = any(
            str(cell).endswith(HIDDEN)
            for rows in self.rows.values()
            for row in rows
            for cell in row.values()
        )
        made = f"Dibuat dengan Berdaya dari yang dicatat kelompok, keadaan {long_date(self.as_of)}."
        return [made, self.form.to_check[LANGUAGE], *notes, *([ASK_OFFICE] if hidden else [])]


def say(value: Cell) -> str:
    """A value as it stands on paper."""
    if isinstance(value, date):
        return long_date(value)
    return str(value) if value not in (None, "") else NOTHING


def yes_or_no(known: bool | None) -> str:
    """What the register does not say is marked, never guessed."""
    return {True: "Ya", False: "Tidak", None: "?"}[known]


def slug(name: str) -> str:
    """A name as part of a file's name."""
    kept = "".join(it if it.isascii() and it.isalnum() else "-" for it in name.casefold())
    return "-".join(filter(None, kept.split("-"))) or "kelompok"
