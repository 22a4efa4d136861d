"""A group is told about topics, in a meeting or apart from one; what it never had is seen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.groups.actions import close_month, end_group, plan_meeting
from berdaya.groups.actions.meetings import NewMeeting
from berdaya.groups.refusals import (
    BeforeFounding,
    GroupHasEnded,
    MonthClosed,
    NotAMember,
    NotYetCome,
)
from berdaya.keys import new_key
from berdaya.kie import refusals
from berdaya.kie.actions import record_session, withdraw_session
from berdaya.kie.coverage import coverage_of, groups_with, table_of
from berdaya.kie.evidence import sessions_in, topics_had
from berdaya.kie.models import Session, who_came
from berdaya.rules.kie.topics import topics, topics_on
from berdaya.rules.months import month_before
from tests.groups.world import TODAY, a_group, a_woman, again, groups, joins, melati
from tests.kie.world import DAY, a_material, a_meeting, a_session, on_its_own, told

MONTH = (DAY.replace(day=1), (DAY.replace(day=1) + timedelta(days=31)).replace(day=1))


def sessions():
    return Session.objects.across_areas(why="test")


def names(members):
    return [it.person.name for it in members]


@pytest.fixture
def melatis(cast):
    return melati(cast)


def test_there_are_the_eight_topics_of_the_programme():
    assert len(topics()) == 8
    assert topics_on(date(2025, 1, 1)) == ()


def test_in_a_meeting_who_came_is_not_asked_again(cast, melatis):
    group, members = melatis
    meeting = a_meeting(group, members[:2], by=cast.wati)

    session = record_session(told=told(group, meeting), by=cast.wati)

    assert names(who_came(session)) == ["Rina", "Wati"]
    assert (session.day, session.manner, session.on) == (DAY, "together", None)


def test_a_session_follows_its_meeting_to_another_day(cast, melatis):
    group, members = melatis
    meeting = a_meeting(group, members, by=cast.wati)
    session = record_session(told=told(group, meeting), by=cast.wati)

    type(meeting)._base_manager.filter(pk=meeting.pk).update(on=DAY - timedelta(days=40))

    assert again(session).day == DAY - timedelta(days=40)
    assert sessions_in([group.pk], *MONTH) == {group.pk: []}


def test_apart_from_a_meeting_it_says_itself_who_came(cast, melatis):
    group, members = melatis

    session = a_session(group, members[1:], by=cast.sari, others=4)

    assert names(who_came(session)) == ["Wati", "Yani"]
    [held] = sessions_in([group.pk], *MONTH)[group.pk]
    assert (held.day, held.members, held.others, held.topics) == (DAY, 2, 4, ("marketing",))
    assert Trace.objects.filter(verb="kie.record_session").count() == 1


def test_the_same_page_again_corrects_and_counts_once(cast, melatis):
    group, members = melatis
    first = told(group, on_its_own(members))
    record_session(told=first, by=cast.wati)

    record_session(
        told=replace(first, topics={"capital": None}, where=on_its_own(members[:1])),
        by=cast.wati,
    )

    session = sessions().get()
    assert list(session.covered.values_list("topic", flat=True)) == ["capital"]
    assert names(who_came(session)) == ["Rina"]


def test_what_makes_no_sense_is_refused_and_nothing_is_written(cast, melatis):
    group, members = melatis
    stranger = joins(a_group(cast.dedi, "Mawar"), a_woman(cast.sari, "Imas"), by=cast.dedi)
    plan = NewMeeting(new_key(), group, TODAY)
    planned = plan_meeting(meeting=plan, by=cast.dedi)
    leaflet = a_material(cast.dedi).editions.get()
    refused = [
        (told(group, on_its_own(members), ()), refusals.NoTopic),
        (told(group, on_its_own(members, TODAY + timedelta(days=1))), NotYetCome),
        (told(group, on_its_own(members, date(2020, 1, 1))), BeforeFounding),
        (told(group, on_its_own([stranger])), NotAMember),
        (told(group, planned), refusals.MeetingNotHeld),
        (told(group, on_its_own(members), {"capital": leaflet}), refusals.NotOfTheTopic),
    ]

    for wrong, refusal in refused:
        with pytest.raises(refusal):
            record_session(told=wrong, by=cast.dedi)

    assert not sessions().exists()


def test_a_meeting_has_one_session_and_a_key_one_group(cast, melatis):
    group, members = melatis
    meeting = a_meeting(group, members, by=cast.wati)
    first = told(group, meeting)
    record_session(told=first, by=cast.wati)
    mawar = a_group(cast.dedi, "Mawar")

    with pytest.raises(refusals.MeetingHasSession):
        record_session(told=told(group, meeting), by=cast.wati)
    with pytest.raises(refusals.SessionKeyInUse):
        record_session(told=replace(first, group=mawar, where=on_its_own([])), by=cast.dedi)

    assert sessions().count() == 1


@pytest.mark.parametrize("who", ["joko", "budi", "rahma", "lestari"])
def test_whoever_has_no_business_with_the_group_notes_nothing(cast, melatis, who):
    group, members = melatis

    with pytest.raises(NotAllowed):
        a_session(group, members, by=getattr(cast, who))

    assert not sessions().exists()


def test_an_ended_group_is_told_nothing_more(cast, melatis):
    group, members = melatis
    end_group(group=group, on=TODAY, reason="pindah", by=cast.dedi)

    with pytest.raises(GroupHasEnded):
        a_session(group, members, by=cast.dedi)


def test_a_session_noted_by_mistake_counts_nowhere_and_frees_its_meeting(cast, melatis):
    group, members = melatis
    meeting = a_meeting(group, members, by=cast.wati)
    session = record_session(told=told(group, meeting), by=cast.wati)

    withdraw_session(session=session, reason="salah kelompok", by=cast.wati)

    assert topics_had([group.pk], TODAY) == {group.pk: {}}
    assert sessions_in([group.pk], *MONTH)[group.pk] == []
    assert record_session(told=told(group, meeting), by=cast.wati).meeting == meeting
    with pytest.raises(refusals.SessionWithdrawn):
        withdraw_session(session=session, reason="lagi", by=cast.wati)
    with pytest.raises(NotAllowed):
        withdraw_session(session=session, reason="lagi", by=cast.sari)


def test_what_was_never_had_stands_first_and_what_is_old_is_said(cast, melatis):
    group, members = melatis
    a_session(group, members, by=cast.dedi, topics=("capital",))
    a_session(group, members, by=cast.dedi, topics=("marketing",), on=date(2024, 5, 1))
    a_session(group, members, by=cast.dedi, topics=("marketing",), on=date(2024, 6, 1))

    cells = coverage_of(group, TODAY)

    assert [cell.had for cell in cells[:6]] == [None] * 6
    assert [cell.topic.code for cell in cells[6:]] == ["marketing", "capital"]
    assert (cells[6].had.times, cells[6].had.last) == (2, date(2024, 6, 1))
    assert [cell.is_long_ago for cell in cells[6:]] == [True, False]


def test_an_area_sees_which_groups_lack_what(cast, melatis, django_assert_num_queries):
    group, members = melatis
    mawar = a_group(cast.dedi, "Mawar")
    a_session(group, members, by=cast.dedi, topics=("capital", "marketing"))

    with django_assert_num_queries(2):
        rows = table_of([group, mawar], TODAY)

    assert [row.missing for row in rows] == [6, 8]
    assert groups_with(groups()) == {"capital": 1, "marketing": 1}


def test_an_area_counts_what_stands_after_corrections_and_withdrawals(cast, melatis):
    group, members = melatis
    first = a_session(group, members, by=cast.dedi, topics=("capital", "marketing"))
    second = a_session(group, members, by=cast.dedi, topics=("capital",))
    a_session(group, members, by=cast.dedi, topics=("capital", "technology"), key=first.pk)
    corrected = groups_with(groups())

    withdraw_session(session=first, reason="salah kelompok", by=cast.dedi)
    withdrawn = groups_with(groups())
    withdraw_session(session=second, reason="salah kelompok", by=cast.dedi)

    assert corrected == {"capital": 1, "technology": 1}
    assert withdrawn == {"capital": 1}
    assert groups_with(groups()) == {}


CLOSED = month_before(TODAY)
BEFORE = CLOSED + timedelta(days=9)


def test_a_closed_month_keeps_its_sessions_in_the_database_too(cast, melatis):
    group, members = melatis
    meeting = a_meeting(group, members, by=cast.dedi, on=BEFORE)
    kept = [
        record_session(told=told(group, meeting), by=cast.dedi),
        a_session(group, members, by=cast.dedi, on=BEFORE + timedelta(days=1)),
    ]
    close_month(group=group, month=CLOSED, by=cast.dedi)
    alone = sessions().filter(pk=kept[1].pk)

    for deed in (
        lambda: sessions().filter(pk=kept[0].pk).update(others=9),
        lambda: alone.update(others=9),
        lambda: alone.update(on=TODAY),
        lambda: kept[0].covered.update(topic="capital"),
        kept[1].listeners.all().delete,
        lambda: a_session(group, members, by=cast.dedi, on=BEFORE),
    ):
        with pytest.raises((DatabaseError, MonthClosed)), transaction.atomic():
            deed()

    assert {it.others for it in sessions()} == {0}
    a_session(group, members, by=cast.dedi, on=TODAY)


def test_the_page_of_a_closed_month_says_who_opens_it(client, cast, melatis):
    group, members = melatis
    session = a_session(group, members, by=cast.dedi, on=BEFORE)
    client.force_login(cast.dedi)
    buttons = [
        reverse(name, args=[session.pk]) for name in ("session_record", "session_withdraw")
    ]
    before = client.get(session.get_absolute_url()).content.decode()
    close_month(group=group, month=CLOSED, by=cast.dedi)
    after = client.get(session.get_absolute_url()).content.decode()

    assert all(button in before and button not in after for button in buttons)
    assert "Petugas lapangan bisa membukanya" in after
