"""The list for OpenSID: what its readers take from it, and that nothing of it is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.instruments.definition import load
from berdaya.rules.opensid import STAGES, remark, told_by

DAYS = st.dates(min_value=date(1994, 1, 1), max_value=date(2099, 12, 31))


def test_opensid_knows_each_stage_by_its_place_on_the_ladder():
    levels = [level.code for level in load("keluarga-sejahtera").outputs[0].levels]

    assert {level: number for level, (number, _name) in STAGES.items()} == {
        level: place for place, level in enumerate(levels, start=1)
    }


@given(level=st.sampled_from(list(STAGES)), day=DAYS)
def test_a_remark_says_stage_and_day_and_is_read_back(level, day):
    text = remark(level, day)

    assert told_by(text) == (level, day)
    assert len(text) <= 100  # what the form of OpenSID keeps of a remark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "warga baru",
        "6 KELUARGA SEJAHTERA II, didata 03-03-2026",
        "3 KELUARGA SEJAHTERA II, didata 31-02-2026",
    ],
)
def test_other_remarks_say_nothing_of_a_stage(text):
    assert told_by(text) is None
