"""Families change: facts are corrected, people join and leave, households move."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.demo.cast import make_cast
from berdaya.people.actions import (
    AlreadyEnded,
    EndsBeforeItBegins,
    FamilyEnded,
    HeadStays,
    add_member,
    edit_family,
    edit_person,
    end_membership,
    register_family,
)
from berdaya.people.intake import JoinsBeforeLeaving, SecondHead
from berdaya.people.models import Door, Family, Membership, Person
from berdaya.people.numbers import KkTaken, NikNotTheirs, NikTaken
from berdaya.refusal import Refusal
from berdaya.tallies.counting import totals
from tests.people.test_registering import (
    KK,
    NIK,
    OTHER_NIK,
    RT,
    VILLAGE,
    family,
    member,
    someone,
)

DAY, BORN = date(2026, 2, 1), date(1990, 5, 5)
LATER = date(2026, 9, 1)
SECOND_RT = f"{VILLAGE}.002.001"


@pytest.fixture
def rina(cast):
    """Rina's family with her child Budi, as registered by Bu Sari."""
    return registered(cast)


def registered(cast, **values):
    mother = member("Rina", nik=NIK, marital="married")
    child = member("Budi", "child", "male", mother_key=mother.key)
    return register_family(
        family=family(mother, child, **{"kk_number": KK} | values), door=Door.WEB, by=cast.sari
    )


def of(family, name):
    return family.memberships.select_related("person").get(person__name=name)


def edited(family, **values):
    now = {
        "kk_number": family.kk_number and family.kk_number.digits,
        "kk_missing": family.kk_missing,
        "address": family.address,
        "phone": family.phone,
        "area": family.area_id,
    }
    return now | values


def test_a_corrected_family_leaves_a_trace_with_masked_numbers(cast, rina):
    edit_family(
        family=rina,
        by=cast.sari,
        **edited(rina, kk_number=None, kk_missing="lost", address="Jl. A"),
    )

    changes = Trace.objects.get(verb="people.edit_family").detail["changes"]
    assert changes["address"] == ["", "Jl. A"]
    assert changes["kk_missing"] == ["", "lost"]
    assert KK not in str(changes)
    assert changes["kk_number"][0].startswith("3204")


def test_a_family_that_moves_is_counted_where_it_lives(cast, rina):
    edit_family(family=rina, by=cast.sari, **edited(rina, area=SECOND_RT))

    assert totals("families", 0, [RT, SECOND_RT]) == {
        RT: {"all": 0},
        SECOND_RT: {"all": 1},
    } or (totals("families", 0, [RT, SECOND_RT])[SECOND_RT] == {"all": 1})
    assert {membership.person.area_id for membership in rina.memberships.all()} == {SECOND_RT}


def test_nobody_moves_a_family_out_of_their_own_sight(cast, rina):
    with pytest.raises(NotAllowed):
        edit_family(family=rina, by=cast.sari, **edited(rina, area=cast.elsewhere.code))
    with pytest.raises(NotAllowed):
        edit_family(family=rina, by=cast.joko, **edited(rina))


def test_a_family_cannot_take_the_kk_number_of_another(cast, rina):
    other = register_family(family=family(member("Lilis")), door=Door.WEB, by=cast.sari)
    with pytest.raises(KkTaken, match="Rina"):
        edit_family(family=other, by=cast.sari, **edited(other, kk_number=KK))


def test_a_member_joins_once_however_often_the_button_is_pressed(cast, rina):
    dadan = member("Dadan", "spouse", "male", nik=OTHER_NIK.replace("4101", "0101"))
    once = dict(family=rina, member=dadan, since=DAY, by=cast.sari)

    assert add_member(**once) == add_member(**once)

    assert rina.memberships.count() == 3
    assert Trace.objects.filter(verb="people.add_member").count() == 1


def test_who_joins_brings_no_second_head_and_no_number_of_another(cast, rina):
    with pytest.raises(SecondHead, match="Rina"):
        add_member(family=rina, member=member("Dadan"), since=DAY, by=cast.sari)
    other = register_family(family=family(member("Lilis")), door=Door.WEB, by=cast.sari)
    with pytest.raises(NikTaken, match="Rina"):
        add_member(family=other, member=member("X", "other", nik=NIK), since=DAY, by=cast.sari)
    with pytest.raises(NotAllowed):
        add_member(family=rina, member=member("X", "other"), since=DAY, by=cast.joko)


def test_the_head_goes_last_and_then_the_family_ends(cast, rina):
    with pytest.raises(HeadStays, match="Rina"):
        end_membership(membership=of(rina, "Rina"), until=LATER, reason="died", by=cast.sari)

    for name in ("Budi", "Rina"):
        end_membership(membership=of(rina, name), until=LATER, reason="moved", by=cast.sari)

    rina.refresh_from_db()
    assert rina.ended_on == LATER
    assert totals("families", 0, [VILLAGE])[VILLAGE]["all"] == 0
    with pytest.raises(FamilyEnded):
        add_member(family=rina, member=member("X", "child"), since=LATER, by=cast.sari)
    again = register_family(family=family(kk_number=KK), door=Door.WEB, by=cast.sari)
    assert again.kk_number == KK


def test_an_end_is_after_the_beginning_and_stands(cast, rina):
    budi = of(rina, "Budi")
    with pytest.raises(EndsBeforeItBegins):
        end_membership(membership=budi, until=date(2020, 1, 1), reason="moved", by=cast.sari)
    with pytest.raises(NotAllowed):
        end_membership(membership=budi, until=LATER, reason="moved", by=cast.joko)
    for _ in range(2):
        end_membership(membership=budi, until=LATER, reason="moved", by=cast.sari)
    with pytest.raises(AlreadyEnded):
        end_membership(membership=budi, until=LATER, reason="died", by=cast.sari)
    assert Trace.objects.filter(verb="people.end_membership").count() == 1


def test_who_left_a_family_joins_another_with_the_same_record(cast, rina):
    siti = member("Siti", "child", nik=OTHER_NIK)
    joined = add_member(family=rina, member=siti, since=DAY, by=cast.sari)
    end_membership(membership=joined, until=LATER, reason="married", by=cast.sari)
    own = family(member("Siti Aminah", nik=OTHER_NIK), area=SECOND_RT)

    with pytest.raises(JoinsBeforeLeaving, match="01-09-2026"):
        register_family(family=own, door=Door.WEB, by=cast.sari)
    made = register_family(family=replace(own, since=LATER), door=Door.WEB, by=cast.sari)

    siti = made.memberships.get().person
    assert (siti.pk, siti.name, siti.area_id) == (joined.person_id, "Siti Aminah", SECOND_RT)


@pytest.mark.parametrize("reason", ["died", "moved"])
def test_a_number_alone_does_not_bring_a_person_back(cast, rina, reason):
    siti = member("Siti", "child", nik=OTHER_NIK, birth_date=date(1985, 1, 1))
    joined = add_member(family=rina, member=siti, since=DAY, by=cast.sari)
    end_membership(membership=joined, until=LATER, reason=reason, by=cast.sari)
    born = date(1985, 1, 1) if reason == "died" else date(1999, 9, 9)
    stranger = member("Neng", nik=OTHER_NIK, birth_date=born)

    with pytest.raises(NikNotTheirs, match="Siti"):
        register_family(
            family=replace(family(stranger), since=LATER), door=Door.WEB, by=cast.sari
        )


def test_a_corrected_head_renames_the_family(cast, rina):
    edit_person(
        person=of(rina, "Rina").person, facts=someone("Rina Suryani", nik=NIK), by=cast.sari
    )

    rina.refresh_from_db()
    assert (rina.head_name, rina.search_name) == ("Rina Suryani", "rina suryani")
    changes = Trace.objects.get(verb="people.edit_person").detail["changes"]
    assert changes == {"name": ["Rina", "Rina Suryani"], "marital": ["married", ""]}


def test_nothing_changed_leaves_no_trace(cast, rina):
    budi = of(rina, "Budi").person
    edit_person(person=budi, facts=someone("Budi", "male", nik_missing="unknown"), by=cast.sari)
    edit_family(family=rina, by=cast.sari, **edited(rina))
    assert not Trace.objects.filter(verb__startswith="people.edit").exists()


def test_a_nik_of_another_is_refused_in_a_correction(cast, rina):
    budi = of(rina, "Budi").person
    with pytest.raises(NikTaken, match="Rina"):
        edit_person(person=budi, facts=someone("Budi", "male", nik=NIK), by=cast.sari)
    with pytest.raises(NotAllowed):
        edit_person(person=budi, facts=someone("Budi", "male"), by=cast.joko)


def test_who_takes_over_as_head_lets_the_former_head_go(cast, rina):
    budi = of(rina, "Budi")
    with pytest.raises(HeadStays):
        edit_person(
            person=of(rina, "Rina").person,
            facts=someone("Rina", nik=NIK),
            relation="child",
            by=cast.sari,
        )

    edit_person(
        person=budi.person, facts=someone("Budi", "male"), relation="head", by=cast.sari
    )
    end_membership(membership=of(rina, "Rina"), until=LATER, reason="died", by=cast.sari)

    rina.refresh_from_db()
    assert rina.head_name == "Budi"
    assert of(rina, "Rina").relation == "other"


class MembershipIntervals(TestCase):
    """Whatever people do, nobody belongs to two families on one day."""

    def setUp(self):
        self.cast = make_cast()

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.booleans(), st.integers(0, 2), st.integers(0, 60)),
            min_size=3,
            max_size=12,
        )
    )
    def test_nobody_belongs_to_two_families_on_one_day(self, steps):
        homes = [
            register_family(
                family=replace(family(member(f"Ibu {number}")), since=date(2025, 1, 1)),
                door=Door.WEB,
                by=self.cast.sari,
            )
            for number in range(3)
        ]
        for joins, home, days in steps:
            day = date(2026, 1, 1 + days % 28)
            try:
                if joins:
                    siti = member("Siti", "other", nik=OTHER_NIK)
                    add_member(family=homes[home], member=siti, since=day, by=self.cast.sari)
                elif present := Membership.objects.filter(
                    person__nik=OTHER_NIK, until=None
                ).first():
                    end_membership(
                        membership=present, until=day, reason="moved", by=self.cast.sari
                    )
            except Refusal:
                continue

        spans = sorted(
            (it.since, it.until or date.max)
            for it in Membership.objects.filter(person__nik=OTHER_NIK)
        )
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
        assert Person.objects.across_areas(why="test").filter(nik=OTHER_NIK).count() <= 1
        assert Family.objects.across_areas(why="test").living_here().count() == 3


def test_who_comes_back_keeps_what_the_new_form_leaves_blank(cast, rina):
    full = member("Budi", "other", "male", nik=OTHER_NIK, birth_date=BORN, schooling="sma")
    joined = add_member(family=rina, member=full, since=DAY, by=cast.sari)
    end_membership(membership=joined, until=LATER, reason="moved", by=cast.sari)
    bare = member("Budi", "other", "male", nik=OTHER_NIK)

    again = add_member(family=rina, member=bare, since=LATER, by=cast.sari)

    assert (again.person.birth_date, again.person.schooling) == (BORN, "sma")
