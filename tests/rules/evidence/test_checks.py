"""The checks for made-up data: what they find, and how seldom they speak about honest work."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.evidence import checks
from berdaya.rules.evidence.chance import at_least, chi_square, run_of, with_odds
from berdaya.rules.evidence.checks import digits, findings_of, haste, pace, repeated, streak
from berdaya.rules.evidence.interviews import KINDS, Interview, in_order
from berdaya.rules.evidence.words import wordings
from tests.rules.evidence.honest import BEGIN, honest_month, made_up_month

SEED = 20260302
SURVEYORS, VILLAGE = 600, 12


def honest_villages():
    """Each surveyor's month beside those of the others of the village."""
    dice = random.Random(SEED)
    for _ in range(SURVEYORS // VILLAGE):
        months = [honest_month(dice) for _ in range(VILLAGE)]
        for at, own in enumerate(months):
            yield own, list(chain(*months[:at], *months[at + 1 :]))


def test_of_a_thousand_honest_months_hardly_one_is_spoken_about():
    found = [findings_of(own, others) for own, others in honest_villages()]

    false = Counter(one.kind for findings in found for one in findings)
    assert len(found) == SURVEYORS
    assert sum(bool(findings) for findings in found) / SURVEYORS <= 0.005, false


def test_months_made_up_at_a_table_are_found():
    dice = random.Random(SEED)
    others = list(chain(*(honest_month(dice) for _ in range(8))))
    months = [made_up_month(dice) for _ in range(100)]

    kinds = [{one.kind for one in findings_of(own, others)} for own in months]

    for kind in ("repeated", "pace", "haste", "digits"):
        assert sum(kind in found for found in kinds) >= 95, kind


def full(count):
    return [Interview((1,) * 21, is_full=True)] * count


def mixed(count):
    return [Interview((number % 2, number), is_full=False) for number in range(count)]


def test_a_long_row_of_everything_met_is_found_where_few_around_have_it():
    own, others = mixed(10) + full(25) + mixed(5), mixed(90) + full(10)

    found = streak(own, others)

    assert (found.counts["row"], found.counts["around"]) == (25, 10)


def test_the_same_row_is_nothing_where_most_around_have_everything_too():
    assert streak(mixed(10) + full(25), full(90) + mixed(10)) is None


@pytest.mark.parametrize("check", [repeated, streak])
def test_nothing_is_said_of_few_interviews_or_with_nobody_to_compare(check):
    alike = [Interview((0, 1), is_full=False)] * 19
    enough = mixed(100)

    assert check(alike, enough) is None
    assert check(alike * 3, enough[:59]) is None
    assert check(full(19), enough) is None


def test_identical_rows_are_found_and_counted():
    alike = [Interview((0, 1), is_full=False)] * 12

    found = repeated(alike + mixed(20), mixed(100)[10:])

    assert found.counts == {"same": 12, "kinds": 1, "all": 32}


def timed(minutes, took=10.0):
    end = BEGIN + timedelta(minutes=minutes)
    start = end - timedelta(minutes=took)
    return Interview((1,), is_full=True, began=start, finished=end, questions=21)


def test_thirteen_in_an_hour_are_found_and_twelve_are_not():
    assert pace([timed(5 * n) for n in range(13)]).counts["hour"] == 13
    assert pace([timed(5.5 * n) for n in range(40)]) is None


def test_a_file_that_came_in_at_once_says_nothing_about_pace():
    assert pace([replace(timed(0), began=None, finished=None)] * 500) is None


def test_faster_than_reading_aloud_is_found_only_if_it_happens_often():
    assert haste([timed(n, took=0.9) for n in range(6)] + [timed(9)] * 10).counts["quick"] == 6
    assert haste([timed(n, took=0.9) for n in range(6)] + [timed(9)] * 30) is None


def test_a_favourite_digit_is_named_and_rounding_as_elders_do_is_not():
    ages = (10, 20, 30, 35, 40)
    own = [Interview((), is_full=False, numbers={"ages": ages})] * 20
    even = [Interview((), is_full=False, numbers={"ages": tuple(range(10))})] * 20

    [found] = digits(own)

    assert (found.about, found.counts["digit"], found.counts["times"]) == ("ages", 0, 80)
    assert not list(digits(even))
    assert not list(digits(own[:19]))


def by_hand(k, n, p):
    """All outcomes, one by one."""
    return sum(
        p ** sum(hits) * (1 - p) ** (n - sum(hits))
        for hits in product((0, 1), repeat=n)
        if sum(hits) >= k
    )


@given(st.integers(0, 9), st.integers(1, 9), st.floats(0.01, 0.99))
def test_the_chance_of_so_many_is_what_counting_all_cases_gives(k, n, p):
    assert at_least(k, n, p) == pytest.approx(by_hand(k, n, p), abs=1e-9)


@given(st.integers(1, 8), st.integers(1, 10), st.floats(0.01, 0.99))
def test_the_chance_of_a_row_is_never_said_to_be_smaller_than_it_is(length, n, p):
    true = sum(
        p ** sum(hits) * (1 - p) ** (n - sum(hits))
        for hits in product((0, 1), repeat=n)
        if "1" * length in "".join(map(str, hits))
    )

    assert run_of(length, n, p) >= true - 1e-9


@given(st.floats(0.001, 0.999), st.floats(1, 50))
def test_higher_odds_stay_a_chance(p, times):
    assert p - 1e-12 <= with_odds(p, times) < 1


@given(st.lists(st.integers(0, 50), min_size=10, max_size=10).filter(any))
def test_chi_square_is_nothing_only_where_all_are_equal(counts):
    assert (chi_square(counts) == 0) == (len(set(counts)) == 1)


@given(st.permutations(range(20)))
def test_what_is_found_does_not_depend_on_the_order_of_the_rows(order):
    own = [timed(2 * n, took=0.5) for n in range(20)]

    assert findings_of([own[n] for n in order], []) == findings_of(own, [])
    assert in_order([own[n] for n in order]) == own


def test_every_kind_has_words_in_both_languages_and_an_innocent_reading_first():
    samples = {
        "repeated": repeated([Interview((0,), is_full=False)] * 20, mixed(100)),
        "streak": streak(full(30), mixed(100)),
        "pace": pace([timed(n) for n in range(30)]),
        "haste": haste([timed(n, took=0.5) for n in range(30)]),
        "digits": next(digits([Interview((), False, numbers={"x": (10, 20)})] * 60)),
    }

    assert set(samples) == set(KINDS) == set(wordings())
    for kind, words in wordings().items():
        for language in ("id", "en"):
            assert "{" not in words.sentence[language].format(**samples[kind].counts)
            assert words.title[language]
            assert len([one[language] for one in words.innocent]) >= 2


def test_the_rare_chi_square_is_that_of_nine_degrees_of_freedom():
    """By simulation: as many even draws lie beyond it as RARE says."""
    dice = random.Random(SEED)
    beyond = sum(
        chi_square(list(_even(dice, 200))) > checks.CHI_SQUARE_RARE for _ in range(4000)
    )

    assert beyond / 4000 < 4 * checks.RARE


def _even(dice, count):
    drawn = Counter(dice.randrange(10) for _ in range(count))
    return (drawn[digit] for digit in range(10))
