"""Months side by side: what is known, what is missing, and what it was before.

A month is the first day of it. A month that nobody recorded is missing; it is never taken for
a month without income. What is shown beside each other is no proof that one caused the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Comparison:
    """A usual month before, and the recorded months since, in rupiah."""

    before: int | None  # None: not known
    since: int | None  # the mean of the recorded months, rounded down; None: none recorded
    recorded: int
    missing: int

    @property
    def difference(self) -> int | None:
        if self.before is None or self.since is None:
            return None
        return self.since - self.before


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_before(month: date, count: int) -> date:
    """The month `count` months earlier."""
    whole = month.year * 12 + month.month - 1 - count
    return date(whole // 12, whole % 12 + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """Every month from `first` to `last`, both included; none where `last` comes before."""
    found, month = [], month_of(first)
    while month <= month_of(last):
        found.append(month)
        month = next_month(month)
    return found


def compare(before: int | None, months: Mapping[date, int | None]) -> Comparison:
    """Set what was earned in a usual month before beside the months since."""
    known = [amount for amount in months.values() if amount is not None]
    return Comparison(
        before=before,
        since=sum(known) // len(known) if known else None,
        recorded=len(known),
        missing=len(months) - len(known),
    )
