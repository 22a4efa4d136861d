"""What an address asks of a board or a list: the year, the instrument, filters, the order."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from berdaya.rules.instruments.definition import (
    INCOMPLETE,
    Instrument,
    Level,
    UnknownInstrument,
    load,
)

INSTRUMENT = "keluarga-sejahtera"
FIRST_YEAR = 1994  # of the first family census that asked for stages
YEAR = re.compile(r"[0-9]{4}")
BY_HAMLET = "dusun"


@dataclass(frozen=True, slots=True)
class Asked:
    """A reading of the address. What makes no sense in it asks for nothing."""

    year: int
    definition: Instrument
    by_hamlet: bool = False
    level: str = ""
    item: str = ""
    is_waiting: bool = False  # not yet surveyed in the year
    name: str = ""  # of the head, or a part of it
    sort: str = ""

    @property
    def series(self) -> str:
        """The name under which the levels are counted."""
        return f"{self.definition.id}.{self.definition.outputs[0].name}"

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels in their order, and last that of unfinished surveys."""
        return (*self.definition.outputs[0].levels, INCOMPLETE)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.level or self.item or self.is_waiting or self.name)


def asked(query: Mapping[str, str], this_year: int) -> Asked:
    """Read an address. A survey year is the calendar year."""
    year, definition = query.get("tahun", ""), _instrument(query.get("alat", INSTRUMENT))
    is_year = YEAR.fullmatch(year) and FIRST_YEAR <= int(year) <= this_year
    levels = {level.code for level in (*definition.outputs[0].levels, INCOMPLETE)}
    items = {item.code for item in definition.items}
    return Asked(
        year=int(year) if is_year else this_year,
        definition=definition,
        by_hamlet=query.get("kelompok") == BY_HAMLET,
        level=_one_of(levels, query.get("tahap")),
        item=_one_of(items, query.get("butir")),
        is_waiting=bool(query.get("belum")),
        name=query.get("nama", "").strip(),
        sort=query.get("urut", ""),
    )


def _instrument(asked_for: str) -> Instrument:
    """A questionnaire for families whose first output has levels."""
    try:
        definition = load(asked_for)
    except UnknownInstrument:
        return load(INSTRUMENT)
    # what an office made is asked in cases: their counts are nobody's
    is_of_surveys = definition.subject == "family" and not definition.is_own
    return definition if is_of_surveys and definition.outputs[0].levels else load(INSTRUMENT)


def _one_of(known: set[str], value: str | None) -> str:
    return value if value in known else ""
