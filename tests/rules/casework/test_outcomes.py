"""What is asked at the end, when somebody looks in again, and the T-score with its numbers."""

from datetime import date
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.casework.attainment import attained
from berdaya.rules.casework.outcomes import (
    days_of_follow_up,
    definition,
    is_whole,
    months_after,
    open_points,
)

GOALS = st.lists(st.tuples(st.integers(1, 10), st.integers(-2, 2)), min_size=1, max_size=8)


def test_every_word_stands_in_both_languages():
    known = definition()
    asked = (known.change, known.help)
    texts = [known.to_check, *(one.ask for one in asked)]
    texts += [it.words for one in asked for it in one.answers]
    for words in (known.readiness, known.marks, known.results):
        texts += words.values()

    assert all(text["id"] and text["en"] for text in texts)
    assert set(known.tones) == set(known.results)


def test_the_contacts_after_the_end_come_after_one_three_and_six_months():
    assert days_of_follow_up(date(2026, 8, 31)) == {
        1: date(2026, 9, 30),
        3: date(2026, 11, 30),
        6: date(2027, 2, 28),
    }


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_months_later_is_never_in_another_month(day, months):
    later = months_after(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


def test_a_checklist_is_whole_with_a_mark_for_each_point():
    answers = dict.fromkeys(definition().readiness, "yes")

    assert is_whole(answers)
    assert not is_whole(answers | {"is-safe": "perhaps"})
    assert not is_whole({**answers, "more": "yes"})
    assert not is_whole({"is-safe": "yes"})
    assert open_points(answers | {"is-safe": "partly"}) == ("is-safe",)


def test_the_score_is_shown_with_its_numbers():
    found = attained([(2, 1), (3, -2)])

    assert found.score == Decimal("40.182")
    assert (found.total, found.weights, found.squares) == (-4, 5, 13)
    assert (found.rho, found.spread) == (Decimal("0.3"), Decimal("16.6"))


def test_without_a_goal_there_is_no_score():
    assert attained([]) is None


@given(GOALS)
def test_the_numbers_shown_give_the_score(goals):
    found = attained(goals)

    assert float(found.score) == pytest.approx(
        50 + 10 * found.total / sqrt(found.spread), abs=0.0006
    )
