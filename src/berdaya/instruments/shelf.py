"""The shelf of own instruments: read from the table once for each version and process.

A version never changes, so what was read stays true; which versions there are is asked each
time, so that all processes offer a new one at once.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from berdaya.access.models import NATION
from berdaya.areas.codes import covers
from berdaya.instruments.models import OwnInstrument
from berdaya.rules.instruments.checker import examine
from berdaya.rules.instruments.definition import Instrument, UnknownInstrument, parse
from berdaya.rules.instruments.faults import Fault

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shelved:
    """One version as it was read. With faults it is offered to nobody; old results keep it."""

    name: str
    version: str
    area: str  # where it may be asked; "" is everywhere
    definition: Instrument | None  # none where the text has lost its shape
    faults: tuple[Fault, ...]


_read: dict[tuple[str, str], Shelved] = {}


def found(instrument_id: str, version: str = "") -> Instrument:
    """An own instrument; the version that was added last where none is named.

    Raises:
        UnknownInstrument: there is none, or nothing can be made of its text any more.
    """
    definition = shelved(instrument_id, version).definition
    if definition is None:
        raise UnknownInstrument(f"{instrument_id} {version}".strip())
    return definition


def shelved(instrument_id: str, version: str = "") -> Shelved:
    """The same, with what is known of it besides.

    Raises:
        UnknownInstrument: there is none.
    """
    if known := _read.get((instrument_id, version)):
        return known
    rows = OwnInstrument.objects.filter(name=instrument_id)
    if version:
        rows = rows.filter(version=version)
    row = rows.order_by("-added_at", "-pk").first()
    if row is None:
        raise UnknownInstrument(f"{instrument_id} {version}".strip())
    return _shelve(row)


def present() -> list[Shelved]:
    """The version of each that was added last, by name. One query; another for what is new."""
    rows = OwnInstrument.objects.order_by("added_at", "pk").values_list("name", "version", "pk")
    newest = {name: (version, pk) for name, version, pk in rows}
    unread = [pk for name, (version, pk) in newest.items() if (name, version) not in _read]
    for row in OwnInstrument.objects.filter(pk__in=unread) if unread else ():
        _shelve(row)
    return [_read[name, version] for name, (version, _pk) in sorted(newest.items())]


def sound() -> dict[Instrument, str]:
    """The own instruments that can be asked at all, without those that have faults, and where."""
    return {one.definition: one.area for one in present() if one.definition and not one.faults}


def offered(area: str) -> list[Instrument]:
    """The own instruments that may be asked in an area."""
    return [it for it, where in sound().items() if covers(where, area)]


def is_offered(instrument_id: str, area: str) -> bool:
    """Whether this one is among them."""
    return instrument_id in {one.id for one in offered(area)}


def _shelve(row: OwnInstrument) -> Shelved:
    key = (row.name, row.version)
    if key not in _read:
        data, faults = examine(row.text.encode(), Path(f"{row.name}.yaml"), "id")
        for fault in faults:
            log.error("own instrument %s cannot be offered: %s", row, fault)
        _read[key] = Shelved(
            row.name,
            row.version,
            row.area_id or NATION,
            None if data is None else parse(data),
            tuple(faults),
        )
    return _read[key]


def forget() -> None:
    """Read everything anew: for tests, whose tables are emptied."""
    _read.clear()
