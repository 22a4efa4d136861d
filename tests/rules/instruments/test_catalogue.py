"""The catalogue: golden cases worked out by hand, and what every instrument must have."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from berdaya.rules.instruments.applicability import Member, not_applicable, suits
from berdaya.rules.instruments.codebook import as_csv, as_markdown
from berdaya.rules.instruments.definition import catalogue, load, months
from berdaya.rules.instruments.goals import TooManyGoals, places
from berdaya.rules.instruments.scoring import score_one

ICONS = Path(__file__).parents[3] / "src" / "berdaya" / "ui" / "static" / "ui" / "icons.svg"
TODAY = date(2026, 7, 1)
every = pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)


def aged(years):
    return Member("female", date(TODAY.year - years, 1, 1))


def _goals_of(output):
    return getattr(output, "goals", ())


def judged(instrument, usual, **answers):
    """The outcomes where every scored item has the usual answer but those that are named."""
    one = load(instrument)
    rest = {item.code: usual for item in one.items if item.scored}
    return score_one(one, {**rest, **answers}).outputs


@every
def test_every_question_has_a_source_both_languages_and_a_part_in_a_result(instrument):
    used = {code for output in instrument.outputs for code in output.items}
    used |= {goal.weight for output in instrument.outputs for goal in _goals_of(output)}
    for item in instrument.items:
        assert item.source
        assert item.text["id"] != item.text["en"]
        assert item.code in used or not item.scored


@every
def test_every_result_says_where_its_rule_comes_from(instrument):
    assert all(output.source for output in instrument.outputs)
    assert instrument.not_for["id"] != instrument.not_for["en"]


@every
def test_wording_of_ours_that_nobody_tried_out_needs_piloting(instrument):
    ours = any("wording ours" in item.source for item in instrument.items)
    assert instrument.status == ("needs-piloting" if ours or instrument.to_check else "stable")


@every
def test_every_picture_exists(instrument):
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', ICONS.read_text()))
    assert {item.icon for item in instrument.items} <= drawn


@every
def test_every_instrument_shows_how_it_is_worked_out(instrument):
    assert len(instrument.examples) >= 3
    shown = {name for example in instrument.examples for name in example.expected}
    assert instrument.outputs[0].name in shown


# empowerment-levels


def empowerment(**answers):
    return judged("empowerment-levels", 1, **answers)


@pytest.mark.parametrize(
    ("unmet", "level"),
    [
        ("el01", "start"),
        ("el05", "start"),
        ("el06 el09", "needs"),
        ("el10 el11", "access"),
        ("el14 el17", "awareness"),
        ("el18 el21", "participation"),
        ("el06 el10 el14 el18", "control"),  # three of four each
        ("el01 el18 el19 el20 el21", "start"),  # levels are climbed in order
    ],
)
def test_levels_of_empowerment_are_climbed_one_by_one(unmet, level):
    assert empowerment(**dict.fromkeys(unmet.split(), 0))["level"].level == level


def test_a_family_is_told_what_holds_back_its_next_level_only():
    found = empowerment(el06=0, el07=0, el20=0, el21=0)["level"]
    assert found.blocked_by == ("el06", "el07")


def test_a_family_without_children_of_school_age_is_not_held_at_the_start():
    assert empowerment(el05=2)["level"].level == "control"
    assert empowerment(el05=2)["parts_needs"].score == Decimal("100.000")


# independence-traits


CHILD = {
    f"it{n:02}": -9 for k in (3, 9, 15, 21) for n in (k + 1, k + 2, k + 3)
}  # asked of those aged 13 and above
ADULT = {f"it{n:02}": -9 for k in (0, 6, 12, 18) for n in (k + 1, k + 2, k + 3)}


def test_a_child_is_scored_by_the_questions_for_children():
    found = judged("independence-traits", 4, **CHILD, it02=1)
    assert found["traits_drive"].score == Decimal("66.667")  # (3 + 0 + 3) of 9
    assert found["independence"].score == Decimal("91.667")  # (2/3 + 1 + 1 + 1) / 4
    assert found["independence"].level == "strong"


def test_who_nearly_always_blames_others_scores_lower():
    found = judged("independence-traits", 4, **ADULT)
    # it06, it18 and it24 are reversed: two thirds in three traits, all of initiative
    assert found["traits_responsibility"].score == Decimal("66.667")
    assert found["independence"].score == Decimal("75.000")
    assert found["independence"].level == "strong"
    found = judged("independence-traits", 4, **ADULT, it22=3)
    assert found["independence"].level == "growing"
    assert found["independence"].blocked_by == ("it06", "it18", "it24")


@pytest.mark.parametrize(("years", "asked"), [(7, "it01"), (12, "it01"), (13, "it04")])
def test_each_age_is_asked_its_own_twelve_questions(years, asked):
    one = load("independence-traits")
    ruled_out = not_applicable(one, [aged(years)], TODAY)
    assert len(ruled_out) == 12
    assert asked not in ruled_out


def test_an_instrument_says_for_which_ages_it_is():
    one = load("independence-traits")
    assert suits(one, aged(6), TODAY) is False
    assert suits(one, aged(7), TODAY) is True
    assert suits(one, Member("female"), TODAY) is None
    assert suits(load("problem-appraisal"), aged(3), TODAY) is True


# empowerment-levels-group


def test_a_group_climbs_the_same_levels_as_a_family():
    family, group = load("empowerment-levels"), load("empowerment-levels-group")
    codes = [level.code for level in family.output("level").levels]
    assert [level.code for level in group.output("level").levels] == codes
    assert judged("empowerment-levels-group", 1, eg13=0, eg14=0)["level"].level == "awareness"
    assert judged("empowerment-levels-group", 0, eg01=1)["level"].level == "start"


# independence-aspects


def test_aspects_weigh_the_same_however_many_questions_they_have():
    teens = dict.fromkeys(("ia03", "ia08", "ia09", "ia10"), -9)
    found = judged("independence-aspects", 1, **teens, ia05=4, ia06=4, ia07=4)
    assert found["aspects_economic"].score == Decimal("100.000")
    # emotional: 0 + 0 and the reversed one 3 of 9; (1/3 + 1 + 0 + 0) / 4
    assert found["independence"].score == Decimal("33.333")
    assert found["independence"].level == "starting"


# independence-levels


def test_the_chapter_lists_47_traits_at_six_levels():
    one = load("independence-levels")
    steps = one.output("level").steps
    assert [len(step.items) for step in steps] == [5, 9, 6, 9, 8, 10]
    assert len(one.items) == len({item.source for item in one.items}) == 47


def traits(**fitting):
    """The first so many traits of each named level fit, no other does."""
    steps = load("independence-levels").output("level").steps
    fit = [code for step in steps for code in step.items[: fitting.get(step.level, 0)]]
    return judged("independence-levels", 2, **dict.fromkeys(fit, 3))["level"]


@pytest.mark.parametrize(
    ("fitting", "level"),
    [
        ({}, "unclear"),
        ({"protective": 3}, "unclear"),  # 3 of 5 is less than two thirds
        ({"protective": 4}, "protective"),
        ({"conformist": 6}, "conformist"),
        ({"self_aware": 4}, "self_aware"),
        ({"conscientious": 6}, "conscientious"),
        ({"individualistic": 5}, "unclear"),
        ({"individualistic": 6}, "individualistic"),
        ({"independent": 6}, "unclear"),
        ({"independent": 7}, "independent"),
        ({"protective": 5, "independent": 7}, "independent"),  # the highest, over a gap
    ],
)
def test_the_highest_level_of_which_two_thirds_fit_decides(fitting, level):
    assert traits(**fitting).level == level


# practice-principles


def test_a_self_review_is_a_profile_without_a_verdict():
    one = load("practice-principles")
    assert [len(output.items) for output in one.outputs] == [4, 4, 4, 4]
    assert not any(output.levels for output in one.outputs)
    found = judged("practice-principles", 2, pp01=0, pp02=1, pp03=-9)
    assert found["principles_relationship"].score == Decimal("50.000")  # (0 + 1 + 2) of 6


# problem-appraisal


@pytest.mark.parametrize(
    ("missing", "level"),
    [
        ("", "social"),
        ("pa04", "individual"),
        ("pa07", "individual"),
        ("pa01", "emerging"),
        ("pa10", "emerging"),
        ("pa04 pa10", "individual"),
    ],
)
def test_many_and_together_tell_a_social_problem_from_an_individual_one(missing, level):
    found = judged("problem-appraisal", 1, **dict.fromkeys(missing.split(), 0))
    assert found["appraisal"].level == level


def test_marks_are_counted_for_each_author():
    found = judged("problem-appraisal", 1, pa03=0, pa05=0, pa08=0, pa09=0)
    assert found["marks_weinberg"].score == Decimal("66.667")
    assert found["marks_huraerah"].score == Decimal("75.000")
    assert found["marks_parillo"].score == Decimal("50.000")


# group-stage and capital-eligibility


@pytest.mark.parametrize(
    ("unmet", "stage"),
    [("gs01", "basic"), ("gs05 gs11", "basic"), ("gs06", "developing"), ("", "independent")],
)
def test_a_group_stands_at_the_first_stage_that_is_not_complete(unmet, stage):
    found = judged("group-stage", 1, **dict.fromkeys(unmet.split(), 0))
    assert found["stage"].level == stage


@pytest.mark.parametrize("code", [f"ce0{n}" for n in range(1, 8)])
def test_capital_wants_every_condition(code):
    found = judged("capital-eligibility", 1, **{code: 0})["eligibility"]
    assert found.level == "not_yet"
    assert found.blocked_by == (code,)
    assert judged("capital-eligibility", 1)["eligibility"].level == "eligible"


def test_what_the_regulation_must_settle_stands_in_the_data():
    assert dict(load("group-stage").to_check).keys() == {
        "stage",
        *(f"gs{n:02}" for n in range(1, 12)),
    }
    unsettled = dict(load("capital-eligibility").to_check)
    assert not {"ce01", "ce02"} & unsettled.keys()  # these two the source names itself
    assert all("17/2020" in words["en"] for words in unsettled.values())


# goal-attainment


def attained(*goals):
    """The outcome of (weight, level) of each goal."""
    one = load("goal-attainment")
    return score_one(one, places(one.output("attainment"), goals)).outputs["attainment"]


@pytest.mark.parametrize(
    ("goals", "level", "score"),
    [
        ([(1, 0)], "as_expected", "50"),
        ([(1, 2)], "above", "70"),
        ([(7, -2)], "below", "30"),  # of one goal, the weight does not matter
        ([(1, 1), (1, -1)], "as_expected", "50"),
        ([(1, 1)] * 2, "above", "62.403"),  # 50 + 20 / √(0.7·2 + 0.3·4) = √2.6
        ([(1, -1)] * 4, "below", "35.490"),  # 50 - 40 / √(0.7·4 + 0.3·16) = √7.6
        ([(3, 1), (2, -2), (1, 0)], "below", "47.797"),  # 50 - 10 / √(0.7·14 + 0.3·36)
        ([(1, 2)] * 8, "above", "82.129"),  # 50 + 160 / √(0.7·8 + 0.3·64)
    ],
)
def test_goals_come_to_the_t_score_of_the_formula(goals, level, score):
    assert attained(*goals).level == level
    assert attained(*goals).score == Decimal(score).quantize(Decimal("0.001"))


def test_half_a_goal_is_no_result_and_no_goal_is_none():
    assert attained((1, 2), (1, None)).level == "incomplete"
    assert attained((1, 2), (1, None)).score is None
    assert attained().level == "incomplete"


def test_a_goal_given_up_does_not_count():
    assert attained((1, 1), (5, -9)) == attained((1, 1))
    assert attained((5, -9)).level == "incomplete"


def test_goals_below_expectation_are_named():
    assert attained((1, -1), (2, 1), (1, -2)).blocked_by == ("goal1_level", "goal3_level")


def test_more_goals_than_places_are_refused():
    with pytest.raises(TooManyGoals):
        attained(*[(1, 0)] * 9)


@pytest.mark.parametrize(
    ("written", "count"), [("P18M", 18), ("P2Y", 24), ("P1Y6M", 18), ("", 0), ("P", 0)]
)
def test_how_long_an_answer_keeps_is_read_in_months(written, count):
    assert months(written) == count


def test_what_asks_about_a_week_or_a_few_months_is_always_asked_anew():
    keeps = {item.code: item.keeps for item in load("keluarga-sejahtera").items}

    asked = ("ks01", "ks05", "ks06", "ks08", "ks09", "ks11", "ks12", "ks14", "ks16", "ks17")
    assert not any(keeps[code] for code in asked)
    assert all(0 < long <= 30 for code, long in keeps.items() if code not in asked)


def test_codebook_says_how_long_an_answer_keeps():
    instrument = load("keluarga-sejahtera")

    book = as_markdown(instrument, "id")
    rows = csv.DictReader(io.StringIO(as_csv(instrument, "en")))

    assert "Berlaku 30 bulan, selama anggotanya sama" in book
    assert {row["column"]: row["keeps"] for row in rows}["ks03"] == "P30M"
