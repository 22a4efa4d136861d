"""How two birth dates can be one: swapped, a year beside, or nobody knew the day."""

from datetime import date

SAME, SWAPPED, YEAR_OFF, ROUNDED, UNKNOWN, OTHER = (
    "same",
    "swapped",
    "year_off",
    "rounded",
    "unknown",
    "other",
)
# the days that stand on a card where nobody knew the right one
STAND_INS = {(1, 1), (1, 7), (31, 12)}


def dates_alike(one: date | None, other: date | None) -> str:
    """The best reason why both could be one date."""
    if one is None or other is None:
        return UNKNOWN
    years = abs(one.year - other.year)
    reasons = {
        SAME: one == other,
        SWAPPED: years == 0 and (one.day, one.month) == (other.month, other.day),
        YEAR_OFF: years == 1 and (one.day, one.month) == (other.day, other.month),
        ROUNDED: years <= 1 and (is_stand_in(one) or is_stand_in(other)),
    }
    return next((reason for reason, holds in reasons.items() if holds), OTHER)


def is_stand_in(day: date) -> bool:
    return (day.day, day.month) in STAND_INS


def readings_of(day: date) -> set[date]:
    """The dates that may stand for `day` elsewhere: itself, and day and month swapped."""
    found = {day}
    if day.day <= 12:
        found.add(date(day.year, day.day, day.month))
    return found
