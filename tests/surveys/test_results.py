"""What a result says of the one before it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.results import read_result

KS = "keluarga-sejahtera"


@pytest.fixture
def surveyed(cast):
    """Record a round of the family: days ago, the items unmet, the items left blank."""
    family = rina_family(cast)

    def record(days, *unmet, blank=(), **more):
        answers = {f"ks{n:02}": int(n not in unmet) for n in range(1, 22)}
        answers |= {f"ks{n:02}": None for n in blank}
        day = timezone.localdate() - timedelta(days=days)
        entry = NewAssessment(new_key(), family, answers, day)
        told = {"instrument": KS, "door": Door.WEB, "by": cast.sari} | more
        return record_assessment(entry=entry, **told)

    return record


def codes(items):
    return [item.code for item in items]


@pytest.mark.parametrize(
    ("before", "now", "direction", "gained", "lost"),
    [
        ([3, 20], [20], 1, ["ks03"], []),
        ([20], [3, 20], -1, [], ["ks03"]),
        ([3, 8], [3, 9], 0, ["ks08"], ["ks09"]),
    ],
)
def test_a_result_says_what_changed_since_the_one_before(
    surveyed, before, now, direction, gained, lost
):
    surveyed(300, *before)

    change = read_result(surveyed(0, *now)).change

    assert change.direction == direction
    assert (codes(change.gained), codes(change.lost)) == (gained, lost)


def test_a_first_result_has_nothing_to_be_compared_with(surveyed):
    assert read_result(surveyed(0)).change is None


def test_a_blank_is_neither_a_gain_nor_a_loss_and_an_open_stage_neither_up_nor_down(surveyed):
    surveyed(300, 8, blank=[2])
    complete = read_result(surveyed(100, 8))
    opened = read_result(surveyed(0, 8, blank=[3]))

    for reading in (complete, opened):
        assert reading.change.direction is None
        assert not reading.change.gained + reading.change.lost
    assert codes(opened.unanswered) == ["ks03"]
    assert opened.next_level is None


def test_a_correction_is_compared_with_the_year_before_and_not_with_the_mistake(surveyed):
    first = surveyed(300, 3)
    mistake = surveyed(1, 1)

    right = read_result(surveyed(0, replaces=mistake, reason="salah dengar"))

    assert right.change.since == first
    assert codes(right.change.gained) == ["ks03"]


def test_the_way_to_the_next_stage_names_each_item_that_bars_it(surveyed):
    reading = read_result(surveyed(0, 8, 10, 15))

    assert (reading.level.code, reading.next_level.code) == ("KS1", "KS2")
    assert codes(reading.blocked_by) == ["ks08", "ks10"]
    assert all(item.next_steps for item in reading.blocked_by)


def test_at_the_top_there_is_no_next_stage(surveyed):
    reading = read_result(surveyed(0))

    assert (reading.level.code, reading.next_level, reading.blocked_by) == ("KS3PLUS", None, ())
