"""Months side by side; what nobody recorded stays missing."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.business.months import compare
from berdaya.rules.business.permits import ENDED, HOLDS, NO_END, SOON, state_on
from berdaya.rules.months import month_of, months_before, months_between, next_month

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)


def test_a_missing_month_is_not_a_month_without_income():
    found = compare(400_000, {JULY: 500_000, AUGUST: None, SEPTEMBER: 700_000})

    assert (found.since, found.recorded, found.missing) == (600_000, 2, 1)
    assert found.difference == 200_000


def test_a_month_without_income_counts():
    assert compare(0, {JULY: 0, AUGUST: 100}).since == 50


def test_nothing_is_compared_with_what_is_not_known():
    assert compare(None, {JULY: 500_000}).difference is None
    assert compare(400_000, {JULY: None}).difference is None
    assert compare(400_000, {}).recorded == 0


@given(DAYS, st.integers(0, 600))
def test_months_before_and_next_months_are_one_way_there_and_back(day, count):
    month = months_before(month_of(day), count)
    for _step in range(count):
        month = next_month(month)

    assert month == month_of(day)


@given(DAYS, DAYS)
def test_every_month_between_is_there_once_and_in_order(first, last):
    found = months_between(first, last)

    assert found == sorted(set(found))
    assert bool(found) == (month_of(first) <= month_of(last))
    assert all(next_month(one) == other for one, other in pairwise(found))


def test_a_permit_is_spoken_of_sixty_days_before_it_ends():
    day = date(2026, 11, 26)

    assert state_on(day, None) == NO_END
    assert state_on(day, day - timedelta(days=1)) == ENDED
    assert state_on(day, day) == SOON
    assert state_on(day, day + timedelta(days=60)) == SOON
    assert state_on(day, day + timedelta(days=61)) == HOLDS
