"""Months side by side: what is known, what is missing, and what it was before.

A month that nobody recorded is missing; it is never taken for
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


def compare(before: int | None, months: Mapping[date, int | None]) -> Comparison:
    """Set what was earned in a usual month before beside the months since."""
    known = [amount for amount in months.values() if amount is not None]
    return Comparison(
        before=before,
        since=sum(known) // len(known) if known else None,
        recorded=len(known),
        missing=len(months) - len(known),
    )
