"""The numbers of the pictures."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from berdaya.enterprises.drawn import HEIGHT, LEAST, MOST, crossing, month_bars, reckoned
from berdaya.rules.business.costs import CostSheet
from tests.enterprises.world import CHIPS

JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)
AMOUNTS = st.lists(st.none() | st.integers(0, 10**9), max_size=12)


def test_a_month_not_noted_has_no_bar_and_one_without_income_a_line():
    drawn = month_bars({JULY: None, AUGUST: 0, SEPTEMBER: 400_000}, 200_000)

    assert [bar.height for bar in drawn.bars] == [0, LEAST, MOST]
    assert drawn.before_y == MOST // 2


def test_lines_meet_where_the_costs_are_covered():
    drawn = crossing(reckoned(8_000, CHIPS, 300_000))

    assert (drawn.needed, drawn.pieces, drawn.money) == (100, 200, 1_600_000)
    # 300.000 of 1.600.000 at the left, 1.300.000 at the right
    assert drawn.spending == (HEIGHT - 33, HEIGHT - 146)


def test_nothing_is_drawn_where_nothing_meets():
    assert crossing(reckoned(4_000, CHIPS, 300_000)) is None
    assert crossing(reckoned(8_000, CHIPS, 0)) is None


@given(AMOUNTS, st.none() | st.integers(0, 10**9))
def test_no_bar_leaves_the_picture(amounts, before):
    months = {date(2026, number, 1): amount for number, amount in enumerate(amounts, 1)}

    drawn = month_bars(months, before)

    assert len(drawn.bars) == len(months)
    for bar in drawn.bars:
        assert 0 <= bar.y <= MOST
        assert bar.y + bar.height == MOST
        assert (bar.height == 0) == (bar.amount is None)
    assert drawn.before_y is None or 0 <= drawn.before_y <= MOST


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.integers(0, 10**6), st.integers(1, 500))
def test_the_lines_stay_in_the_picture(fixed, price, materials, batch):
    drawn = crossing(reckoned(price, CostSheet(materials, 0, 0, batch), fixed))

    if drawn:
        left, right = drawn.spending
        assert 0 <= right <= left <= HEIGHT
