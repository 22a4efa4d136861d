"""Long Indonesian words are parted between syllables."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.hyphens import FEWEST, SHY, hyphenated


@pytest.mark.parametrize(
    ("word", "parted"),
    [
        ("mempertanggungjawabkan", "mem-per-tang-gung-jawab-kan"),
        ("memperbaiki", "mem-per-baiki"),
        ("menyanyikan", "menya-nyi-kan"),
        ("mengkhawatirkan", "meng-kha-watir-kan"),
        ("pendampingan", "pen-dam-pingan"),
        ("rumah", "rumah"),
    ],
)
def test_where_a_word_is_parted(word, parted):
    assert hyphenated(word) == parted.replace("-", SHY)


@given(st.text(string.ascii_letters + " .,-", max_size=60))
def test_nothing_is_lost_and_no_part_is_too_short(text):
    found = hyphenated(text)

    assert found.replace(SHY, "") == text
    for word in found.split():
        parts = word.split(SHY)
        assert len(parts) == 1 or all(len(it) >= FEWEST for it in parts)
