"""Two records of one person are found in spite of spelling, titles and mistaken dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.likeness.dates import dates_alike
from berdaya.rules.likeness.names import names_alike, plain, sound_of, tables
from berdaya.rules.likeness.verdict import (
    BLOCK_LENGTH,
    Traits,
    block_of,
    blocks_near,
    likeness,
    places_alike,
)

RT, RT2, RW2 = "32.04.32.2998.001.001", "32.04.32.2998.001.002", "32.04.32.2998.002.001"
BORN = date(1984, 7, 15)

ONE_NAME = [
    ("Muhamad Rizki", "Mohammad Rizky"),
    ("Moh. Yusuf", "Muhammad Jusuf"),
    ("M. Nur Hasan", "M Noer Hasan"),
    ("Soekarno", "Sukarno"),
    ("Djoko Santoso", "Joko Santoso"),
    ("Tjahjo Koemolo", "Cahyo Kumolo"),
    ("Jusuf", "Yusup"),
    ("Nurjanah", "Noerdjanah"),
    ("Hj. Siti Aisyah", "Siti Aisah"),
    ("H. Achmad Fauzi", "Ahmad Pauzi"),
    ("Drs. Slamet Riyadi, M.Pd", "Slamet Rijadi"),
    ("Siti Khadijah binti Umar", "Siti Hadijah"),
    ("Chotimah", "Khotimah"),
    ("Zaenal Arifin", "Zainal Arifin"),
    ("Zaenab", "Jaenab"),
    ("Fatimah", "Fatima"),
    ("ABDUL  MALIK", "Abd. Malik"),
    ("Novi Yanti", "Nopi Yanti"),
]
OTHERS = [
    ("Siti Aminah", "Siti Rohmah"),
    ("Muhamad Rizki", "Muhamad Iqbal"),
    ("Budi Santoso", "Joko Santoso"),
    ("Rina Suryani", "Tuti Suryani"),
    ("Wayan Sudana", "Wayan Kerta"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_in_two_spellings_is_one_and_is_found_under_one_key(one, other):
    assert names_alike(one, other) == "same"
    assert sound_of(one) == sound_of(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_many_share_makes_no_two_people_one(one, other):
    assert names_alike(one, other) == "other"


def test_a_slip_of_a_letter_is_alike_and_a_short_name_a_part():
    assert names_alike("Rina Suryani", "Rina Suriyani") in ("same", "alike")
    assert names_alike("Karsinah Wulandari", "Karsimah Wulandari") == "alike"
    assert names_alike("Rina", "Rina Suryani") == "part"
    assert names_alike("Siti", "Siti Aminah") == "other"


def test_a_name_that_is_only_a_title_stays_a_name():
    assert plain("Haji")
    assert plain("Binti")
    assert sound_of("H.")
    assert names_alike("", "Rina") == "other"


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_stops_it_and_the_order_does_not_matter(one, other):
    assert names_alike(one, other) == names_alike(other, one)
    assert len(block_of(one, BORN)) <= BLOCK_LENGTH


@given(st.lists(st.sampled_from(sorted(tables().variants)), min_size=1, max_size=3))
def test_variants_of_a_name_never_part(words):
    told = " ".join(tables().variants[word] for word in words)
    assert names_alike(" ".join(words), told) == "same"
    assert names_alike(" ".join(words).upper(), told) == "same"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (date(1984, 7, 5), date(1984, 7, 5), "same"),
        (date(1984, 7, 5), date(1984, 5, 7), "swapped"),
        (date(1984, 7, 5), date(1985, 7, 5), "year_off"),
        (date(1984, 7, 5), date(1984, 1, 1), "rounded"),
        (date(1984, 7, 1), date(1984, 11, 9), "rounded"),
        (date(1984, 12, 31), date(1985, 2, 2), "rounded"),
        (date(1984, 7, 5), None, "unknown"),
        (date(1984, 7, 5), date(1986, 7, 5), "other"),
        (date(1984, 7, 5), date(1984, 7, 6), "other"),
    ],
)
def test_dates_are_mistaken_in_known_ways(one, other, expected):
    assert dates_alike(one, other) == expected
    assert dates_alike(other, one) == expected


def traits(name="Rina Suryani", born=BORN, area=RT, sex="female"):
    return Traits(name, sex, born, area)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (traits(), "strong"),
        (traits("Rina Soerjani", area=RW2), "strong"),
        (traits(born=date(1985, 7, 15)), "strong"),
        (traits(born=date(1984, 1, 1), area=RT2), "possible"),
        (traits(born=None), "possible"),
        (traits("Rina"), "possible"),
        (traits(area="33.01.01.2998"), "possible"),
    ],
)
def test_the_verdict_weighs_name_date_and_place(other, verdict):
    assert likeness(traits(), other).verdict == verdict


@pytest.mark.parametrize(
    "other",
    [
        traits(sex="male"),
        traits("Tuti Suryani"),
        traits(born=date(1990, 3, 3)),
        traits("Rina", area="33.01.01.2998"),
        traits(born=None, area=RW2),
        traits(born=date(1985, 7, 15), area="33.01.01.2998"),
    ],
)
def test_too_little_in_common_proposes_nobody(other):
    assert likeness(traits(), other) is None


def test_places_are_as_near_as_is_known():
    assert places_alike(RT, RT) == "rt"
    assert places_alike(RT, RT2) == "rw"
    assert places_alike(RT, RW2) == "village"
    assert places_alike("32.04.32.2998", RT) == "village"
    assert places_alike("32.04.32.2998", "32.04.32.2999") == "elsewhere"


NAMES = st.sampled_from([name for pair in ONE_NAME for name in pair])
DATES = st.dates(date(1930, 1, 1), date(2026, 1, 1))


@given(NAMES, st.none() | DATES, st.sampled_from(ONE_NAME), st.integers(-400, 400))
def test_whatever_the_verdict_finds_the_keys_find_too(name, born, pair, days):
    """Blocking may lose nobody whose name is the same in two spellings."""
    one, other = (traits(each, born) for each in pair)
    moved = traits(pair[1], born + timedelta(days=days) if born else None)
    today = date(2026, 11, 24)
    for second in (other, moved):
        if likeness(one, second):
            assert block_of(second.name, second.birth_date) in blocks_near(
                one.name, one.birth_date, today
            )
