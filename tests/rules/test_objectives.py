"""What the indicators of the objectives make of a group's history."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.objectives.definition import definition
from berdaya.rules.objectives.history import (
    Belonging,
    Business,
    Gathering,
    History,
    Home,
    Lesson,
    Resolved,
)
from berdaya.rules.objectives.indicators import RULES, measures_on
from berdaya.rules.objectives.measure import FEWEST, Measure, counted, total, withheld

JOINED, DAY = date(2025, 1, 10), date(2026, 6, 30)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def a_history(count=3, **more):
    """Women with a family each; person 0 lives in family "f0"."""
    return History(
        members=[Belonging(JOINED, None, number, "female") for number in range(count)],
        homes={number: [Home(JOINED, None, f"f{number}")] for number in range(count)},
        **more,
    )


def on_day(history, code, day=DAY):
    return measures_on(history, day)[code]


def test_every_indicator_of_the_file_has_a_rule_and_words_in_both_languages():
    whole = definition()

    assert set(RULES) == {it.code for it in whole.indicators}
    assert len(whole.objectives) == 6
    for it in whole.indicators:
        assert it.unit in whole.units
        for text in (it.title, it.part, it.evidence, it.unknown):
            assert set(text) == {"id", "en"}


def test_of_a_group_of_which_nothing_is_known_nothing_is_said():
    found = measures_on(History(), DAY)

    assert all(not it.whole for it in found.values())


def test_family_earns_where_somebody_took_money_home_and_is_unknown_where_nobody_noted_it():
    history = a_history(
        businesses=[
            Business(JOINED, None, 0, "f0", incomes={MAY: {0: 50_000}}),
            Business(JOINED, None, 1, "f1"),
        ]
    )

    assert on_day(history, "earning") == Measure(1, 2, 1)


def test_income_of_a_joint_business_counts_for_those_who_took_it_home():
    history = a_history(businesses=[Business(JOINED, None, None, None, incomes={MAY: {2: 10}})])

    assert on_day(history, "earning") == Measure(1, 3, 0)


def test_joint_business_of_which_nothing_was_noted_leaves_all_unknown():
    history = a_history(businesses=[Business(JOINED, None, None, None)])

    assert on_day(history, "earning") == Measure(0, 0, 3)


def test_income_older_than_three_months_is_not_of_now():
    old = Business(JOINED, None, 0, "f0", incomes={date(2026, 3, 1): {0: 5}})

    assert on_day(a_history(businesses=[old]), "earning") == Measure(0, 2, 1)


def test_more_than_before_compares_a_usual_month_before_with_the_mean_since():
    one = Business(JOINED, None, 0, "f0", baseline=100, incomes={MAY: {0: 90}, JUNE: {0: 130}})
    other = Business(JOINED, None, 1, "f1", incomes={MAY: {1: 90}})

    assert on_day(a_history(businesses=[one, other]), "more") == Measure(1, 1, 1)


def test_women_own_and_sell():
    sold = Business(JOINED, None, 0, "f0", sales={MAY: 0, JUNE: 7})
    untold = Business(JOINED, None, 1, "f1")
    ended = Business(JOINED, date(2026, 1, 1), 2, "f2")
    history = a_history(businesses=[sold, untold, ended])

    assert on_day(history, "owners") == Measure(2, 3, 0)
    assert on_day(history, "selling") == Measure(1, 1, 1)


def test_latest_answer_counts_and_what_does_not_apply_is_not_known():
    history = a_history(
        answers={
            "f0": [(date(2025, 5, 1), {"ks17": 1}), (date(2026, 5, 1), {"ks17": 0})],
            "f1": [(date(2026, 5, 1), {"ks17": 2})],
        }
    )

    assert on_day(history, "meals") == Measure(0, 1, 2)
    assert on_day(history, "meals", date(2026, 4, 30)) == Measure(1, 1, 2)


def test_topic_is_unknown_where_the_group_noted_no_session():
    about = Lesson(date(2026, 2, 1), frozenset({"family-development"}), frozenset({0, 1}))

    assert on_day(a_history(), "topic") == Measure(0, 0, 3)
    assert on_day(a_history(lessons=[about]), "topic") == Measure(2, 3, 0)


def test_attendance_and_decisions_of_the_past_months():
    met = [Gathering(date(2026, 3, 1), 3, 3), Gathering(date(2026, 6, 1), 3, 1)]
    due = [Resolved(MAY, MAY), Resolved(MAY, None), Resolved(date(2025, 1, 1), None)]
    history = a_history(meetings=met, decisions=due)

    assert on_day(history, "attendance") == Measure(1, 3)
    assert on_day(history, "decided") == Measure(1, 2)


def test_business_lasts_where_it_ran_a_year_ago_and_runs_still():
    lasting = Business(JOINED, None, 0, "f0")
    closed = Business(JOINED, date(2026, 2, 1), 1, "f1")
    left = Business(JOINED, date(2026, 2, 1), 1, "f1", has_left=True)
    young = Business(date(2026, 1, 1), None, 2, "f2")

    history = a_history(businesses=[lasting, closed, left, young])

    assert on_day(history, "lasting") == Measure(1, 2, 1)


def test_family_rises_from_the_stage_at_which_it_joined():
    history = a_history(
        count=4,
        stages={
            "f0": [(date(2024, 6, 1), "KPS"), (date(2026, 6, 1), "KS2")],
            "f1": [(date(2025, 6, 1), "KS1")],  # once only
            "f2": [(date(2024, 6, 1), "KS3"), (date(2026, 6, 1), "KS1")],
        },
    )

    assert on_day(history, "risen") == Measure(1, 1, 2)
    assert on_day(history, "fallen") == Measure(1, 1, 1)
    assert on_day(history, "low") == Measure(2, 3, 1)


def test_survey_of_long_ago_is_no_stage_of_now():
    history = a_history(count=1, stages={"f0": [(date(2023, 6, 1), "KPS")]})

    assert on_day(history, "low") == Measure(0, 0, 1)


def test_members_without_a_family_on_record_stay_unknown():
    history = a_history()
    history.homes = {}

    assert on_day(history, "low") == Measure(0, 0, 3)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("independent", Measure(1, 1)),
        ("basic", Measure(0, 1)),
        ("incomplete", Measure(0, 0, 1)),
    ],
)
def test_group_is_independent_by_its_last_judgement(level, expected):
    assert on_day(a_history(judged=[(MAY, level)]), "mandiri") == expected


MEASURES = st.builds(
    lambda part, more, unknown: Measure(part, part + more, unknown),
    *[st.integers(0, 50) for _ in range(3)],
)


@given(st.lists(st.sampled_from([True, False, None])))
def test_yes_no_and_unknown_are_all_there_is(verdicts):
    found = counted(verdicts)

    assert found.whole + found.unknown == len(verdicts)
    assert found.part == verdicts.count(True)


@given(st.lists(st.dictionaries(st.sampled_from("ab"), MEASURES)), st.randoms())
def test_sum_does_not_depend_on_the_order(measures, random):
    shuffled = random.sample(measures, len(measures))

    assert total(measures) == total(shuffled)


@given(st.dictionaries(st.text("xyz", max_size=3), MEASURES))
def test_nothing_withheld_can_be_told_from_the_whole(parts):
    hidden = withheld(parts, "families")
    shown = [it for key, it in parts.items() if it.whole and key not in hidden]

    assert all(it.whole >= FEWEST for it in shown)
    assert not (len([key for key in hidden if parts[key].whole]) == 1 and shown)


def test_share_is_rounded_half_up_and_not_known_without_a_whole():
    assert Measure(1, 8).percent == Decimal("12.5")
    assert Measure(1, 16).percent == Decimal("6.3")
    assert Measure(0, 0, 4).percent is None


def test_part_cannot_exceed_its_whole():
    with pytest.raises(ValueError, match="no part"):
        Measure(2, 1)


JOINING = st.dates(date(2023, 1, 1), date(2026, 12, 31))
LEVELS = st.sampled_from(["KPS", "KS1", "KS2", "KS3", "KS3PLUS"])


@given(
    st.lists(st.tuples(JOINING, st.none() | st.integers(0, 900), st.booleans()), max_size=6),
    st.lists(st.tuples(JOINING, LEVELS), max_size=4),
    JOINING,
)
def test_whatever_happened_each_family_is_counted_once(members, stages, day):
    belongings = [
        Belonging(
            since, since + timedelta(days) if days is not None else None, number, "female"
        )
        for number, (since, days, _has_home) in enumerate(members)
    ]
    homes = {
        number: [Home(since, None, f"f{number // 2}")]
        for number, (since, _days, has_home) in enumerate(members)
        if has_home
    }
    history = History(members=belongings, homes=homes, stages={"f0": sorted(stages)})
    there = [it.person for it in belongings if it.holds(day)]
    families = {f"f{it // 2}" for it in there if it in homes}
    homeless = [it for it in there if it not in homes]

    found = measures_on(history, day)

    assert found["low"].whole + found["low"].unknown == len(families) + len(homeless)
    assert found["topic"].unknown == len(there)
