"""A file read whole, its rows sorted into what belongs together: the families in it.

The portions of a large file are stretches of these families. So a family is never cut, however
far apart its rows stand, and a number that stands twice in the file was noticed before. What
the rows of a list of persons say in full is understood when their portion has its turn.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from berdaya.areas.models import Area
from berdaya.imports.words import Problem
from berdaya.people.numbers import portions
from berdaya.rules.tables import (
    Household,
    Row,
    Sheet,
    Table,
    TableFault,
    household_key,
    households,
    open_sheets,
    open_table,
    read_table,
    whole,
)

NUMBERS = ("kk_number", "nik")


@dataclass(slots=True)
class Unit:
    """The rows that stand or fall together: of one family, or answers of nobody in the file.

    `rows` are those of the main table, `answers` those read for their answers. In a book that is
    understood later, `rows` are outlines; `Book.part` has them in full.
    """

    rows: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    home: Household | None = None
    village: str = ""  # its code; blank where the rows name none or more than one

    @property
    def first(self) -> int:
        """The number of its first row."""
        return (self.rows or self.answers)[0].number


@dataclass(frozen=True, slots=True)
class Cover:
    """What is known of a book whose rows another process holds; see `ahead`."""

    count: int
    about: Mapping[str, Any]
    to_mend: Callable[[Sequence[Problem]], bytes]


@dataclass(slots=True)
class Book:
    """What a file holds. `answers` is None where no column is for them."""

    kind: str
    sheets: list[Sheet]
    table: Table
    answers: Table | None
    units: list[Unit] = field(default_factory=list)
    villages: frozenset[str] = frozenset()  # those that are named and stand in the area
    cover: Cover | None = None  # where the rows are elsewhere

    @property
    def count(self) -> int:
        """How many units it has."""
        return self.cover.count if self.cover else len(self.units)

    @property
    def is_outlined(self) -> bool:
        """Whether its rows are understood portion by portion."""
        return self.kind == "persons" and not self.sheet_of_answers

    def part(self, start: int, size: int) -> "Part":
        """A stretch of its families, with all that their rows say."""
        units = self.units[start : start + size]
        until = start + len(units)
        return Part(_in_full(self, units) if self.is_outlined else units, start, until)

    @property
    def sheet_of_answers(self) -> str:
        """The sheet of the answers where it is another; its rows have numbers of their own."""
        apart = self.answers is not None and self.answers.sheet != self.table.sheet
        return self.answers.sheet if self.answers and apart else ""


def read_book(
    content: bytes,
    filename: str,
    kind: str,
    area: Area,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    fits: bool = False,
) -> Book:
    """Read a file as `kind`, or as what its headings say it is. The same file, the same book.

    With `fits` somebody has seen that it does not reach too far.
    Raises TableFault when the file as a whole cannot be read.
    """
    sheets = open_sheets(content, fits=fits)
    kind, table = _read(sheets, filename, kind, today, mapping)
    if kind == "answers":
        table = whole(table)
        book = Book(kind, sheets, table, table)
        book.units = _by_family(table.rows)
    else:
        book = Book(kind, sheets, table, _answers_in(sheets, filename, today, mapping))
        if not book.is_outlined:
            book.table = whole(table)
            book.answers = whole(book.answers) if book.answers else None
        book.units = _by_home(book)
    alone = area.code if area.level == Area.Level.VILLAGE else ""
    for unit in book.units:
        named = {str(code) for row in unit.rows if (code := row.values.get("village_code"))}
        unit.village = (named.pop() if named else alone) if len(named) <= 1 else ""
    book.villages = _standing({unit.village for unit in book.units}, area)
    # whose rows lie apart in the file come in together, and a portion touches few villages
    book.units.sort(key=lambda unit: (not unit.rows, unit.village, unit.first))
    return book


def villages_named(content: bytes, filename: str, kind: str, today: date) -> set[str]:
    """The codes of the villages that rows name."""
    try:
        table = read_table(content, filename, kind, today=today)
    except TableFault:
        return set()
    return {str(code) for row in table.rows if (code := row.values.get("village_code"))}


def _standing(codes: set[str], area: Area) -> frozenset[str]:
    villages = Area.objects.within(area.code).standing().filter(level=Area.Level.VILLAGE)
    return frozenset(
        code
        for some in portions(sorted(codes - {""}))
        for code in villages.filter(pk__in=some).values_list("pk", flat=True)
    )


def _read(
    sheets: list[Sheet],
    filename: str,
    kind: str,
    today: date,
    mapping: Mapping[str, str] | None,
) -> tuple[str, Table]:
    """The file as `kind`, or as the first of the kinds that its headings allow.

    Raises TableFault, that of `persons`, when nothing fits.
    """

    def read(kind: str) -> Table:
        return open_table(sheets, filename, kind, today=today, mapping=mapping)

    if kind:
        return kind, read(kind)
    try:
        table = read("persons")
    except TableFault as fault:
        for other in ("families", "answers"):
            try:
                table = read(other)
            except TableFault:
                continue
            if other == "families" or _has_answers(table):
                return other, table
        raise fault from None
    if "relation" in table.mapping.values():
        return "persons", table
    return "families", read("families")


def _answers_in(
    sheets: list[Sheet], filename: str, today: date, mapping: Mapping[str, str] | None
) -> Table | None:
    """The same rows read for their answers; None where the file has no column for any."""
    try:
        table = open_table(
            sheets, filename, "answers", today=today, mapping=mapping, only_answered=True
        )
    except TableFault:
        return None
    return table if _has_answers(table) else None


def _has_answers(table: Table) -> bool:
    return any(target.startswith("ks") for target in table.mapping.values())


def told(row: Row) -> str:
    """By what a row of answers says whose they are; blank where it says nothing."""
    values = row.values
    return str(values.get("family_id") or values.get("kk_number") or values.get("nik") or "")


def _by_family(rows: list[Row]) -> list[Unit]:
    units: dict[str, Unit] = {}
    for row in rows:
        unit = units.setdefault(told(row) or f"row:{row.number}", Unit())
        unit.rows.append(row)
        unit.answers.append(row)
    return list(units.values())


def _by_home(book: Book) -> list[Unit]:
    """Each row of the table in one unit, and the answers with the family they are of."""
    if book.is_outlined:
        return [*_outlines(book), *_answers_alone(book)]
    units: dict[str, Unit] = {}
    for row in book.table.rows:
        units.setdefault(_key_of(book.kind, row), Unit()).rows.append(row)
    rows = book.table.rows
    for home in households(rows) if book.kind == "persons" else _homes_of_heads(rows):
        units[home.key].home = home
    return [*units.values(), *_join_answers(book, units)]


def _outlines(book: Book) -> Iterable[Unit]:
    units: dict[str, Unit] = {}
    for row in book.table.lines.outline():
        units.setdefault(household_key(row), Unit()).rows.append(row)
    return units.values()


def _answers_alone(book: Book) -> Iterable[Unit]:
    """Of an outlined book: answers in rows that are none of persons."""
    if book.answers is None:
        return []
    alone = book.answers.lines.numbers - book.table.lines.numbers
    return _by_family_alone(book.answers.lines.understood(sorted(alone)))


def _in_full(book: Book, outlines: Sequence[Unit]) -> list[Unit]:
    """The same units with all that their rows say, and with their households and answers."""
    numbers = [row.number for unit in outlines for row in unit.rows]
    rows = {row.number: row for row in book.table.lines.understood(numbers)}
    homes = {home.key: home for home in households(rows.values())}
    answers: dict[int, Row] = {}
    if book.answers:
        lines = book.answers.lines
        found = lines.understood(number for number in numbers if number in lines)
        answers = {row.number: row for row in found}
    units = []
    for unit in outlines:
        own = [rows[row.number] for row in unit.rows]
        said = [answers[row.number] for row in own if row.number in answers]
        home = homes.get(household_key(own[0])) if own else None
        units.append(Unit(own, said or unit.answers, home, unit.village))
    return units


def _key_of(kind: str, row: Row) -> str:
    """A row per family stands for itself even where numbers repeat."""
    return household_key(row) if kind == "persons" else f"row:{row.number}"


def _homes_of_heads(rows: list[Row]) -> list[Household]:
    """A file with a row per family: each row is its head."""
    return [Household(f"row:{row.number}", row, (row,)) for row in rows if row.is_taken]


def _join_answers(book: Book, units: dict[str, Unit]) -> list[Unit]:
    """Give each row of answers to its unit; return units of those whose family is not here.

    They are found by the row they stand in, or on another sheet by what they say.
    """
    if book.answers is None:
        return []
    apart = bool(book.sheet_of_answers)
    by_row = {} if apart else {row.number: it for it in units.values() for row in it.rows}
    by_number = _by_number(units) if apart else {}
    alone: list[Row] = []
    for row in book.answers.rows:
        said = (by_number.get(it) for target in NUMBERS if (it := row.values.get(target)))
        unit = by_row.get(row.number) or next(filter(None, said), None)
        if unit is None:
            alone.append(row)
        else:
            unit.answers.append(row)
    return _by_family_alone(alone)


def _by_family_alone(rows: Iterable[Row]) -> list[Unit]:
    """Answers of families that are not in the table."""
    units: dict[str, Unit] = {}
    for row in rows:
        units.setdefault(told(row) or f"row:{row.number}", Unit()).answers.append(row)
    return list(units.values())


def _by_number(units: dict[str, Unit]) -> dict[object, Unit]:
    """Units by the KK number of the family and the NIK of its head."""
    found: dict[object, Unit] = {}
    for unit in units.values():
        if home := unit.home:
            head = home.head or home.members[0]
            for value in (home.members[0].values.get("kk_number"), head.values.get("nik")):
                if value:
                    found.setdefault(value, unit)
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the units of a book, from `start` to before `until`."""

    units: list[Unit]
    start: int
    until: int


def parts_of(book: Book, start: int, size: int) -> Iterator[Part]:
    """The rest of a book from `start`, in stretches of `size`."""
    for at in range(start, book.count, size):
        yield book.part(at, size)
