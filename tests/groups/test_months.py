"""A month of a group is closed and opened again; while it is closed its meetings stand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.groups import actions, refusals
from berdaya.groups.actions.meetings import Held, NewMeeting
from berdaya.groups.figures import Figures, figures_of
from berdaya.groups.models import Attendance, Closing, Meeting
from berdaya.groups.months import is_closed
from berdaya.keys import new_key
from berdaya.people.models import Person
from berdaya.rules.months import month_of, next_month
from tests.groups.world import TODAY, a_group, accompanied, again, melati

MONTH = month_of(month_of(TODAY) - timedelta(days=1))  # the one that is over
DAY = MONTH + timedelta(days=9)


@pytest.fixture
def melatis(cast):
    group, members = melati(cast)
    persons = Person.objects.across_areas(why="test")
    persons.filter(pk__in=[it.person_id for it in members]).update(marital="married")
    return group, members


@pytest.fixture
def held(cast, melatis):
    group, members = melatis
    told = Held(new_key(), group, DAY, {members[0].pk: "present"})
    actions.record_meeting(held=told, by=cast.wati)
    return told


def closings():
    return Closing.objects.across_areas(why="test")


def closed(group, by, month=MONTH):
    return actions.close_month(group=group, month=month, by=by)


def test_a_month_is_closed_with_the_figures_that_are_reported(cast, held):
    closing = closed(held.group, cast.wati)

    said = (closing.members, closing.couples, closing.couples_using, closing.meetings)
    assert said == (3, 3, 3, 1)
    assert (closing.month, closing.until) == (MONTH, month_of(TODAY))
    assert is_closed(held.group, DAY)
    assert not is_closed(held.group, TODAY)


def test_closing_twice_closes_once(cast, held):
    assert closed(held.group, cast.wati) == closed(held.group, cast.dedi)
    assert Trace.objects.filter(verb="groups.close_month").count() == 1


@pytest.mark.parametrize("who", ["sari", "budi", "tuti", "joko", "rahma"])
def test_nobody_else_closes_a_month(cast, held, who):
    accompanied(held.group, cast.budi, by=cast.dedi)

    with pytest.raises(NotAllowed):
        closed(held.group, getattr(cast, who))

    assert not closings().exists()


def test_a_month_that_is_not_over_or_was_before_the_group_is_not_closed(cast, melatis):
    group, _members = melatis

    with pytest.raises(refusals.MonthNotOver):
        closed(group, cast.wati, TODAY)
    with pytest.raises(refusals.BeforeFounding):
        closed(group, cast.wati, date(2024, 2, 1))

    assert not closings().exists()


def test_a_planned_meeting_that_nobody_noted_keeps_the_month_open(cast, melatis):
    group, _members = melatis
    plan = NewMeeting(new_key(), group, DAY)
    meeting = actions.plan_meeting(meeting=plan, by=cast.wati)

    with pytest.raises(refusals.MeetingNotNoted):
        closed(group, cast.wati)

    assert not closings().exists()
    actions.call_off_meeting(meeting=meeting, reason="hujan", by=cast.wati)
    assert closed(group, cast.wati)


def test_nothing_of_a_closed_month_is_noted_or_corrected(cast, held):
    group = held.group
    plan = NewMeeting(new_key(), group, TODAY)
    planned = actions.plan_meeting(meeting=plan, by=cast.wati)
    closed(group, cast.wati)

    for told in (
        replace(held, minutes="lain"),  # corrected
        replace(held, on=TODAY),  # taken out of the month
        replace(held, key=new_key()),  # another one
        replace(held, key=planned.pk),  # moved into it
    ):
        with pytest.raises(refusals.MonthClosed):
            actions.record_meeting(held=told, by=cast.dedi)
    with pytest.raises(refusals.MonthClosed):
        actions.plan_meeting(meeting=replace(plan, on=DAY), by=cast.wati)

    meeting = Meeting.objects.across_areas(why="test").get(pk=held.key)
    assert (meeting.on, meeting.minutes) == (DAY, "")
    assert Meeting.objects.across_areas(why="test").count() == 2
    assert again(planned).on == TODAY


def test_the_database_itself_keeps_a_closed_month(cast, held):
    closing = closed(held.group, cast.wati)
    meetings = Meeting.objects.across_areas(why="test")
    rows = meetings.filter(pk=held.key)
    attendances = Attendance.objects.filter(meeting=held.key)
    deeds = (
        lambda: rows.update(minutes="lain"),
        lambda: rows.update(on=TODAY),
        lambda: Meeting.objects.create(group=held.group, on=DAY, by=cast.wati),
        lambda: attendances.update(presence="present"),
        attendances.delete,
        lambda: closings().update(members=12),
        closings().delete,
    )

    for deed in deeds:
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()

    assert rows.get().minutes == ""
    assert attendances.filter(presence="present").count() == 1
    assert again(closing).members == 3
    Meeting.objects.create(group=held.group, on=TODAY, by=cast.wati)  # of another month


def test_another_group_has_months_of_its_own(cast, held):
    closed(held.group, cast.wati)
    mawar = a_group(cast.dedi, "Mawar")

    assert actions.record_meeting(held=Held(new_key(), mawar, DAY, {}), by=cast.dedi)


def test_an_open_month_can_be_corrected_and_closed_anew(cast, held):
    first = closed(held.group, cast.wati)

    actions.reopen_month(group=held.group, month=DAY, reason="salah hitung", by=cast.dedi)
    actions.record_meeting(held=replace(held, key=new_key()), by=cast.wati)
    second = closed(held.group, cast.wati)

    assert (again(first).reason, again(first).reopened_by) == ("salah hitung", cast.dedi)
    assert (first.meetings, second.meetings) == (1, 2)
    assert closings().count() == 2


def test_only_the_field_officer_opens_a_month_that_is_closed(cast, held):
    with pytest.raises(refusals.MonthOpen):
        actions.reopen_month(group=held.group, month=MONTH, reason="x", by=cast.dedi)
    closing = closed(held.group, cast.wati)

    for who in (cast.wati, cast.tuti, cast.joko):
        with pytest.raises(NotAllowed):
            actions.reopen_month(group=held.group, month=MONTH, reason="x", by=who)

    assert again(closing).reopened_at is None


def test_a_closed_month_reports_what_it_was_closed_with(cast, held):
    group = held.group
    closed(group, cast.wati)
    Person.objects.across_areas(why="test").update(uses_contraception=False)

    assert figures_of([group], MONTH)[group.pk] == Figures(3, 3, 3, 1)
    assert figures_of([group], month_of(TODAY))[group.pk] == Figures(3, 3, 0, 0)


def test_figures_ask_the_same_number_of_times_however_many_groups(
    cast, held, django_assert_num_queries
):
    groups = [held.group, *(a_group(cast.dedi, f"Mawar {n}") for n in range(9))]

    with django_assert_num_queries(6):
        figures_of(groups, month_of(TODAY))


@pytest.mark.parametrize(
    ("month", "following"),
    [((2026, 1), (2026, 2)), ((2026, 12), (2027, 1)), ((2024, 2), (2024, 3))],
)
def test_months_follow_each_other(month, following):
    assert next_month(date(*month, 1)) == date(*following, 1)
