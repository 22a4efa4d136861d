"""RW, RT and hamlets are entered once, whatever the order and the spelling."""

import threading

import pytest
from django.db import connection

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace, User
from berdaya.areas.actions import (
    HamletTooLong,
    NoPlace,
    NotANumber,
    NotAVillage,
    TooManyPlaces,
    add_neighbourhood,
    ensure_neighbourhoods,
)
from berdaya.areas.codes import (
    ancestors,
    at_level,
    common_ancestor,
    covers,
    level_of,
    neighbourhood_number,
)
from berdaya.areas.models import Area
from berdaya.demo.cast import make_cast


@pytest.fixture
def village(cast):
    """The neighbouring village, where nothing stands yet; Pak Dedi works there."""
    return Area.objects.get(code="32.04.32.2999")


def shape(found):
    return {place: (area.code[14:], area.kind) for place, area in found.items()}


def test_a_new_rt_brings_its_rw(cast, village):
    rt = add_neighbourhood(village=village, hamlet="", rw="2", rt="7", by=cast.dedi)

    assert (rt.code, rt.kind, rt.level) == ("32.04.32.2999.002.007", "rt", 6)
    rw = Area.objects.get(code="32.04.32.2999.002")
    assert (rw.kind, rw.parent_id, rw.name) == ("rw", village.code, "002")
    assert Trace.objects.get().verb == "areas.add_neighbourhood"


def test_entering_a_place_twice_finds_the_first(cast, village):
    once = dict(village=village, hamlet="", rw="002", rt="007", by=cast.dedi)

    assert add_neighbourhood(**once) == add_neighbourhood(**once)

    assert Area.objects.within(village.code).count() == 3


def test_places_as_files_write_them(cast, village):
    places = {
        ("Krajan", "1", "1"),
        ("KRAJAN", "RW 01", "RT. 002"),
        ("Dusun Krajan", "001", ""),
        ("Cibodas", "-", "3"),
        ("cibodas", "0", "04"),
        ("", "001", "005"),
        ("-", "", "9"),
    }

    found = ensure_neighbourhoods(village=village, places=places, by=cast.dedi)

    assert shape(found) == {
        ("Krajan", "1", "1"): ("001.001", "rt"),
        ("KRAJAN", "RW 01", "RT. 002"): ("001.002", "rt"),
        ("Dusun Krajan", "001", ""): ("001", "rw"),
        ("Cibodas", "-", "3"): ("901.003", "rt"),
        ("cibodas", "0", "04"): ("901.004", "rt"),
        ("", "001", "005"): ("001.005", "rt"),
        ("-", "", "9"): ("601", "rt"),
    }
    assert Area.objects.get(code="32.04.32.2999.001").hamlet.casefold() == "krajan"


def test_the_same_rw_number_in_two_hamlets_is_two_rw(cast, village):
    places = [("Barat", "001", "001"), ("Timur", "001", "001")]

    found = ensure_neighbourhoods(village=village, places=places, by=cast.dedi)
    again = ensure_neighbourhoods(village=village, places=places, by=cast.dedi)

    assert found == again
    assert [area.code[14:] for area in found.values()] == ["001.001", "801.001"]
    assert Area.objects.get(code="32.04.32.2999.801").label == "RW 001 · Timur"


def test_an_rw_learns_its_hamlet_later(cast, village):
    add_neighbourhood(village=village, hamlet="", rw="4", rt="", by=cast.dedi)

    rw = add_neighbourhood(village=village, hamlet="Pasir", rw="4", rt="", by=cast.dedi)

    assert (rw.code, Area.objects.get(pk=rw.pk).hamlet) == ("32.04.32.2999.004", "Pasir")


def test_many_places_take_few_queries(cast, village, django_assert_max_num_queries):
    places = {("", f"{rw}", f"{rt}") for rw in range(1, 11) for rt in range(1, 11)}
    cast.dedi.current_roles  # noqa: B018  # the request has asked already

    with django_assert_max_num_queries(8):
        found = ensure_neighbourhoods(village=village, places=places, by=cast.dedi)

    assert len({area.code for area in found.values()}) == 100
    assert Area.objects.within(village.code).count() == 111


@pytest.mark.parametrize(
    ("place", "refusal"),
    [
        (("", "satu", ""), NotANumber),
        (("", "1", "12345"), NotANumber),
        (("", "-", "000"), NoPlace),
        (("x" * 81, "", ""), HamletTooLong),
    ],
)
def test_what_cannot_be_a_place_is_refused_and_nothing_is_written(
    cast, village, place, refusal
):
    with pytest.raises(refusal):
        ensure_neighbourhoods(village=village, places=[("", "001", ""), place], by=cast.dedi)

    assert not Area.objects.children_of(village.code).exists()
    assert not Trace.objects.exists()


def test_a_column_of_addresses_is_not_taken_for_hamlets(cast, village):
    places = [(f"Jalan Mawar {number}", "", "") for number in range(120)]

    with pytest.raises(TooManyPlaces):
        ensure_neighbourhoods(village=village, places=places, by=cast.dedi)


def test_rw_stand_below_villages_only(cast):
    district = Area.objects.get(code="32.04.32")

    with pytest.raises(NotAVillage):
        add_neighbourhood(village=district, hamlet="", rw="1", rt="", by=cast.admin)


def test_a_volunteer_and_an_outsider_add_no_rt(cast, village):
    for someone in (cast.sari, cast.joko, cast.tuti):
        with pytest.raises(NotAllowed):
            add_neighbourhood(village=village, hamlet="", rw="1", rt="1", by=someone)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", "001"), ("RT.03", "003"), ("rw 12", "012"), ("000", ""), ("-", ""), ("", "")],
)
def test_numbers_as_people_write_them(text, number):
    assert neighbourhood_number(text) == number


def test_codes_read_as_a_tree():
    assert [level_of(code) for code in ("", "32", "32.04.32.1001.003.012")] == [0, 1, 6]
    assert ancestors("32.04.32.2998") == ["32", "32.04", "32.04.32"]
    assert at_level("32.04.32.2998.001", 2) == "32.04"
    assert covers("", "32")
    assert covers("32.04", "32.04")
    assert not covers("32.04.32.2998", "32.04.32.29981")
    assert not covers("32.04.32.2998.001", "32.04.32.2998")
    assert common_ancestor(["32.04.32.2998", "32.04.33.2001"]) == "32.04"
    assert common_ancestor(["32", "33"]) == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_new_rt_at_once_enter_it_once():
    cast = make_cast()
    village = Area.objects.get(code="32.04.32.2999")
    places = [("Krajan", "1", f"{rt}") for rt in range(1, 6)] + [("Pasir", "", "1")]
    found, starting = [], threading.Barrier(4)

    def enter() -> None:
        starting.wait(20)
        by = User.objects.get(pk=cast.dedi.pk)
        areas = ensure_neighbourhoods(village=village, places=places, by=by)
        found.append({place: area.code for place, area in areas.items()})
        connection.close()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(found) == 4
    assert all(one == found[0] for one in found)
    assert Area.objects.within(village.code).count() == 1 + 2 + 6
