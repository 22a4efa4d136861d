"""Systems around the client."""

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.keys import new_key
from berdaya.psychosocial import refusals
from berdaya.psychosocial.actions import add_system, change_system, take_off_system
from berdaya.psychosocial.models import System
from tests.casework.world import a_case
from tests.psychosocial.world import around, rows


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def test_a_system_that_changes_keeps_its_place_and_its_past(case, worker):
    school = add_system(case=case, key=new_key(), told=around(), by=worker)
    add_system(case=case, key=new_key(), told=around("Tetangga"), by=worker)

    change_system(
        system=school, key=new_key(), told=around("Sekolah", "strong", "both"), by=worker
    )

    now = rows(System).in_order()
    assert [(str(it.name), it.strength) for it in now] == [
        ("Sekolah", "strong"),
        ("Tetangga", "weak"),
    ]
    assert System.objects.across_areas(why="test").count() == 3


def test_the_second_press_adds_and_changes_once(case, worker):
    key, later = new_key(), new_key()
    for _ in range(2):
        made = add_system(case=case, key=key, told=around(), by=worker)
    for _ in range(2):
        change_system(system=made, key=later, told=around("Masjid"), by=worker)

    assert str(rows(System).get().name) == "Masjid"
    assert System.objects.across_areas(why="test").count() == 2


def test_what_was_taken_off_is_changed_no_more(case, worker):
    made = add_system(case=case, key=new_key(), told=around(), by=worker)
    take_off_system(system=made, by=worker)

    with pytest.raises(refusals.NotAmongKin):
        change_system(system=made, key=new_key(), told=around("Masjid"), by=worker)

    assert not rows(System).exists()


def test_one_picture_holds_so_many(case, worker):
    for number in range(24):
        add_system(case=case, key=new_key(), told=around(f"Tetangga {number}"), by=worker)

    with pytest.raises(refusals.TooMany):
        add_system(case=case, key=new_key(), told=around(), by=worker)


def test_only_whoever_works_on_the_case_changes_the_ecomap(cast, case, worker, supervisor):
    made = add_system(case=case, key=new_key(), told=around(), by=worker)

    for user in (supervisor, cast.sari, cast.joko):
        with pytest.raises(NotAllowed):
            add_system(case=case, key=new_key(), told=around("Lain"), by=user)
        with pytest.raises(NotAllowed):
            change_system(system=made, key=new_key(), told=around("Lain"), by=user)
        with pytest.raises(NotAllowed):
            take_off_system(system=made, by=user)
    assert str(rows(System).get().name) == "Sekolah"
