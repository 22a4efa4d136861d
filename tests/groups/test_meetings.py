"""A meeting is planned, held and noted; what it decided comes back until it is settled."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.groups import actions, refusals
from berdaya.groups.actions.meetings import Held, NewMeeting, NewResolution, Settled
from berdaya.groups.inviting import invitation, whatsapp
from berdaya.groups.meeting_views import open_in
from berdaya.groups.models import Meeting
from berdaya.keys import new_key
from tests.groups.world import TODAY, a_group, a_woman, accompanied, again, joins, melati

DAY = date(2026, 10, 3)


def presence_at(meeting):
    rows = meeting.attendances.select_related("member__person")
    return {it.member.person.name: it.presence for it in rows}


@pytest.fixture
def melatis(cast):
    return melati(cast)


@pytest.fixture
def held(melatis):
    group, members = melatis
    return Held(
        key=new_key(),
        group=group,
        on=DAY,
        presence={members[0].pk: "present", members[1].pk: "excused"},
        minutes="Membahas harga.",
        resolutions=(NewResolution(new_key(), "Beli kemasan", members[0], DAY),),
    )


def test_everybody_who_was_a_member_is_noted(cast, held):
    meeting = actions.record_meeting(held=held, by=cast.wati)

    assert presence_at(meeting) == {"Rina": "present", "Wati": "excused", "Yani": "absent"}
    assert meeting.resolutions.get().text == "Beli kemasan"


def test_the_same_page_sent_again_notes_once(cast, held):
    first = actions.record_meeting(held=held, by=cast.wati)
    second = actions.record_meeting(held=held, by=cast.wati)

    assert first == second
    assert (first.attendances.count(), first.resolutions.count()) == (3, 1)


def test_a_correction_writes_attendance_anew(cast, held, melatis):
    _group, members = melatis
    meeting = actions.record_meeting(held=held, by=cast.wati)

    actions.record_meeting(
        held=replace(held, presence={members[2].pk: "present"}, minutes="Lain."), by=cast.wati
    )

    assert presence_at(meeting) == {"Rina": "absent", "Wati": "absent", "Yani": "present"}
    assert again(meeting).minutes == "Lain."


def test_whoever_joined_later_was_not_missing(cast, held, melatis):
    group, _members = melatis
    late = joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi, since=DAY + timedelta(days=1))

    meeting = actions.record_meeting(held=held, by=cast.wati)

    assert "Imas" not in presence_at(meeting)
    with pytest.raises(refusals.NotAMember):
        actions.record_meeting(held=replace(held, presence={late.pk: "present"}), by=cast.wati)
    assert presence_at(meeting)["Rina"] == "present"


def test_a_meeting_noted_for_another_day_has_the_members_of_that_day(cast, held, melatis):
    group, _members = melatis
    joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi, since=DAY + timedelta(days=1))
    meeting = actions.record_meeting(held=held, by=cast.wati)

    actions.record_meeting(held=replace(held, on=DAY + timedelta(days=2)), by=cast.wati)

    assert presence_at(meeting)["Imas"] == "absent"


def test_what_was_decided_comes_back_until_it_is_settled(cast, held, melatis):
    group, _members = melatis
    actions.record_meeting(held=held, by=cast.wati)
    [decided] = open_in(group)
    next_time = Held(
        key=new_key(),
        group=group,
        on=TODAY,
        presence={},
        settled=(Settled(decided, "done", "sudah dibeli"),),
    )

    actions.record_meeting(held=next_time, by=cast.wati)

    done = again(decided)
    assert (done.state, done.settled_on, done.note) == ("done", TODAY, "sudah dibeli")
    assert not open_in(group).exists()
    with pytest.raises(refusals.ResolutionSettled):
        actions.settle_resolution(settled=Settled(decided, "dropped"), by=cast.wati)


def test_nobody_settles_what_another_group_decided(cast, held, melatis):
    group, _members = melatis
    actions.record_meeting(held=held, by=cast.wati)
    [decided] = open_in(group)
    mawar = a_group(cast.dedi, "Mawar")
    forged = Held(new_key(), mawar, TODAY, {}, settled=(Settled(decided, "done"),))

    with pytest.raises(refusals.ResolutionSettled):
        actions.record_meeting(held=forged, by=cast.dedi)

    assert again(decided).state == "open"
    assert not mawar.meetings.exists()


def test_a_plan_can_change_until_the_meeting_was_held(cast, held, melatis):
    group, _members = melatis
    plan = NewMeeting(held.key, group, TODAY + timedelta(days=9), time(15, 30), "Balai RW")

    actions.plan_meeting(meeting=plan, by=cast.wati)
    meeting = actions.plan_meeting(meeting=replace(plan, place="Rumah Bu Wati"), by=cast.wati)
    assert (meeting.state, meeting.place) == ("planned", "Rumah Bu Wati")
    actions.record_meeting(held=held, by=cast.wati)

    assert again(meeting).state == "held"
    assert group.meetings.count() == 1
    with pytest.raises(refusals.MeetingHeld):
        actions.plan_meeting(meeting=plan, by=cast.wati)
    with pytest.raises(refusals.MeetingHeld):
        actions.call_off_meeting(meeting=meeting, reason="hujan", by=cast.wati)


def test_a_meeting_that_was_called_off_is_not_noted(cast, held, melatis):
    group, _members = melatis
    plan = NewMeeting(held.key, group, TODAY + timedelta(days=9))
    meeting = actions.plan_meeting(meeting=plan, by=cast.wati)

    actions.call_off_meeting(meeting=meeting, reason="hajatan", by=cast.wati)

    assert again(meeting).called_off_because == "hajatan"
    with pytest.raises(refusals.MeetingSettled):
        actions.record_meeting(held=held, by=cast.wati)


def test_no_meeting_was_held_tomorrow(cast, held):
    with pytest.raises(refusals.NotYetCome):
        actions.record_meeting(held=replace(held, on=TODAY + timedelta(days=1)), by=cast.wati)

    assert not Meeting.objects.across_areas(why="test").exists()


def test_a_key_of_another_group_is_refused(cast, held):
    actions.record_meeting(held=held, by=cast.wati)
    mawar = a_group(cast.dedi, "Mawar")

    with pytest.raises(refusals.GroupKeyInUse):
        actions.record_meeting(held=replace(held, group=mawar, presence={}), by=cast.dedi)


@pytest.mark.parametrize("who", ["joko", "rahma", "yusuf", "budi"])
def test_whoever_has_no_business_there_notes_nothing(cast, held, who):
    with pytest.raises(NotAllowed):
        actions.record_meeting(held=held, by=getattr(cast, who))

    assert not Meeting.objects.across_areas(why="test").exists()


def test_a_mentor_may_note_for_the_group_he_accompanies(cast, held, melatis):
    group, _members = melatis
    accompanied(group, cast.budi, by=cast.dedi)

    actions.record_meeting(held=held, by=cast.budi)

    assert group.meetings.get().by == cast.budi


def test_the_invitation_says_when_where_and_what_about(cast, melatis):
    group, _members = melatis
    plan = NewMeeting(
        new_key(), group, date(2027, 1, 2), time(15, 30), "Balai RW", "Kas & simpanan\nPameran"
    )
    text = invitation(actions.plan_meeting(meeting=plan, by=cast.wati))

    assert "Melati" in text
    assert "Sabtu, 2 Januari 2027 pukul 15.30" in text
    assert "2. Pameran" in text
    address = whatsapp(text)
    assert unquote(address.partition("?text=")[2]) == text
    assert "&" not in address.partition("?")[2]


def test_two_members_of_one_name_are_told_apart_where_they_are_ticked(client, cast):
    group, _members = melati(cast, ("Rina", "Sri Maulana", "Sri Maulana"))
    client.force_login(cast.dedi)

    page = client.get(reverse("meeting_record_new", args=[group.pk])).content.decode()

    assert "<legend>Rina</legend>" in page
    told = re.findall("<legend>(Sri Maulana.*?)</legend>", page)
    assert len(told) == len(set(told)) == 2
