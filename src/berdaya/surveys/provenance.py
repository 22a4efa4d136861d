"""Where an answer set came from: what the door knows for certain, and nothing more.

From a screen: the kind of device, when it was begun and finished, and the seconds before each
page was kept, and since when the answers are known that were only confirmed. From a file:
which one, and the row. It is never shown to others than those who
read the answers, and holds no address and no number of a telephone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils import timezone

from berdaya.rules.instruments.definition import Instrument

Saves = list[list[Any]]  # [page, moment as text], oldest first; page 0 is the beginning
MOST_SAVES = 60
NOTHING: Mapping[str, str] = MappingProxyType({})
BROWSERS = (("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrome", "Chrome"))


def device_of(agent: str) -> str:
    """A browser's name for itself, in short: what kind of device, which browser."""
    if any(word in agent for word in ("iPad", "Tablet")):
        kind = "tablet"
    else:
        kind = "phone" if "Mobi" in agent else "computer"
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return f"{kind} {browser or ('Safari' if 'Safari' in agent else 'other')}"


def saved(saves: Sequence[Sequence[Any]], page: int, at: datetime) -> Saves:
    """The saves of a draft with one more; keeping a page again moves its moment."""
    known = [list(one) for one in saves]
    if len(known) > 1 and known[-1][0] == page:
        known.pop()
    known.append([page, at.isoformat(timespec="seconds")])
    return known[:1] + known[1:][-MOST_SAVES:]


def page_of(definition: Instrument, codes: Mapping[str, Any]) -> int:
    """The page these answers were on, counted from 1; 0 where there are none."""
    for number, group in enumerate(definition.groups, start=1):
        if any(item.code in codes for item in group.items):
            return number
    return 0


def from_screen(
    saves: Sequence[Sequence[Any]], agent: str, confirmed: Mapping[str, str] = NOTHING
) -> dict[str, Any]:
    """The provenance of a draft that is recorded now."""
    found: dict[str, Any] = {
        "device": device_of(agent),
        "finished": timezone.now().isoformat(timespec="seconds"),
    }
    if saves:
        found["began"] = saves[0][1]
        found["seconds"] = _seconds(saves)
    if confirmed:
        found["confirmed"] = dict(confirmed)
    return found


def from_row(row: int, sheet: str, file: str) -> dict[str, Any]:
    """The provenance of a row; `sheet` where its file has several, `file` is the upload's key."""
    return {"row": row, "sheet": sheet, "file": file} if sheet else {"row": row, "file": file}


def moment(text: str | None) -> datetime | None:
    """A moment as provenance keeps it."""
    return datetime.fromisoformat(text) if text else None


def _seconds(saves: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Seconds on each page: from the save before to its own."""
    spent: dict[str, int] = {}
    before = datetime.fromisoformat(saves[0][1])
    for page, text in saves[1:]:
        now = datetime.fromisoformat(text)
        spent[str(page)] = spent.get(str(page), 0) + int((now - before).total_seconds())
        before = now
    return spent
