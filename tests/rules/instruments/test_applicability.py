"""What the roster says by itself, and what it leaves to be asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.instruments.applicability import (
    CONDITIONS,
    Member,
    age,
    applies,
    not_applicable,
    skipped,
)
from berdaya.rules.instruments.definition import load, parse
from tests.rules.instruments.drawn import BOTH, instrument, item
from tests.rules.instruments.fixtures import STEPS

ON = date(2026, 11, 23)


def who(relation, sex, years, marital="never"):
    born = None if years is None else date(ON.year - years, 1, 1)
    return Member(sex=sex, birth_date=born, marital=marital, relation=relation)


def couple(his, hers):
    return [who("head", "male", his, "married"), who("spouse", "female", hers, "married")]


def ruled_out(*roster):
    return set(not_applicable(load("keluarga-sejahtera"), roster, ON))


CHILD = who("child", "female", 10)


@pytest.mark.parametrize(
    ("roster", "items"),
    [
        (couple(72, 68), {"ks05", "ks06", "ks13", "ks14"}),
        ([who("head", "female", 45, "widowed")], {"ks05", "ks06", "ks14"}),
        (couple(27, 24), {"ks06", "ks14"}),
        ([*couple(40, 38), CHILD], {"ks14"}),
        ([*couple(40, 38), CHILD, CHILD], set()),
        ([*couple(62, 50), CHILD, CHILD], {"ks05", "ks14"}),
        ([who("head", "female", 30, "married"), CHILD, CHILD], set()),
        ([], set()),
    ],
    ids=[
        "old couple",
        "widow",
        "young couple",
        "one child",
        "two",
        "past 49",
        "man away",
        "none",
    ],
)
def test_nobody_is_asked_what_cannot_apply(roster, items):
    assert ruled_out(*roster) == items


@pytest.mark.parametrize(("years", "asked"), [(6, False), (7, True), (15, True), (16, False)])
def test_school_age_is_seven_to_fifteen(years, asked):
    assert ("ks06" not in ruled_out(*couple(40, 38), who("child", "male", years))) is asked


@pytest.mark.parametrize(("years", "asked"), [(14, False), (15, True), (49, True), (50, False)])
def test_reproductive_age_is_the_wifes(years, asked):
    assert ("ks05" not in ruled_out(*couple(60, years))) is asked


@pytest.mark.parametrize(("years", "asked"), [(9, False), (10, True), (60, True), (61, False)])
def test_reading_age_is_ten_to_sixty(years, asked):
    assert ("ks13" not in ruled_out(who("head", "male", years, "widowed"))) is asked


@pytest.mark.parametrize(
    "unknown",
    [
        [who("head", "male", 40, "married"), who("spouse", "female", None, "married")],
        [who("head", "female", 40, "")],
        [who("head", "", 40, "married")],
    ],
    ids=["birth date", "marital status", "sex"],
)
def test_what_is_not_known_is_asked(unknown):
    assert CONDITIONS["couple_of_reproductive_age"](unknown, ON) is None
    assert "ks05" not in ruled_out(*unknown)


def test_children_of_a_couple_that_is_not_the_heads_are_asked_about():
    family = [*couple(70, 66), who("child", "female", 30, "married")]
    young = [who("other", "male", 3), who("other", "male", 5)]
    assert CONDITIONS["couple_with_two_children"](family, ON) is False
    assert CONDITIONS["couple_with_two_children"]([*family, *young], ON) is None


def test_whoever_is_born_on_leap_day_is_a_year_older_on_the_first_of_march():
    assert age(date(2016, 2, 29), date(2026, 2, 28)) == 9
    assert age(date(2016, 2, 29), date(2026, 3, 1)) == 10


def test_every_item_ruled_out_has_a_reason_in_both_languages():
    reasons = not_applicable(load("keluarga-sejahtera"), couple(72, 68), ON)
    assert all(reason["id"] and reason["en"] for reason in reasons.values())


def test_an_answer_can_rule_out_another_question():
    assert set(skipped(STEPS, {"y2": 0})) == {"y3"}
    assert skipped(STEPS, {"y2": 1}) == skipped(STEPS, {"y2": None}) == {}


AGES = st.one_of(st.none(), st.integers(0, 110))


@given(low=AGES, high=AGES, born=st.dates(date(1900, 1, 1), ON))
def test_an_item_of_some_ages_applies_just_to_them(low, high, born):
    later = range(born.year + 1, ON.year + 1)
    birthdays = sum((year, born.month, born.day) <= ON.timetuple()[:3] for year in later)

    known = applies(item_for(low, high), [Member("female", born)], ON)

    assert known == ((low is None or birthdays >= low) and (high is None or birthdays <= high))


def test_an_unknown_age_is_asked():
    assert applies(item_for(7, 12), [Member("male")], ON) is None


def test_in_a_family_somebody_of_that_age_is_enough():
    family = [Member("male", date(1980, 1, 1)), Member("female", date(2016, 1, 1))]
    assert applies(item_for(7, 12), family, ON) is True
    assert applies(item_for(60, None), family, ON) is False


def item_for(low, high):
    ages = {key: age for key, age in (("from", low), ("to", high)) if age is not None}
    drawn = item("a1", **({"ages": ages, "not_applicable_reason": BOTH} if ages else {}))
    output = {"name": "o", "kind": "profile", "title": BOTH, "scales": []}
    return parse(instrument([drawn], [output])).items[0]
