"""Days and months with the names of the reader's language. Official forms stay Indonesian."""

from datetime import date

from django.utils.formats import date_format


def long_date(day: date) -> str:
    """23 November 2026; 3 Desember 2026, to an English reader 3 December 2026."""
    return date_format(day, "j F Y")


def long_month(day: date) -> str:
    """Desember 2026, December 2026."""
    return date_format(day, "F Y")
