"""What is told late, or with a wrong day, never bends what is known."""

from datetime import date

import pytest

from berdaya.life.actions import (
    move_family,
    move_in,
    record_birth,
    record_death,
    record_divorce,
    record_marriage,
    take_back,
)
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import (
    GaveBirthLater,
    LaterEvent,
    NeverMarried,
    NotBornYet,
)
from tests.life.test_events import born_of
from tests.life.world import (
    DAY,
    OTHER_RT,
    RT,
    TODAY,
    again,
    person,
    place,
    rinas,
    roster,
    someone,
    told,
    yesterday_of,
)

EARLIER = date(2025, 1, 1)


@pytest.fixture
def family(cast):
    return rinas(cast.sari)


def events():
    return LifeEvent.objects.across_areas(why="test").count()


def test_nobody_marries_before_they_were_born(cast, family):
    child = record_birth(family=family, **born_of(place(family, "Rina"), DAY), by=cast.sari)
    before, noted = roster(family), events()
    unborn = someone("Dewi", birth_date=TODAY)

    with pytest.raises(NotBornYet):
        record_marriage(
            one=place(family, "Agus"), partner=unborn, told=told("marriage"), by=cast.sari
        )
    with pytest.raises(NotBornYet):
        record_marriage(
            one=place(family, child.person.name),
            partner=someone("Dewi"),
            told=told("marriage", EARLIER),
            by=cast.sari,
        )

    assert (roster(family), events()) == (before, noted)


def test_nobody_moves_in_before_they_were_born(cast, family):
    before = roster(family)

    for born in (TODAY, date(TODAY.year + 3, 1, 1)):
        with pytest.raises(NotBornYet):
            move_in(
                family=family,
                member=someone("Dewi", birth_date=born),
                told=told("arrival"),
                by=cast.sari,
            )

    assert (roster(family), events()) == (before, 0)


def test_who_never_married_is_not_divorced(cast, family):
    with pytest.raises(NeverMarried):
        record_divorce(
            one=place(family, "Siti"),
            other=place(family, "Dadan"),
            told=told("divorce"),
            by=cast.sari,
        )

    assert (person("Siti").marital, person("Dadan").marital) == ("never", "married")
    assert events() == 0


def test_a_mother_does_not_die_before_a_birth_that_was_noted(cast, family):
    record_birth(family=family, **born_of(place(family, "Rina"), DAY), by=cast.sari)
    rina = place(family, "Rina")

    with pytest.raises(GaveBirthLater):
        record_death(membership=rina, told=told("death", yesterday_of(DAY)), by=cast.sari)
    assert "Rina" in roster(family)

    record_death(membership=rina, told=told("death"), by=cast.sari)
    assert "Rina" not in roster(family)


def test_a_move_told_late_does_not_bring_a_family_back(cast, family):
    last = move_family(
        family=again(family), area=OTHER_RT, told=told("move", TODAY), by=cast.sari
    )

    with pytest.raises(LaterEvent):
        move_family(family=again(family), area=RT, told=told("move"), by=cast.sari)
    assert again(family).area_id == OTHER_RT

    take_back(event=last, reason="test", by=cast.sari)
    move_family(family=again(family), area=OTHER_RT, told=told("move"), by=cast.sari)
    assert again(family).area_id == OTHER_RT


def test_a_wedding_told_late_does_not_undo_a_divorce(cast, family):
    last = record_divorce(
        one=place(family, "Dadan"),
        other=place(family, "Rina"),
        told=told("divorce", TODAY),
        by=cast.sari,
    )

    with pytest.raises(LaterEvent):
        record_marriage(
            one=place(family, "Dadan"),
            partner=someone("Dewi", marital="married"),
            told=told("marriage"),
            by=cast.sari,
        )
    assert (person("Dadan").marital, events()) == ("divorced", 1)

    take_back(event=last, reason="test", by=cast.sari)
    assert person("Dadan").marital == "married"
