"""What each kind of result is drawn from: numbers, words, and what is not said."""

import pytest
from django.utils import timezone, translation

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.rules.instruments.definition import load
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.results import read_result
from berdaya.surveys.shown import shown
from tests.surveys.conftest import SP

pytestmark = pytest.mark.usefixtures("sample")
GOOD = {"sp1": 1, "sp2": 4, "sp3": 1, "sp4": 1, "sp5": 60}


@pytest.fixture
def read(cast):
    """Record answers, of Bu Rina where they are a person's, and lay the result out."""
    family = rina_family(cast)
    rina = family.memberships.get(relation="spouse").person

    def read(answers, instrument=SP):
        person = rina if load(instrument).subject == "person" else None
        entry = NewAssessment(new_key(), family, answers, timezone.localdate(), person)
        made = record_assessment(
            entry=entry, instrument=instrument, door=Door.WEB, by=cast.sari
        )
        made.refresh_from_db()
        with translation.override("en"):
            return shown(read_result(made))

    return read


def test_a_few_levels_are_stairs_and_ones_own_is_marked(read):
    main = read(GOOD | {"sp3": 4})["main"]

    assert main.kind == "stairs"
    assert [(rung.label, rung.is_climbed, rung.is_here) for rung in main.rungs] == [
        ("Beginning", True, False),
        ("Growing", True, True),
        ("Firm", False, False),
    ]


def test_scales_reach_as_far_as_their_values_and_say_which_is_strongest(read):
    # doing: 1 and (2-1)/3, so 2/3; time: (4-1)/3 reversed is 0 and 60/60, so 1/2
    profile = read(GOOD | {"sp2": 2, "sp3": 4})["others"][0]

    assert profile.title == "Sides of independence"
    assert [(bar.title, bar.width, bar.level) for bar in profile.bars] == [
        ("Doing", 67, "High"),
        ("Time", 50, "Low"),
    ]
    assert (profile.strongest, profile.weakest) == ("Doing", "Time")


def test_scales_that_do_not_differ_have_neither_best_nor_worst(read):
    profile = read(GOOD)["others"][0]
    assert (profile.strongest, profile.weakest) == ("", "")


def test_a_score_without_levels_is_not_a_bare_figure(read):
    whole = read(GOOD)["others"][1]
    assert [(bar.width, bar.level) for bar in whole.bars] == [(100, "all of it")]
    assert [bar.level for bar in read({})["others"][1].bars] == ["Incomplete"]


def test_a_checklist_says_of_each_point_how_it_stands(read):
    ready = read(GOOD | {"sp1": 0, "sp4": None})["others"][2]
    assert [(tick.name, tick.state) for tick in ready.ticks] == [
        ("Looks after oneself", "unmet"),
        ("Reads", "open"),
    ]


def test_an_open_result_climbs_nothing_and_names_what_is_missing(read):
    result = read(GOOD | {"sp1": None})

    assert not any(rung.is_climbed or rung.is_here for rung in result["main"].rungs)
    assert [item.code for item in result["unanswered"]] == ["sp1"]


def test_a_reversed_answer_counts_as_strong_from_its_other_end(read):
    assert "sp3" in [item.code for item in read(GOOD)["met"]]
    assert "sp3" not in [item.code for item in read(GOOD | {"sp3": 4})["met"]]


def test_levels_that_do_not_build_on_each_other_are_not_said_to_be_reached(read):
    asked = load("independence-levels")
    top = {"lv38", "lv39", "lv40", "lv41", "lv42", "lv43", "lv44", "lv45", "lv46", "lv47"}
    answers = {
        item.code: (item.maximum if (item.code in top) != item.reversed else item.minimum)
        for item in asked.items
    }

    main = read(answers, "independence-levels")["main"]

    assert main.kind == "levels"
    assert [rung.is_here for rung in main.rungs][-1]
    assert not any(rung.is_climbed for rung in main.rungs)


def test_a_family_is_said_to_have_reached_the_stages_below(read):
    main = read({f"ks{n:02}": int(n != 15) for n in range(1, 22)}, "keluarga-sejahtera")["main"]
    assert [rung.is_climbed for rung in main.rungs] == [True, True, True, False, False]
    assert main.needs_all
