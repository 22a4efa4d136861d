"""Reckoning with months. A month is the first day of it."""

from datetime import date


def month_of(day: date) -> date:
    """The month in which a day lies."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """The month that follows."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(day: date) -> date:
    """The month before that of `day`."""
    return months_before(month_of(day), 1)


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
