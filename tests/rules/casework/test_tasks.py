"""Graded tasks: what age they fit, and what their practice says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.tasks import (
    ALONE,
    NOT_YET,
    WITH_HELP,
    advice,
    band_of,
    fits_age,
    trend,
)
from berdaya.rules.casework.vocabulary import codes

OUTCOMES = st.lists(st.sampled_from(codes("practices")), max_size=12)


@pytest.mark.parametrize(("age", "band"), [
    (2, ""), (3, "small-child"), (5, "small-child"), (6, "school-child"), (11, "school-child"),
    (12, "adolescent"), (17, "adolescent"), (18, "adult"), (59, "adult"), (60, "elder"), (101, "elder"),
])  # fmt: skip
def test_each_age_has_its_band(age, band):
    assert band_of(age) == band


def test_a_task_fits_the_ages_it_is_for():
    assert fits_age(["school-child", "adolescent"], 14) is True
    assert fits_age(["school-child"], 14) is False


def test_fit_is_not_guessed_where_no_age_is_known():
    assert fits_age(["adult"], None) is None
    assert fits_age([], 30) is None


@pytest.mark.parametrize(("outcomes", "code"), [
    ([], "new"),
    ([NOT_YET], "practise"),
    ([NOT_YET, WITH_HELP], "less-help"),
    ([NOT_YET] * 3, "easier"),
    ([ALONE, ALONE], "practise"),
    ([NOT_YET, ALONE, ALONE, ALONE], "harder"),
    ([ALONE, ALONE, ALONE, WITH_HELP], "less-help"),
    ([WITH_HELP] * 3 + [NOT_YET] * 3, "easier"),
])  # fmt: skip
def test_practice_says_what_comes_next(outcomes, code):
    assert advice(outcomes).code == code
    assert set(advice(outcomes).about) == {"id", "en"}


@pytest.mark.parametrize(("outcomes", "code"), [
    ([NOT_YET, ALONE, ALONE], "unknown"),
    ([NOT_YET, NOT_YET, WITH_HELP, ALONE], "up"),
    # pairs by hand: 0<1, 0=0, 0<2, 1>0, 1<2, 0<2 → 4 for, 1 against
    ([NOT_YET, WITH_HELP, NOT_YET, ALONE], "up"),
    # 1>0, 1=1, 1>0, 0<1, 0=0, 1>0 → 1 for, 3 against
    ([WITH_HELP, NOT_YET, WITH_HELP, NOT_YET], "down"),
    ([ALONE, NOT_YET, NOT_YET, ALONE], "level"),
    ([ALONE] * 5, "level"),
])  # fmt: skip
def test_trend_counted_by_hand(outcomes, code):
    assert trend(outcomes).code == code


@given(OUTCOMES)
def test_a_row_read_backwards_has_the_opposite_trend(outcomes):
    opposite = {"up": "down", "down": "up", "level": "level", "unknown": "unknown"}

    assert trend(outcomes[::-1]).code == opposite[trend(outcomes).code]


@given(OUTCOMES)
def test_practice_that_never_falls_back_never_goes_down(outcomes):
    rising = sorted(outcomes, key=codes("practices").index)

    assert trend(rising).code != "down"
