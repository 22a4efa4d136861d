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
from berdaya.people.numbers import (
    KkTaken,
    KkTakenElsewhere,
    KkTwice,
    NikTaken,
    NikTakenElsewhere,
    NikTwice,
)
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


NIK, OTHER_NIK = "3204325507809001", "3204324101859002"
KK = "3204320101159001"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        (family(member("Rina", "child")), NoHead),
        (family(member("Rina"), member("Budi")), SecondHead),
        (family(area=f"{VILLAGE}.009"), UnknownArea),
        (family(member("Rina", nik="3204325507800000")), NumberWrong),
        (family(kk_number="12345"), NumberWrong),
        (family(member("Rina"), member("Budi", "child", mother_key=new_key())), MotherNotHere),
        (family(member("Rina", nik=NIK), member("Budi", "child", nik=NIK)), NikTwice),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, wrong, refusal):
    with pytest.raises(refusal) as refused:
        register_families(families=[family(), wrong], door=Door.FILE, by=cast.sari)

    assert str(refused.value)
    assert not every_family().exists()
    assert not everybody().exists()
    assert not Trace.objects.exists()
    assert not totals("families", 0, [VILLAGE])[VILLAGE]


def test_nobody_lives_in_a_district(cast):
    with pytest.raises(AreaTooWide, match="Baleendah"):
        register_family(family=family(area="32.04.32"), door=Door.WEB, by=cast.dedi)


def test_a_father_is_no_mother(cast):
    dadan = member("Dadan", sex="male")
    wrong = family(dadan, member("Budi", "child", mother_key=dadan.key))
    with pytest.raises(MotherNotHere):
        register_family(family=wrong, door=Door.WEB, by=cast.sari)


def test_a_nik_names_its_owner_to_those_who_may_see_them(cast):
    register_family(family=family(member("Rina", nik=NIK)), door=Door.WEB, by=cast.sari)
    second = family(member("Lilis", nik=NIK))

    with pytest.raises(NikTaken, match="Rina") as refused:
        register_family(family=second, door=Door.WEB, by=cast.sari)
    assert NIK not in str(refused.value)
    assert refused.value.params["key"] == second.members[0].key

    with pytest.raises(NikTakenElsewhere) as refused:
        register_family(
            family=replace(second, area=cast.elsewhere.code), door=Door.WEB, by=cast.joko
        )
    assert "Rina" not in str(refused.value)


def test_a_kk_number_belongs_to_one_living_family(cast):
    register_family(family=family(kk_number=KK), door=Door.WEB, by=cast.sari)

    with pytest.raises(KkTaken, match="Rina"):
        register_family(family=family(kk_number=KK), door=Door.WEB, by=cast.sari)
    with pytest.raises(KkTakenElsewhere):
        register_family(
            family=family(kk_number=KK, area=cast.elsewhere.code), door=Door.WEB, by=cast.joko
        )
    twice = [family(kk_number="3204320101159003") for _ in range(2)]
    with pytest.raises(KkTwice):
        register_families(families=twice, door=Door.FILE, by=cast.sari)
    assert every_family().count() == 1


def test_a_key_seen_elsewhere_opens_nothing(cast):
    here = family()
    register_family(family=here, door=Door.WEB, by=cast.sari)

    with pytest.raises(KeyInUse):
        register_family(
            family=replace(here, area=cast.elsewhere.code), door=Door.WEB, by=cast.joko
        )
    with pytest.raises(KeyInUse):
        register_family(family=replace(here, key=new_key()), door=Door.WEB, by=cast.sari)


def test_many_at_once_are_what_each_would_be_alone(cast):
    def village():
        mothers = [
            member(f"Ibu {number}", nik=f"32043255078090{number:02}") for number in range(9)
        ]
        return [
            family(
                mother,
                member("Anak", "child", mother_key=mother.key, birth_date=date(2020, 1, 1)),
                kk_number=f"320432010115{9000 + number}",
                address=f"No. {number}",
            )
            for number, mother in enumerate(mothers)
        ]

    def stored():
        columns = [
            field.attname for field in Person._meta.concrete_fields if not field.is_relation
        ]
        # two seals of one number never look alike; its index does
        told = set(columns) - {"id", "nik"}
        return [
            list(everybody().order_by("search_name", "nik_index").values_list(*told)),
            list(
                every_family().order_by("address").values_list("kk_index", "head_name", "area")
            ),
            list(
                Membership.objects.order_by("person__search_name", "relation").values_list(
                    "relation", "since", "presence", "until"
                )
            ),
        ]

    for one in village():
        register_family(family=one, door=Door.FILE, by=cast.sari)
    alone = stored()
    Membership.objects.all().delete()
    everybody().update(mother=None)
    everybody().delete()
    every_family().delete()
    register_families(families=village(), door=Door.FILE, by=cast.sari)

    assert stored() == alone
    assert totals("families", 0, [VILLAGE])[VILLAGE] == {"all": 18}
    assert Trace.objects.get(verb="people.register_families").detail == {
        "families": 9,
        "persons": 18,
    }


def test_a_repeated_file_registers_only_what_is_new(cast):
    first, second = family(), family()
    register_families(families=[first], door=Door.FILE, by=cast.sari)

    both = register_families(families=[second, first], door=Door.FILE, by=cast.sari)

    assert [it.pk for it in both] == [second.key, first.key]
    assert totals("families", 0, [VILLAGE])[VILLAGE] == {"all": 2}


def test_two_hundred_families_take_few_queries(cast, django_assert_max_num_queries):
    many = [family(member(f"Ibu {number}")) for number in range(200)]
    with django_assert_max_num_queries(30):
        register_families(families=many, door=Door.FILE, by=cast.sari)


def test_another_family_typed_after_back_is_not_taken_for_the_first(cast):
    first = family(member("Keluarga Satu"))
    register_family(family=first, door=Door.WEB, by=cast.sari)
    other = replace(first, members=(member("Keluarga Dua"),))

    with pytest.raises(KeyInUse):
        register_family(family=other, door=Door.WEB, by=cast.sari)

    assert every_family().count() == 1
