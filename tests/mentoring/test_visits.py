"""Groups are visited; what was agreed comes back; who waits longest stands first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.groups.actions import close_month, end_group, reopen_month
from berdaya.groups.refusals import BeforeFounding, GroupHasEnded, MonthClosed, NotYetCome
from berdaya.keys import new_key
from berdaya.mentoring import refusals
from berdaya.mentoring.actions import NewVisit, record_visit
from berdaya.mentoring.evidence import visits_in
from berdaya.mentoring.models import Agreement, Visit
from berdaya.mentoring.plan import groups_of, stops_of, trips_of
from berdaya.rules.kie.visits import due_after, interval_on
from berdaya.rules.months import month_before
from tests.groups.world import TODAY, a_group, accompanied, again, melati
from tests.kie.world import DAY, a_visit

RW1, RW2 = "32.04.32.2998.001", "32.04.32.2998.002"


def visits():
    return Visit.objects.across_areas(why="test")


def names(stops):
    return [stop.group.name for stop in stops]


def test_a_visit_is_noted_with_what_was_agreed(cast):
    group, _members = melati(cast)

    visit = a_visit(group, by=cast.dedi, next_on=TODAY + timedelta(days=10))

    assert visit.agreements.get().text == "Beli timbangan"
    [seen] = visits_in([group.pk], DAY, TODAY)[group.pk]
    assert (seen.visit, seen.day, seen.by) == (visit.pk, DAY, "Pak Dedi")
    assert visits_in([group.pk], TODAY, TODAY + timedelta(days=9)) == {group.pk: []}


def test_the_same_page_again_corrects_and_adds_nothing(cast):
    group, _members = melati(cast)
    visit = NewVisit(new_key(), group, DAY, "Sepi.")
    record_visit(visit=visit, by=cast.dedi)

    record_visit(visit=replace(visit, seen="Ramai."), by=cast.dedi)

    assert visits().get().seen == "Ramai."
    with pytest.raises(refusals.VisitKeyInUse):
        record_visit(visit=replace(visit, seen="Lain."), by=cast.tuti)
    mawar = a_group(cast.dedi, "Mawar")
    with pytest.raises(refusals.VisitKeyInUse):
        record_visit(visit=replace(visit, group=mawar), by=cast.dedi)
    assert visits().get().seen == "Ramai."


def test_what_was_agreed_comes_back_until_it_is_settled(cast):
    group, _members = melati(cast)
    agreed = a_visit(group, by=cast.dedi).agreements.get()
    later = a_visit(group, by=cast.dedi, on=TODAY, agreed=(), settled={agreed.pk: "done"})

    settled = again(agreed)

    assert (settled.state, settled.settled_at) == ("done", later)
    with pytest.raises(refusals.AgreementSettled):
        a_visit(group, by=cast.dedi, on=TODAY, agreed=(), settled={agreed.pk: "dropped"})


def test_nobody_settles_what_another_group_agreed(cast):
    group, _members = melati(cast)
    agreed = a_visit(group, by=cast.dedi).agreements.get()
    mawar = a_group(cast.dedi, "Mawar")

    with pytest.raises(refusals.AgreementSettled):
        a_visit(mawar, by=cast.dedi, settled={agreed.pk: "done"})

    assert again(agreed).state == Agreement.State.OPEN
    assert not visits().filter(group=mawar).exists()


def test_days_that_make_no_sense_are_refused(cast):
    group, _members = melati(cast)
    wrong = [
        ({"on": TODAY + timedelta(days=1)}, NotYetCome),
        ({"on": date(2020, 1, 1)}, BeforeFounding),
        ({"on": DAY, "next_on": DAY}, refusals.NextTooEarly),
    ]

    for days, refusal in wrong:
        with pytest.raises(refusal):
            a_visit(group, by=cast.dedi, **days)
    end_group(group=group, on=TODAY, reason="pindah", by=cast.dedi)
    with pytest.raises(GroupHasEnded):
        a_visit(group, by=cast.dedi)

    assert not visits().exists()


@pytest.mark.parametrize("who", ["joko", "wati", "budi", "rahma"])
def test_only_who_is_answerable_for_a_group_notes_a_visit(cast, who):
    group, _members = melati(cast)

    with pytest.raises(NotAllowed):
        a_visit(group, by=getattr(cast, who))

    assert not visits().exists()


def test_a_mentor_plans_the_groups_that_they_accompany(cast):
    group, _members = melati(cast)
    a_group(cast.dedi, "Mawar")
    accompanied(group, cast.budi, by=cast.dedi)

    assert names(stops_of(groups_of(cast.budi), TODAY)) == ["Melati"]
    assert a_visit(group, by=cast.budi).by == cast.budi


def test_a_visit_is_due_by_agreement_or_by_the_interval_of_the_programme():
    interval = interval_on(TODAY)

    assert due_after(DAY, None, TODAY) == DAY + timedelta(days=interval.days)
    assert due_after(DAY, TODAY, TODAY) == TODAY
    assert interval.to_check["id"] != interval.to_check["en"]


def test_who_was_never_visited_stands_first_and_then_the_most_overdue(cast):
    late, soon, never = (a_group(cast.dedi, it) for it in ("Anggrek", "Bakung", "Cempaka"))
    a_visit(late, by=cast.dedi, on=TODAY - timedelta(days=90), agreed=("a", "b"))
    a_visit(late, by=cast.dedi, on=TODAY - timedelta(days=80), agreed=("c",))
    a_visit(
        soon, by=cast.dedi, on=TODAY - timedelta(days=50), next_on=TODAY + timedelta(days=3)
    )

    stops = stops_of(groups_of(cast.dedi), TODAY)

    assert names(stops) == ["Cempaka", "Anggrek", "Bakung"]
    assert [stop.is_overdue for stop in stops] == [True, True, False]
    assert stops[2].is_soon
    assert (stops[1].last, stops[1].still_open) == (TODAY - timedelta(days=80), 3)
    assert never.pk == stops[0].group.pk


def test_neighbours_stand_in_one_trip(cast, django_assert_num_queries):
    one = a_group(cast.dedi, "Anggrek", area=f"{RW1}.001")
    a_group(cast.dedi, "Bakung", area=f"{RW2}.001")
    a_group(cast.dedi, "Cempaka", area=f"{RW1}.002")
    a_visit(one, by=cast.dedi, on=TODAY)

    cast.dedi = type(cast.dedi).objects.get(pk=cast.dedi.pk)
    with django_assert_num_queries(4):  # the roles, the groups, what is open, the places
        trips = trips_of(stops_of(groups_of(cast.dedi), TODAY))

    assert [names(trip.stops) for trip in trips] == [["Bakung"], ["Cempaka", "Anggrek"]]
    assert [trip.late for trip in trips] == [1, 1]
    assert "RW 001" in trips[1].place


MONTH = month_before(TODAY)
BEFORE = MONTH + timedelta(days=9)


def test_a_visit_of_a_closed_month_stands_until_the_month_is_opened_again(cast):
    group, _members = melati(cast)
    visit = NewVisit(new_key(), group, BEFORE, "Ramai.")
    record_visit(visit=visit, by=cast.dedi)
    close_month(group=group, month=MONTH, by=cast.dedi)

    for told in (
        replace(visit, seen="Sepi."),  # corrected
        replace(visit, on=TODAY),  # taken out of the month
        replace(visit, key=new_key()),  # another one
    ):
        with pytest.raises(MonthClosed) as refused:
            record_visit(visit=told, by=cast.dedi)
    for deed in (lambda: visits().update(seen="Sepi."), visits().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()

    assert "Petugas lapangan bisa membukanya" in str(refused.value)
    assert (visits().get().on, visits().get().seen) == (BEFORE, "Ramai.")
    reopen_month(group=group, month=MONTH, reason="salah catat", by=cast.dedi)
    record_visit(visit=replace(visit, seen="Sepi."), by=cast.dedi)
    assert visits().get().seen == "Sepi."


def test_what_was_agreed_in_a_closed_month_can_still_be_settled(cast):
    group, _members = melati(cast)
    agreed = a_visit(group, by=cast.dedi, on=BEFORE).agreements.get()
    close_month(group=group, month=MONTH, by=cast.dedi)

    now = NewVisit(new_key(), group, TODAY, "Timbangan ada.", settled={agreed.pk: "done"})
    record_visit(visit=now, by=cast.dedi)

    assert again(agreed).state == "done"


def test_the_page_says_who_opens_a_closed_month_in_place_of_its_button(client, cast):
    group, _members = melati(cast)
    visit = a_visit(group, by=cast.dedi, on=BEFORE)
    client.force_login(cast.dedi)
    button = reverse("visit_record", args=[visit.pk])
    before = client.get(visit.get_absolute_url()).content.decode()
    close_month(group=group, month=MONTH, by=cast.dedi)
    after = client.get(visit.get_absolute_url()).content.decode()

    assert button in before
    assert button not in after
    assert "Petugas lapangan bisa membukanya" in after
