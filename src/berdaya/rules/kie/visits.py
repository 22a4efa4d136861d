"""How often a group is visited: a dated default of the programme, `visits.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Interval:
    since: date
    days: int
    source: str
    to_check: Mapping[str, str]  # what no source settles yet, by language


@lru_cache(maxsize=1)
def intervals() -> tuple[Interval, ...]:
    """All that were ever in use, oldest first."""
    text = (Path(__file__).parent / "visits.yaml").read_text("utf-8")
    return tuple(Interval(**one) for one in yaml.safe_load(text)["intervals"])


def interval_on(day: date) -> Interval:
    """The interval in use on a day; the first one for any day before."""
    begun = [one for one in intervals() if one.since <= day]
    return begun[-1] if begun else intervals()[0]


def due_after(last: date, agreed: date | None, today: date) -> date:
    """When a group is to be visited next: on the day agreed at the last visit, else by interval."""
    return agreed or last + timedelta(days=interval_on(today).days)
