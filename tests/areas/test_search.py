"""People find their area as they type it."""

import pytest

from berdaya.areas.models import Area
from berdaya.areas.official import load_tree
from berdaya.areas.search import Hit, search
from berdaya.rules.indonesia import AREA_DECREE, AREA_DECREE_DAY, official_areas

SHOWN_FIRST = {
    "bojongso": "32.04.08",
    "bojongsoag": "32.04.08",
    "bojnogsoang": "32.04.08",
    "balendah": "32.04.32",
    "bale endah": "32.04.32",
    "kab. bogor": "32.01",
    "Kabupaten Bogor": "32.01",
    "kota bogor": "32.71",
    "kec baleendah": "32.04.32",
    "kel. baleendah": "32.04.32.1001",
    "desa sukamaju majalaya": "32.04.33.2008",
    "desa sukamaju kec cimaung kab bandung": "32.04.17.2007",
    "rt 01 rw 02 desa sukamaju, majalaya": "32.04.33.2008",
    "sukamaju kab bandung": "32.04.17.2007",
    "cibodas lembng": "32.17.01.2009",
    "jabar": "32",
    "jawa barat": "32",
    "dki": "31",
    "jakarta selatan": "31.74",
    "32.04.32": "32.04.32",
    "3204321001": "32.04.32.1001",
    "3204": "32.04",
}


@pytest.fixture(scope="module")
def loaded(db_of_module):
    listed = [area for area in official_areas() if area[0][:2] in ("31", "32")]
    load_tree(listed, decree=AREA_DECREE, day=AREA_DECREE_DAY)


@pytest.fixture
def west_java(loaded, db):
    """Seven thousand areas, loaded once for the tests of this file."""


def test_an_area_is_found_as_people_type_it(west_java):
    first = {text: next((hit.code for hit in search(text)), None) for text in SHOWN_FIRST}

    assert first == SHOWN_FIRST


def test_part_of_a_name_shows_the_wider_areas_first(west_java):
    hits = search("sukam", limit=50)

    assert {hit.label.split()[-1][:5] for hit in hits} <= {"Sukam", "Maju", "Mukti"}
    levels = [hit.code.count(".") for hit in hits]
    assert levels[0] < levels[-1]


def test_a_hit_says_what_lies_above(west_java):
    assert search("bojongsoang", level=3) == [
        Hit("32.04.08", "Kecamatan Bojongsoang", "Kabupaten Bandung, Jawa Barat")
    ]


def test_nothing_like_it_is_nothing(west_java):
    assert search("xyzzyq") == []
    assert search("") == []
    assert search("s") == []
    assert search("'; -- %_") == []


def test_only_what_lies_within_is_found(west_java):
    assert {hit.code[:5] for hit in search("sukamaju", within=["32.04"])} == {"32.04"}
    assert search("kota bogor", within=["32.04"]) == []
    assert search("bogor", within=[]) == []
    assert search("bogor", within=[""])[0].code == "32.01"


def test_what_is_near_comes_before_its_namesakes(west_java):
    far, near = search("sukamaju"), search("sukamaju", near=["32.04.33", ""])

    assert near[0].code == "32.04.33.2008" != far[0].code
    assert near[1].code.startswith("32.04.")
    assert search("sukabumi", near=["32.04"])[0].code in ("32.02", "32.72")


def test_the_kind_is_forgiven_when_it_is_wrong(west_java):
    assert "32.04.32.1001" in [hit.code for hit in search("desa baleendah")]


def test_a_new_edition_is_searched_at_once_and_rt_never(west_java, cast):
    assert search("bojong baru sekali") == []
    listed = [("32", "Jawa Barat", "provinsi"), ("32.99", "Kota Bojong Baru Sekali", "kota")]
    load_tree(listed, decree="later", day=AREA_DECREE_DAY)

    assert [hit.code for hit in search("bojong baru sekali")] == ["32.99"]
    assert search("bojongsoang") == [], "ended areas are not offered"
    Area.objects.create(
        code="32.04.32.2998.009", name="Bojong", level=5, kind="dusun", parent=cast.village
    )
    assert "32.04.32.2998.009" not in [hit.code for hit in search("32.04.32.2998")]


def test_a_keystroke_asks_the_database_once(west_java, django_assert_num_queries):
    search("bandung")

    with django_assert_num_queries(1):
        search("bandung barat")
