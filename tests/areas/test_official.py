"""The official tree is loaded whole, again and again, and nothing in it is ever lost."""

from collections import Counter
from datetime import date

import pytest

from berdaya.areas.models import Area, Edition
from berdaya.areas.official import Loaded, load_official_tree, load_tree

DAY = date(2027, 1, 2)
SMALL = [
    ("32", "Jawa Barat", "provinsi"),
    ("32.04", "Kabupaten Bandung", "kabupaten"),
    ("32.04.32", "Baleendah", "kecamatan"),
    ("32.04.32.1001", "Baleendah", "kelurahan"),
]


@pytest.fixture
def small(db):
    return load_tree(SMALL, decree="first", day=date(2025, 4, 25))


@pytest.mark.django_db
def test_the_whole_country_is_loaded_and_a_second_load_changes_nothing():
    first = load_official_tree()

    by_level = Counter(Area.objects.values_list("level", flat=True))
    assert by_level == {1: 38, 2: 514, 3: 7_285, 4: 83_762}
    assert first == Loaded(listed=91_599, written=91_599, ended=0)
    by_kind = Counter(Area.objects.values_list("kind", flat=True))
    assert (by_kind["kota"], by_kind["kelurahan"], by_kind["distrik"]) == (98, 8_496, 793)
    assert load_official_tree() == Loaded(listed=91_599, written=0, ended=0)
    assert Edition.objects.count() == 1


def test_a_later_decree_renames_adds_and_ends_but_never_deletes(small):
    later = [
        *SMALL[:2],
        ("32.04.32", "Bale Endah", "kecamatan"),
        ("32.04.33", "Baru", "kecamatan"),
    ]

    assert load_tree(later, decree="second", day=DAY) == Loaded(listed=4, written=4, ended=1)

    village = Area.objects.get(code="32.04.32.1001")
    assert (village.valid_until, village.decree) == (DAY, "first")
    assert Area.objects.get(code="32.04.32").name == "Bale Endah"
    assert Area.objects.standing().count() == 4


def test_an_area_that_a_decree_brings_back_stands_again(small):
    load_tree(SMALL[:3], decree="second", day=DAY)
    load_tree(SMALL, decree="third", day=date(2028, 1, 2))

    assert Area.objects.get(code="32.04.32.1001").valid_until is None


def test_areas_of_our_own_are_left_alone(small, cast):
    load_tree(SMALL, decree="first", day=DAY)

    assert Area.objects.get(pk=cast.village.pk).valid_until is None
    assert Area.objects.get(pk=cast.rt.pk).valid_until is None
    assert Area.objects.get(code="32").decree == "first"
