"""Dates as people write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.indonesia import MONTHS, long_date
from berdaya.rules.tables.dates import read_date

TODAY = date(2026, 11, 23)
BORN = date(1980, 12, 31)
DAYS = st.dates(date(1902, 1, 1), TODAY)


@pytest.mark.parametrize(
    "raw",
    [
        "31/12/1980",
        "31-12-1980",
        "31.12.1980",
        "31 12 1980",
        "31-12-80",
        "31/12/80",
        "1980-12-31",
        "1980/12/31",
        "1980-12-31 00:00:00",
        "1980-12-31T00:00:00",
        "31/12/1980 0:00:00",
        "31 Desember 1980",
        "31 DESEMBER 1980",
        "31 Des 1980",
        "31-Des-80",
        "31 Dec 1980",
        " 31  Desember\xa01980 ",
        "'31/12/1980",
        "Bandung, 31-12-1980",
        "Senin, 31 Desember 1980",
        "31121980",
        "19801231",
        31121980,
        29586,
        29586.0,
        29586.75,
        "29586",
        date(1980, 12, 31),
        datetime(1980, 12, 31, 7, 30),  # noqa: DTZ001
    ],
)
def test_one_day_is_written_in_many_ways(raw):
    assert read_date(raw, TODAY) == (BORN, "")


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("1121980", date(1980, 12, 1)),  # the first 0 was lost
        ("1 Peb 2001", date(2001, 2, 1)),
        ("17 Agt 1995", date(1995, 8, 17)),
        ("2 Nopember 1970", date(1970, 11, 2)),
        ("3 Sept 1988", date(1988, 9, 3)),
        ("23-11-26", date(2026, 11, 23)),
        ("24-11-26", date(1926, 11, 24)),  # not yet begun in this century
        ("29-02-00", date(2000, 2, 29)),
    ],
)
def test_names_and_short_years_are_understood(raw, day):
    assert read_date(raw, TODAY) == (day, "")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/1980", "date.unknown"),
        ("12/31/1980", "date.month_first"),
        ("kira-kira 1980", "date.unknown"),
        ("1980", "date.year_only"),
        (1980, "date.year_only"),
        ("24/11/2026", "date.future"),
        ("01/01/1890", "date.too_old"),
        ("3 Foo 1980", "date.unknown"),
        ("123456789012", "date.unknown"),
        (-5, "date.unknown"),
        (True, "date.unknown"),
    ],
)
def test_what_is_no_day_of_birth_says_why(raw, code):
    assert read_date(raw, TODAY) == (None, code)


@pytest.mark.parametrize("raw", ["", "-", " ", "0", "00-00-0000", 0])
def test_nothing_is_nothing(raw):
    assert read_date(raw, TODAY) == (None, "")


@given(DAYS)
def test_every_way_of_writing_gives_the_day_back(day):
    serial = (day - date(1899, 12, 30)).days
    written = [
        day,
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        long_date(day),
        f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}",
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
        float(serial),
    ]

    expected = [(day, "")] * len(written)
    if 1900 <= serial < 2100:
        expected[-1] = (None, "date.year_only")
    assert [read_date(raw, TODAY) for raw in written] == expected


@given(DAYS.filter(lambda day: day > TODAY - timedelta(days=36500)))
def test_two_digits_of_a_year_mean_the_last_hundred_years(day):
    assert read_date(f"{day:%d-%m-%y}", TODAY) == (day, "")


@given(st.one_of(st.text(max_size=20), st.integers(), st.floats(allow_nan=False)))
def test_nothing_breaks_the_reader(raw):
    day, code = read_date(raw, TODAY)

    assert day is None or not code
