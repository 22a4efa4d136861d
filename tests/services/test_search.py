"""Services are found as people look for them."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from berdaya.services import actions
from berdaya.services.facts import ProviderFacts
from berdaya.services.hours import is_open, read_spans, said
from berdaya.services.search import Sought, search
from tests.services.world import (
    DISTRICT,
    ELSEWHERE,
    NEIGHBOUR,
    REGENCY,
    VILLAGE,
    a_provider,
    a_service,
)

MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Asia/Jakarta"))


def names(words="", *, here=VILLAGE, **more):
    return [it.name for it in search(Sought(here=here, words=words, **more), "").rows]


@pytest.fixture
def few(cast):
    """Three services: in the village, in the next one, and for the whole regency."""
    a_service(cast.dedi, "Kelas lansia")
    beside = a_provider(cast.dedi, "PKBM Harapan", area=NEIGHBOUR, kind="learning-centre")
    a_service(
        cast.dedi, "Kejar paket", provider=beside, reach=DISTRICT,
        fields=["youth"], functions=["developmental"],
    )  # fmt: skip
    office = a_provider(cast.rahma, "Unit PPA", area=REGENCY, kind="protection")
    a_service(
        cast.rahma, "Pendampingan korban", provider=office, reach=REGENCY,
        fields=["women", "child-family"], functions=["curative"],
        eligible="perempuan dan anak yang mengalami kekerasan",
    )  # fmt: skip


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lansia", "Kelas lansia"),
        ("jompo", "Kelas lansia"),  # as people say it, and in no name
        ("lanzia", "Kelas lansia"),
        ("posyandu", "Kelas lansia"),
        ("kekerasan", "Pendampingan korban"),
        ("kekersan", "Pendampingan korban"),
        ("KDRT", "Pendampingan korban"),
        ("paket", "Kejar paket"),
        ("pket", "Kejar paket"),
        ("violence", "Pendampingan korban"),
        ("harap", "Kejar paket"),
        ("mekarsari paket", "Kejar paket"),
        ("layanan untuk perempuan", "Pendampingan korban"),
    ],
)
def test_words_find_whatever_the_spelling(typed, found):
    assert names(typed)[0] == found


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("typed", ["xyzzq", "lansia xyzzq"])
def test_what_nothing_is_like_finds_nothing(typed):
    assert names(typed) == []


@pytest.mark.usefixtures("few")
def test_the_nearest_stand_first():
    assert names(here=VILLAGE) == ["Kelas lansia", "Kejar paket", "Pendampingan korban"]
    assert names(here=NEIGHBOUR) == ["Kejar paket", "Pendampingan korban"]
    assert names(here=DISTRICT) == ["Kejar paket", "Kelas lansia", "Pendampingan korban"]


@pytest.mark.usefixtures("few")
def test_what_does_not_cover_an_area_is_found_on_demand():
    assert names(here=ELSEWHERE) == []
    assert len(names(here=ELSEWHERE, everywhere=True)) == 3
    assert len(names(here="")) == 3


@pytest.mark.usefixtures("few")
def test_function_and_field_narrow():
    assert names(field="women") == ["Pendampingan korban"]
    assert names(function="developmental") == ["Kejar paket"]
    assert names(function="developmental", field="women") == []


def test_one_that_ended_is_not_found(cast):
    actions.end_service(service=a_service(cast.dedi), by=cast.dedi)

    assert names("lansia") == []


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(cast):
    service = a_service(cast.dedi)
    before = names("melati")

    facts = ProviderFacts("Posyandu Kenanga", "health-post")
    actions.edit_provider(provider=service.provider, facts=facts, by=cast.dedi)

    assert before == ["Kelas lansia"]
    assert names("kenanga") == ["Kelas lansia"]
    assert names("melati") == []


def test_open_now_goes_by_the_clock_of_the_place(cast):
    a_service(cast.dedi, "Pagi", hours={0: ((time(8), time(12)),)})
    a_service(cast.dedi, "Sore", hours={0: ((time(13), time(16)),)})
    a_service(cast.dedi, "Entah")

    assert names(open_at=MONDAY_TEN) == ["Pagi"]


def test_ten_in_jakarta_is_noon_in_jayapura():
    week = {0: ((time(8), time(12)),)}

    assert is_open("32.04", week, MONDAY_TEN)
    assert is_open("73.71", week, MONDAY_TEN)
    assert not is_open("91.71", week, MONDAY_TEN)


def test_pages_go_on_and_back_without_a_service_lost(cast):
    provider = a_provider(cast.dedi)
    for number in range(7):
        a_service(cast.dedi, f"Layanan {number}", provider=provider)

    sought, seen, asked = Sought(here=VILLAGE), [], ""
    for _page in range(3):
        page = search(sought, asked, size=3)
        seen += [it.name for it in page.rows]
        asked = page.after

    assert seen == [f"Layanan {number}" for number in range(7)]
    assert asked == ""


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("08.00-14.00", "08.00–14.00"),
        ("8-14", "08.00–14.00"),
        ("08:00 – 12:00, 13:00 – 15:00", "08.00–12.00, 13.00–15.00"),
        ("8 sampai 12 dan 13 s/d 15.30", "08.00–12.00, 13.00–15.30"),
        ("00.00-24.00", "00.00–24.00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert said(read_spans(typed)) == read


@pytest.mark.parametrize("typed", ["pagi", "14-8", "8-25", "8-12, 11-14", "8", "8-8"])
def test_hours_that_make_no_sense_are_refused(typed):
    with pytest.raises(ValueError, match=r"opening hours|must be in"):
        read_spans(typed)


def test_a_search_asks_five_times_at_most(cast, django_assert_max_num_queries):
    a_service(cast.dedi)

    with django_assert_max_num_queries(5):
        search(Sought(here=VILLAGE, words="lanzia posyando", field="elderly"), "")


@pytest.mark.usefixtures("few")
def test_whom_a_service_takes_narrows_what_is_found(cast):
    a_service(cast.dedi, "Kelas keuangan kelompok", takes="groups")
    a_service(cast.dedi, "Nasihat usaha", takes="both")

    assert set(names("kelas", takes="groups")) == {"Kelas keuangan kelompok"}
    assert set(names("kelas", takes="people")) == {"Kelas lansia"}
    assert "Nasihat usaha" in names(takes="groups")
    assert "Nasihat usaha" in names(takes="people")
