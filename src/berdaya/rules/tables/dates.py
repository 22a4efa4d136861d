"""Dates as people write them: day first, months by name, or the serial number of a spreadsheet."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite

from berdaya.rules.tables.words import text_of

_SPREADSHEET_DAY_0 = date(1899, 12, 30)
_OLDEST_YEARS = 125
_NAMES = (
    "januari january",
    "februari pebruari february",
    "maret march mrt",
    "april",
    "mei may",
    "juni june",
    "juli july",
    "agustus august agt ags",
    "september",
    "oktober october",
    "november nopember nov",
    "desember december",
)
_SHORTEST_NAME = 3
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ][\d:.+Z]*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?: [\d:.]+)?")
_NAMED = re.compile(r"(\d{1,2})[\s./-]*([a-z]+)[\s./-]*(\d{4}|\d{2})")
_YEAR = range(1900, 2100)

Reading = tuple[date | None, str]


def read_date(raw: object, today: date) -> Reading:
    """A day between 125 years ago and `today`, and the code of the fault if it is none.

    Two digits of a year mean the latest such year that has begun. Blank is (None, "").
    """
    if isinstance(raw, datetime):
        return _plausible(raw.date(), today)
    if isinstance(raw, date):
        return _plausible(raw, today)
    if isinstance(raw, float) and isfinite(raw):
        raw = int(raw)  # the fraction of a serial number is the time of day
    return _read_text(text_of(raw), today)


@lru_cache(maxsize=65536)
def _read_text(text: str, today: date) -> Reading:
    text = text.strip("'`\u2019 ").casefold()
    if text in {"", "-", "0", "00-00-0000", "0000-00-00", "00/00/0000"}:
        return None, ""
    if text.isdecimal():
        return _from_digits(text, today)
    # "Bandung, 31-12-1980": place and date of birth share a column in many lists
    text = text.rpartition(",")[2].strip()
    for found in _readings(text):
        day, month, year = found
        return _made(day, month, year, today)
    return None, "date.unknown"


def _readings(text: str) -> Iterator[tuple[int, int, str]]:
    if iso := _ISO.fullmatch(text):
        yield int(iso[3]), int(iso[2]), iso[1]
    if plain := _DAY_FIRST.fullmatch(text):
        yield int(plain[1]), int(plain[2]), plain[3]
    if named := _NAMED.fullmatch(text):
        month = _month_named(named[2])
        if month:
            yield int(named[1]), month, named[3]


def _month_named(word: str) -> int:
    if len(word) < _SHORTEST_NAME:
        return 0
    for month, names in enumerate(_NAMES, start=1):
        if any(name.startswith(word) for name in names.split()):
            return month
    return 0


def _from_digits(text: str, today: date) -> Reading:
    """Eight digits are a date run together (seven: its first 0 was lost), five a serial number."""
    if len(text) in {7, 8}:
        text = text.zfill(8)
        if int(text[4:]) in _YEAR:
            return _made(int(text[:2]), int(text[2:4]), text[4:], today)
        return _made(int(text[6:]), int(text[4:6]), text[:4], today)
    if len(text) == 4 and int(text) in _YEAR:
        return None, "date.year_only"
    if len(text) <= 5:
        return _plausible(_SPREADSHEET_DAY_0 + timedelta(days=int(text)), today)
    return None, "date.unknown"


def _made(day: int, month: int, year: str, today: date) -> Reading:
    full = int(year)
    if len(year) == 2:
        full += 2000
        if (full, month, day) > (today.year, today.month, today.day):
            full -= 100
    if month > 12 >= day and month <= 31:
        return None, "date.month_first"
    try:
        return _plausible(date(full, month, day), today)
    except ValueError:
        return None, "date.unknown"


def _plausible(day: date, today: date) -> Reading:
    if day > today:
        return None, "date.future"
    if day.year < today.year - _OLDEST_YEARS:
        return None, "date.too_old"
    return day, ""
