"""Opening hours as people write them, and whether something is open at a moment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from berdaya.rules.time_zones import ZONES
from berdaya.services.models import Hours

LATEST = time(23, 59)  # what 24.00 is kept as
Span = tuple[time, time]
Week = dict[int, tuple[Span, ...]]  # weekday, 0 Monday -> when it is open
_SPAN = re.compile(
    r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|s/?d|sampai)\s*(\d{1,2})(?:[.:](\d{2}))?",
    re.IGNORECASE,
)


def read_spans(text: str) -> tuple[Span, ...]:
    """`08.00-14.00, 15-17` as times of a day; "" is closed.

    Raises:
        ValueError: no such times, or one ends before it begins, or two lie in one another.
    """
    spans = []
    for part in filter(None, (it.strip() for it in re.split(r"[,;]| dan ", text))):
        if not (found := _SPAN.fullmatch(part)):
            raise ValueError(f"no opening hours: {part!r}")
        opens, closes = _time(found[1], found[2]), _time(found[3], found[4])
        spans.append((opens, closes))
    spans.sort()
    ends = [span[1] for span in spans]
    if any(opens >= closes for opens, closes in spans) or any(
        spans[place + 1][0] < end for place, end in enumerate(ends[:-1])
    ):
        raise ValueError(f"opening hours in no order: {text!r}")
    return tuple(spans)


def _time(hour: str, minute: str | None) -> time:
    if hour == "24" and (minute or "00") == "00":
        return LATEST
    return time(int(hour), int(minute or 0))


def said(spans: Iterable[Span]) -> str:
    """As people read it: 08.00–14.00, 15.00–17.00."""
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in spans)


def _clock(at: time) -> str:
    return "24.00" if at == LATEST else f"{at:%H.%M}"


def week_of(rows: Iterable[Hours]) -> Week:
    found: dict[int, list[Span]] = {}
    for row in rows:
        found.setdefault(row.weekday, []).append((row.opens, row.closes))
    return {day: tuple(sorted(spans)) for day, spans in found.items()}


@dataclass(frozen=True, slots=True)
class Now:
    """Where the hands of the clock stand in one of the three zones."""

    provinces: Sequence[str]
    weekday: int
    at: time


def clocks(now: datetime) -> list[Now]:
    """The time of day in each zone, with its provinces."""
    found = []
    for name, provinces in ZONES.items():
        there = now.astimezone(ZoneInfo(name))
        at = there.time().replace(tzinfo=None)
        found.append(Now(provinces, there.weekday(), at))
    return found


def is_open(code: str, week: Week, now: datetime) -> bool:
    """Whether something in the area `code` with these hours is open at a moment."""
    here = next(it for it in clocks(now) if code[:2] in it.provinces)
    return any(opens <= here.at < closes for opens, closes in week.get(here.weekday, ()))


def open_at(now: datetime) -> Q:
    """The condition on services that are open at a moment, each by the clock of its place."""
    found = Q()
    for it in clocks(now):
        rows = Hours.objects.filter(weekday=it.weekday, opens__lte=it.at, closes__gt=it.at)
        there = Q()
        for province in it.provinces:
            there |= Q(area__code__within=province)
        found |= there & Q(pk__in=rows.values("service"))
    return found
