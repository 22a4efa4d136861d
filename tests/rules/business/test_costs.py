"""What a piece costs, and how many cover the costs of a month."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.business.costs import (
    CostSheet,
    break_even,
    margin,
    margin_share,
    result_of,
)

RUPIAH = st.integers(0, 10**9)
SHEETS = st.builds(CostSheet, RUPIAH, RUPIAH, RUPIAH, st.integers(1, 10_000))
CHIPS = CostSheet(materials=150_000, labour=40_000, other=10_000, batch_yield=40)


def test_a_pack_of_chips_on_paper():
    # 200.000 for 40 packs is 5.000 a pack; of a price of 8.000 stay 3.000
    assert CHIPS.unit_cost == 5_000
    assert margin(8_000, CHIPS) == 3_000
    assert margin_share(8_000, CHIPS) == 37
    # 300.000 of rent and power a month need 100 packs
    assert break_even(300_000, 8_000, CHIPS) == 100


def test_a_third_of_a_rupiah_is_rounded_against_the_business():
    sheet = CostSheet(100, 0, 0, 3)

    assert sheet.unit_cost == 34
    assert margin(34, sheet) == 0
    assert break_even(1, 34, sheet) == 2  # each leaves two thirds of a rupiah


def test_what_sells_under_cost_never_covers_anything():
    assert break_even(300_000, 5_000, CHIPS) is None
    assert break_even(0, 4_000, CHIPS) is None
    assert margin(4_000, CHIPS) == -1_000


def test_a_sheet_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="yields"):
        CostSheet(1, 1, 1, 0)
    with pytest.raises(ValueError, match="below nothing"):
        CostSheet(-1, 0, 0, 1)


@given(RUPIAH, RUPIAH, SHEETS)
def test_break_even_is_the_fewest_that_cover(fixed, price, sheet):
    least = break_even(fixed, price, sheet)

    if least is None:
        assert price * sheet.batch_yield <= sheet.batch_cost
    else:
        assert result_of(least, fixed, price, sheet) >= 0
        assert least == 0 or result_of(least - 1, fixed, price, sheet) < 0


@given(RUPIAH, SHEETS)
def test_the_cost_of_a_piece_never_hides_a_rupiah(price, sheet):
    whole = sheet.unit_cost * sheet.batch_yield

    assert sheet.batch_cost <= whole < sheet.batch_cost + sheet.batch_yield
    assert margin(price, sheet) + sheet.unit_cost == price


@given(RUPIAH, st.integers(1, 10**6), st.integers(1, 10**6), SHEETS)
def test_a_higher_price_never_needs_more_pieces(fixed, price, more, sheet):
    before, after = break_even(fixed, price, sheet), break_even(fixed, price + more, sheet)

    assert before is None or (after is not None and after <= before)


@given(st.integers(1, 10**6), SHEETS)
def test_the_share_of_the_margin_is_the_margin_in_hundredths(price, sheet):
    share = margin_share(price, sheet)

    assert share * price <= 100 * margin(price, sheet) < (share + 1) * price
    assert margin_share(0, sheet) is None
