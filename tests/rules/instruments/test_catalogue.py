"""The catalogue: golden cases worked out by hand, and what every instrument must have."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from berdaya.rules.instruments.definition import catalogue, load
from berdaya.rules.instruments.scoring import score_one

ICONS = Path(__file__).parents[3] / "src" / "berdaya" / "ui" / "static" / "ui" / "icons.svg"
every = pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)


def judged(instrument, usual, **answers):
    """The outcomes where every scored item has the usual answer but those that are named."""
    one = load(instrument)
    rest = {item.code: usual for item in one.items if item.scored}
    return score_one(one, {**rest, **answers}).outputs


@every
def test_every_question_has_a_source_both_languages_and_a_part_in_a_result(instrument):
    used = {code for output in instrument.outputs for code in output.items}
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
    assert {item.icon for item in instrument.items} - {""} <= drawn


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
