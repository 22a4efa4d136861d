"""How members stand to KB on a day: dated where they said it, from the record where not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.consents.actions import record_answer
from berdaya.groups import refusals
from berdaya.groups.actions import close_month, end_group, note_kb
from berdaya.groups.kb import kb_counts, pus_on
from berdaya.groups.models import KbNote, Member
from berdaya.groups.shares import shares_on
from berdaya.people.models import Person
from berdaya.rules.kb.statuses import statuses, taking_part
from tests.groups.world import (
    TODAY,
    a_woman,
    agrees,
    joins,
    melati,
)
from tests.life.world import a_family, someone

DAY, LATER = date(2026, 5, 2), date(2026, 8, 1)


def notes():
    return KbNote.objects.across_areas(why="test")


def present(group):
    return list(group.members.present().select_related("person").order_by("person__name"))


def test_the_words_of_the_programme_run_from_not_at_all_to_motivator():
    assert statuses()[0].code == "none"
    assert taking_part() == {"new", "active", "lasting", "independent", "motivator"}


def test_participation_at_a_past_day_comes_from_what_was_said_until_then(cast):
    group, (rina, wati, _yani) = melati(cast)
    note_kb(group=group, on=DAY, told={rina.pk: "none", wati.pk: "active"}, by=cast.sari)
    note_kb(group=group, on=LATER, told={rina.pk: "new"}, by=cast.sari)

    before = shares_on(present(group), DAY - timedelta(days=1))
    first = shares_on(present(group), DAY)
    now = shares_on(present(group), TODAY)

    # Yani's record says that she takes part; so does everybody's before the first note
    assert (before.takes_part, before.kb_from_record) == (3, 3)
    assert (first.takes_part, first.takes_no_part, first.kb_from_record) == (2, 1, 1)
    assert (now.takes_part, now.kb_from_record) == (3, 1)


def test_the_same_day_again_corrects(cast):
    group, (rina, *_others) = melati(cast)
    note_kb(group=group, on=DAY, told={rina.pk: "none"}, by=cast.sari)

    note_kb(group=group, on=DAY, told={rina.pk: "motivator"}, by=cast.dedi)

    assert (notes().get().status, notes().get().by) == ("motivator", cast.dedi)


@pytest.mark.parametrize("who", ["joko", "wati", "budi", "rahma"])
def test_no_member_and_no_outsider_asks_about_kb(cast, who):
    group, (rina, *_others) = melati(cast)

    with pytest.raises(NotAllowed):
        note_kb(group=group, on=DAY, told={rina.pk: "new"}, by=getattr(cast, who))

    assert not notes().exists()


def test_what_cannot_be_is_refused_and_nothing_is_noted(cast):
    group, (rina, *_others) = melati(cast)
    imas = joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi, since=LATER)
    wrong = [
        (TODAY + timedelta(days=1), {rina.pk: "new"}, refusals.NotYetCome),
        (DAY, {imas.pk: "new"}, refusals.NotAMember),
        (DAY, {rina.pk: "queen"}, refusals.NotAMember),
    ]

    for on, told, refusal in wrong:
        with pytest.raises(refusal):
            note_kb(group=group, on=on, told=told, by=cast.sari)
    end_group(group=group, on=TODAY, reason="pindah", by=cast.dedi)
    with pytest.raises(refusals.GroupHasEnded):
        note_kb(group=group, on=DAY, told={rina.pk: "new"}, by=cast.sari)

    assert not notes().exists()


def test_what_was_handed_in_of_a_closed_month_does_not_change(cast):
    group, (rina, *_others) = melati(cast)
    close_month(group=group, month=DAY, by=cast.dedi)

    with pytest.raises(refusals.MonthClosed):
        note_kb(group=group, on=DAY, told={rina.pk: "new"}, by=cast.sari)

    assert not notes().exists()


def test_who_refuses_to_be_surveyed_is_not_asked(cast):
    group, (rina, *_others) = melati(cast)
    no = replace(agrees(rina.person), purpose="survey", act="refused")
    record_answer(answer=no, by=cast.sari)

    with pytest.raises(refusals.KbNotWanted):
        note_kb(group=group, on=TODAY, told={rina.pk: "new"}, by=cast.sari)

    assert not notes().exists()


def test_who_is_pus_is_known_from_the_roster(cast):
    couple = a_family(
        cast.sari,
        someone("Asep", "head", sex="male", birth_date=date(1980, 1, 1), marital="married"),
        someone("Euis", "spouse", birth_date=date(1990, 1, 1), marital="married"),
    )
    old = a_family(
        cast.sari, someone("Nenek", "head", birth_date=date(1950, 1, 1), marital="married")
    )
    unsure = a_family(cast.sari, someone("Siapa", "head", marital="married"))
    families = [it.pk for it in (couple, old, unsure)]
    persons = Person.objects.across_areas(why="test").filter(memberships__family__in=families)
    keys = dict(persons.values_list("name", "pk"))

    known = pus_on(list(keys.values()), TODAY)

    named = {name: known[key] for name, key in keys.items()}
    assert named == {"Asep": True, "Euis": True, "Nenek": False, "Siapa": None}


def test_the_counts_of_a_form_ask_the_same_whatever_the_number_of_groups(
    cast, django_assert_num_queries
):
    group, (rina, wati, _yani) = melati(cast)
    Person.objects.across_areas(why="test").filter(pk=rina.person_id).update(marital="married")
    note_kb(group=group, on=DAY, told={rina.pk: "lasting", wati.pk: "none"}, by=cast.sari)

    with django_assert_num_queries(4):
        counts = kb_counts([group.pk], TODAY)[group.pk]

    assert (counts.members, counts.pus, counts.pus_taking_part) == (3, 1, 1)
    assert counts.statuses == {"lasting": 1, "none": 1, "": 1}
    assert counts.from_record == 1
    assert Member.objects.across_areas(why="test").count() == 3


def test_a_volunteer_notes_what_members_say_and_no_officer_sees_it(client, cast):
    group, (rina, wati, yani) = melati(cast)
    record_answer(
        answer=replace(agrees(yani.person), purpose="survey", act="refused"), by=cast.sari
    )
    address = reverse("member_kb", args=[group.pk])
    client.force_login(cast.sari)

    page = client.get(address)
    data = {"on": f"{DAY:%d-%m-%Y}", f"kb_{rina.pk}": "lasting", f"kb_{wati.pk}": ""}
    client.post(address, data)

    assert f"kb_{yani.pk}" not in page.context["form"].fields
    assert [(it.member, it.status) for it in notes()] == [(rina, "lasting")]
    assert "Peserta lestari sejak 2 Mei 2026" in client.get(address).content.decode()
    client.force_login(cast.wati)
    assert client.get(address).status_code == 404
    assert "lestari" not in client.get(reverse("member_list", args=[group.pk])).content.decode()


def test_a_day_that_makes_no_sense_is_said_and_nothing_noted(client, cast):
    group, (rina, *_others) = melati(cast)
    client.force_login(cast.sari)

    answer = client.post(
        reverse("member_kb", args=[group.pk]), {"on": "31-2-2026", f"kb_{rina.pk}": "new"}
    )

    assert answer.status_code == 422
    assert not notes().exists()
