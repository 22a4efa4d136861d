"""Families come in: one at a time and by the thousand, from people who may."""

from dataclasses import replace
from datetime import date

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.keys import new_key
from berdaya.people.actions import KeyInUse, register_families, register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.faults import NumberWrong
from berdaya.people.intake import AreaTooWide, MotherNotHere, NoHead, SecondHead, UnknownArea
from berdaya.people.models import Door, Family, Membership, Person
from berdaya.people.numbers import KkTaken, KkTakenElsewhere, KkTwice, NikTaken, NikTwice
from berdaya.people.numbers import NikTakenElsewhere
from berdaya.tallies.counting import totals

VILLAGE = "32.04.32.2998"
RT = f"{VILLAGE}.001.001"
DAY = date(2026, 1, 5)


def someone(name, sex="female", **facts):
    return PersonFacts(name=name, sex=sex, **facts)


def member(name, relation="head", sex="female", mother_key=None, **facts):
    return NewMember(
        key=new_key(),
        facts=someone(name, sex, **facts),
        relation=relation,
        mother_key=mother_key,
    )


def family(*members, area=RT, **values):
    return NewFamily(
        key=new_key(), area=area, members=members or (member("Rina"),), since=DAY, **values
    )


def everybody():
    return Person.objects.across_areas(why="test")


def every_family():
    return Family.objects.across_areas(why="test")


def test_a_family_is_registered_with_its_members(cast):
    rina = member("Rina  Suryani ", nik="3204325507809001", birth_date=date(1980, 7, 15))
    budi = member("Budi", "child", "male", mother_key=rina.key, birth_date=date(2026, 3, 1))

    made = register_family(
        family=family(rina, budi, kk_number="3204320101159001"), door=Door.WEB, by=cast.sari
    )

    assert (made.head_name, made.search_name, made.kk_missing) == (
        "Rina Suryani",
        "rina suryani",
        "",
    )
    child = everybody().get(name="Budi")
    assert (child.mother.name, child.area_id, child.nik_missing) == (
        "Rina Suryani",
        RT,
        "unknown",
    )
    assert child.memberships.get().since == date(2026, 3, 1)
    assert totals("families", 0, [VILLAGE])[VILLAGE] == {"all": 1}
    assert Trace.objects.get(verb="people.register_family").by == cast.sari


def test_a_second_press_of_the_button_registers_once(cast):
    once = dict(family=family(), door=Door.WEB, by=cast.sari)

    assert register_family(**once) == register_family(**once)

    assert every_family().count() == 1
    assert totals("families", 0, [VILLAGE])[VILLAGE] == {"all": 1}


def test_a_village_volunteer_registers_in_her_village_only(cast):
    with pytest.raises(NotAllowed):
        register_family(family=family(), door=Door.WEB, by=cast.joko)
    assert not every_family().exists()
