"""What answers add up to, one kind of output after the other."""

from decimal import Decimal

import polars as pl
import pytest

from berdaya.rules.instruments.applicability import example_answers
from berdaya.rules.instruments.checks import said
from berdaya.rules.instruments.definition import catalogue, load
from berdaya.rules.instruments.scoring import WrongAnswer, score, score_one
from tests.rules.instruments.fixtures import SCALES, STEPS

ALL_MET = dict.fromkeys([item.code for item in load("keluarga-sejahtera").items], 1)


def stage(**answers):
    return score_one(load("keluarga-sejahtera"), {**ALL_MET, **answers}).outputs["stage"]


@pytest.mark.parametrize(
    ("instrument", "example"),
    [(one, example) for one in catalogue() for example in one.examples],
    ids=lambda value: getattr(value, "id", None) or value.title["en"],
)
def test_worked_examples_come_out(instrument, example):
    result = score_one(instrument, example_answers(instrument, example))
    for output, level in example.expected.items():
        assert level in said(result.outputs[output])
    for output, items in example.blocked_by.items():
        assert result.outputs[output].blocked_by == items


@pytest.mark.parametrize(
    ("unmet", "level"),
    [("ks01", "KPS"), ("ks06", "KPS"), ("ks07", "KS1"), ("ks14", "KS1"), ("ks15", "KS2"),
     ("ks19", "KS2"), ("ks20", "KS3"), ("ks21", "KS3")],
)  # fmt: skip
def test_the_first_rung_with_an_unmet_item_decides(unmet, level):
    assert stage(**{unmet: 0}).level == level
    assert stage(**{unmet: 0}).blocked_by == (unmet,)


def test_what_does_not_apply_never_holds_back():
    assert stage(**dict.fromkeys(ALL_MET, 2)).level == "KS3PLUS"


def test_a_blank_is_never_guessed_even_where_the_stage_seems_plain():
    assert stage(ks01=0, ks21=None).level == "incomplete"
    assert stage(ks21=None).blocked_by == ()


@pytest.mark.parametrize("answer", [3, -1, 9, "ya", 1.0, True])
def test_an_answer_that_is_no_code_is_refused(answer):
    with pytest.raises(WrongAnswer, match="ks05"):
        stage(ks05=answer)


def test_a_table_without_a_column_is_refused_by_name():
    with pytest.raises(WrongAnswer, match="ks20, ks21"):
        score(
            load("keluarga-sejahtera"),
            pl.DataFrame({f"ks{n:02}": [1] for n in range(1, 20)}),
        )


def test_a_table_keeps_its_columns_and_gets_one_per_output():
    frame = pl.DataFrame({"family_id": ["a"], **{code: [1] for code in ALL_MET}})
    scored = score(load("keluarga-sejahtera"), frame).collect()
    assert scored.columns == [*frame.columns, "stage", "stage_blocked_by"]


def scales(**answers):
    return score_one(SCALES, {"a1": 3, "a2": 3, "b1": 1, "b2": 0, **answers}).outputs


def test_an_index_is_the_weighted_mean_of_dimension_means():
    # a: (1/2 + 1/2) / 2 = 1/2, weight 2; b: 3 of 4, weight 1; (1 + 3/4) / 3
    assert scales()["mean"].score == Decimal("58.333")
    assert scales()["mean"].level == "fair"
    assert scales()["mean"].blocked_by == ("a1", "a2", "b2")


def test_a_cut_is_met_exactly_where_no_float_would_meet_it():
    # a: 1/2 of weight 2, b: nothing; 1/3 of 100 is the cut 100/3 itself
    assert scales(b1=0)["mean"].level == "fair"
    assert scales(a1=2, b1=0)["mean"].level == "weak"


def test_a_reversed_item_counts_the_other_way_round():
    assert scales(a2=1)["mean"].score > scales(a2=5)["mean"].score


def test_a_dimension_in_which_nothing_applies_falls_out_of_the_mean():
    assert scales(b1=2, b2=2)["mean"].score == Decimal("50.000")
    assert scales(a1=-9, a2=-9, b1=2, b2=2)["mean"].level == "incomplete"


def test_a_profile_has_a_score_per_scale_and_no_level():
    found = scales()
    assert found["traits_a"].score == Decimal("5.000")
    assert found["traits_b"].score == Decimal("7.500")
    assert found["traits_a"].level == ""
    assert scales(b1=None)["traits_b"].score is None


def test_a_checklist_wants_all_of_its_items():
    assert scales()["ready"].blocked_by == ("a1",)
    assert scales(a1=4)["ready"].level == "ready"


def steps(**answers):
    usual = {"x1": 1, "x2": 1, "x3": 0, "y1": 1, "y2": 1, "y3": 0}
    return score_one(STEPS, {**usual, **answers}).outputs


def test_levels_are_reached_by_a_share_of_their_items():
    assert steps()["highest"].level == "first"
    assert steps()["highest"].blocked_by == ("y3",)
    assert steps(x2=0)["highest"].level == "none"


def test_the_highest_level_stands_over_a_gap_unless_levels_are_climbed():
    assert steps(x2=0, y3=1)["highest"].level == "second"
    assert steps(x2=0, y3=1)["climbed"].level == "none"


def test_an_item_that_another_answer_rules_out_need_not_be_answered():
    assert steps(y1=1, y2=0, y3=None)["highest"].level == "first"
    assert steps(y2=None, y3=None)["highest"].level == "incomplete"
