"""Who is recorded already is shown before it is saved, and never who is out of sight."""

import re
from datetime import date
from itertools import combinations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from berdaya.keys import new_key
from berdaya.people.actions import add_member, edit_person, end_membership, register_family
from berdaya.people.duplicates import Sought, candidates_for, near_in_years, pairs_in
from berdaya.people.facts import PersonFacts
from berdaya.people.models import Apart, Door, Membership, Person
from berdaya.rules.likeness.dates import OTHER, dates_alike
from tests.people.test_pages import head
from tests.people.test_pages import new_family as filled_family
from tests.people.test_registering import NIK, RT, VILLAGE, everybody, family, member

BORN = date(1980, 7, 15)
NEIGHBOUR = f"{VILLAGE}.001.002"


@pytest.fixture
def rina(cast):
    rina = member("Rina Suryani", birth_date=BORN, nik=NIK)
    made = register_family(family=family(rina), door=Door.WEB, by=cast.sari)
    return made.roster().get().person


def sought(name="Rina Soerjani", born=BORN, area=RT, sex="female", nik=None):
    return Sought(new_key(), name, sex, born, area, nik)


def found(one, by):
    return candidates_for([one], by=by)[one.key]


@pytest.mark.parametrize(
    "one",
    [
        sought(),
        sought("Hj. RINA Soerjani binti Amat"),
        sought("Rina", area=NEIGHBOUR),
        sought(born=date(1981, 7, 15)),
        sought(born=date(1980, 1, 1)),
        sought(born=None),
        sought("Rima Suryani"),
        sought("Rina Suryani", area="33.01.01.2998"),
        sought("Somebody Else", born=date(1999, 1, 2), nik=NIK),
    ],
    ids=lambda one: f"{one.name} {one.birth_date} {one.area[-5:]}",
)
def test_a_record_is_found_however_it_was_written(cast, rina, one):
    [candidate] = found(one, cast.sari)

    assert (candidate.person, candidate.head) == (rina, "Rina Suryani")


def test_day_and_month_swapped_are_found(cast):
    made = register_family(
        family=family(member("Rina", birth_date=date(1980, 7, 5))), door=Door.WEB, by=cast.sari
    )
    [candidate] = found(sought("Rina", born=date(1980, 5, 7)), cast.sari)
    assert candidate.family == made.pk


@pytest.mark.parametrize(
    "one",
    [
        sought("Tuti Suryani"),
        sought(sex="male"),
        sought(born=date(1990, 2, 3)),
        sought(born=None, area=f"{VILLAGE}.002.001"),
        sought(born=date(1981, 7, 15), area="33.01.01.2998"),
    ],
    ids=lambda one: f"{one.name} {one.birth_date} {one.area[-5:]}",
)
def test_others_are_left_alone(cast, rina, one):
    assert found(one, cast.sari) == []


def test_out_of_sight_there_is_somebody_and_no_name(cast, rina):
    [candidate] = found(sought("Rina Suryani", area=cast.elsewhere.code), cast.joko)

    assert (candidate.person, candidate.family, candidate.head) == (None, None, "")
    assert candidate.likeness.place == "elsewhere"


def test_the_likeliest_come_first_and_few_of_them(cast, rina):
    for number in range(1, 5):
        twin = member("Rina", birth_date=BORN, relation="head")
        register_family(family=family(twin, area=RT), door=Door.WEB, by=cast.sari)
        assert number
    candidates = found(sought("Rina Suryani"), cast.sari)
    assert [it.likeness.verdict for it in candidates] == ["strong", "possible", "possible"]
    assert candidates[0].person == rina


def test_who_died_is_proposed_no_more(cast, rina):
    end_membership(
        membership=rina.memberships.get(),
        until=date(2026, 3, 1),
        reason=Membership.EndReason.DIED,
        by=cast.sari,
    )
    assert found(sought(), cast.sari) == []


def test_a_corrected_name_is_found_under_the_new_one(cast, rina):
    facts = PersonFacts(name="Wulandari", sex="female", birth_date=BORN, nik=NIK)
    edit_person(person=rina, facts=facts, by=cast.sari)
    [candidate] = found(sought("Woelandari", born=date(1981, 7, 15)), cast.sari)
    assert candidate.person == rina


def test_five_hundred_people_are_looked_for_in_few_queries(
    cast, rina, django_assert_max_num_queries
):
    batch = [sought(f"Orang {number}", born=date(1950, 1, 2)) for number in range(499)]
    with django_assert_max_num_queries(6):
        told = candidates_for([*batch, sought()], by=cast.sari)
    assert sum(map(len, told.values())) == 1


def test_the_keys_are_looked_up_through_their_index(cast, rina):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # with one row in the table it would not bother
            cursor.execute("SET LOCAL enable_seqscan = off")
    everybody = Person.objects.across_areas(why="test")

    plan = everybody.filter(block__in=["rn1980", "rn"]).explain()

    assert "person_block" in plan


def test_a_volunteer_is_shown_who_may_be_the_same_and_nothing_is_saved(client, cast, rina):
    client.force_login(cast.sari)
    form = filled_family(
        name="Rina Soerjani", nik="", nik_missing="lost", kk_number="", kk_missing="lost"
    )

    answer = client.post("/keluarga/baru/", form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mungkin sudah tercatat" in page
    assert "hampir sama" in page or "nama sama" in page
    assert everybody().count() == 1
    others = re.search(r'name="others" value="([^"]+)"', page)[1]
    saved = client.post("/keluarga/baru/", form | {"others": others})
    assert saved.status_code == 302
    assert everybody().count() == 2
    assert Apart.objects.get().by == cast.sari
    assert pairs_in(VILLAGE, cast.dedi) == []


def test_a_child_added_twice_is_seen(client, cast, rina):
    home = rina.memberships.get().family
    child = member("Budi", "child", "male", birth_date=date(2015, 1, 5))
    add_member(family=home, member=child, since=date(2026, 1, 5), by=cast.sari)
    client.force_login(cast.sari)
    again = head(
        name="Boedi",
        sex="male",
        birth_date="5-1-2015",
        nik="",
        nik_missing="lost",
        marital="never",
        relation="child",
    )

    answer = client.post(f"/keluarga/{home.pk}/anggota/baru/", again)

    assert answer.status_code == 422
    assert "Mungkin sudah tercatat" in answer.content.decode()
    assert everybody().count() == 2


def test_a_refusal_alone_warns_of_nobody(client, cast, rina):
    client.force_login(cast.sari)
    home = rina.memberships.get().family

    answer = client.post(
        f"/keluarga/{home.pk}/anggota/baru/", head(name="Wawan", nik=NIK, relation="child")
    )

    assert answer.status_code == 422
    assert "Mungkin sudah tercatat" not in answer.content.decode()


def test_pairs_of_a_village_are_listed_the_likeliest_first(cast, rina):
    for name in ("Rina Soerjani", "Rina"):
        twin = member(name, birth_date=BORN)
        register_family(family=family(twin, area=NEIGHBOUR), door=Door.WEB, by=cast.sari)

    told = pairs_in(VILLAGE, cast.dedi)

    assert [pair.likeness.verdict for pair in told] == ["strong", "possible", "possible"]
    assert pairs_in(VILLAGE, cast.joko) == []


@pytest.mark.once
@given(st.lists(st.none() | st.dates(date(1975, 1, 1), date(1979, 12, 31)), max_size=12))
def test_no_two_dates_that_may_be_one_are_left_out(days):
    dated = sorted(day for day in days if day)
    people = [
        Person(pk=new_key(), birth_date=day)
        for day in [*dated, *(it for it in days if it is None)]
    ]

    near = {frozenset((one.pk, other.pk)) for one, other in near_in_years(people)}

    for one, other in combinations(people, 2):
        if dates_alike(one.birth_date, other.birth_date) != OTHER:
            assert {one.pk, other.pk} in near
