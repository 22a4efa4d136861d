"""Who belongs, leads and accompanies; and who may know of it."""

from datetime import date, timedelta

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Role
from berdaya.consents.models import Consent
from berdaya.groups import actions, refusals
from berdaya.groups.actions.meetings import Held
from berdaya.groups.finding import chosen_from, offered, persons_like
from berdaya.groups.models import Group, Member
from berdaya.groups.shares import shares_on
from berdaya.groups.sight import may
from berdaya.insights.actions import join_families
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.groups.world import (
    JOINED,
    TODAY,
    a_group,
    a_woman,
    accompanied,
    again,
    holds,
    joins,
    melati,
)
from tests.life.world import a_family, someone

KS = "keluarga-sejahtera"
LATER = date(2026, 2, 1)


def leaves(member, *, by, until=LATER, left="moved"):
    return actions.end_member(member=member, until=until, left=left, by=by)


def test_a_person_joins_once_they_agreed(cast):
    group, rina = a_group(cast.dedi), a_woman(cast.sari, "Rina")

    with pytest.raises(refusals.MembershipNotAgreed):
        joins(group, rina, by=cast.dedi, consent=False)
    member = joins(group, rina, by=cast.dedi)

    assert member.since == JOINED
    assert Consent.objects.across_areas(why="test").get().purpose == "membership"


def test_a_second_press_lets_join_once(cast):
    group, rina, key = a_group(cast.dedi), a_woman(cast.sari, "Rina"), new_key()

    first = joins(group, rina, by=cast.dedi, key=key)
    second = joins(group, rina, by=cast.dedi, key=key)

    assert first == second
    with pytest.raises(refusals.AlreadyThere):
        joins(group, rina, by=cast.dedi)
    assert Member.objects.across_areas(why="test").count() == 1


def test_whoever_left_may_come_back_later(cast):
    group, members = melati(cast)

    leaves(members[0], by=cast.dedi)
    with pytest.raises(refusals.OverlapsEarlier):
        joins(group, members[0].person, by=cast.dedi, since=LATER - timedelta(days=1))
    joins(group, members[0].person, by=cast.dedi, since=LATER)

    assert group.members.on(LATER - timedelta(days=1)).count() == 3
    assert group.members.on(LATER).count() == 3
    assert group.members.filter(person=members[0].person).count() == 2


def test_an_officer_first_hands_over(cast):
    _group, members = melati(cast)

    with pytest.raises(refusals.HoldsOffice):
        leaves(members[1], by=cast.dedi)
    actions.end_term(term=members[1].terms.get(), until=LATER, by=cast.dedi)
    leaves(members[1], by=cast.dedi)

    assert again(members[1]).left == "moved"
    with pytest.raises(refusals.AlreadyLeft):
        leaves(members[1], by=cast.dedi)


def test_days_must_make_sense(cast):
    group, members = melati(cast)

    with pytest.raises(refusals.LeavesBeforeJoining):
        leaves(members[0], by=cast.dedi, until=JOINED - timedelta(days=1))
    with pytest.raises(refusals.NotYetCome):
        leaves(members[0], by=cast.dedi, until=TODAY + timedelta(days=1))
    with pytest.raises(refusals.BeforeFounding):
        joins(group, a_woman(cast.sari, "Imas"), by=cast.dedi, since=date(2020, 1, 1))
    with pytest.raises(refusals.NotAMember):
        holds(members[0], "chair", by=cast.dedi, since=JOINED - timedelta(days=1))

    assert again(members[0]).until is None
    assert group.members.count() == 3


def test_nobody_left_before_a_meeting_to_which_they_came(cast):
    group, members = melati(cast)
    held = Held(new_key(), group, LATER, {members[0].pk: "present"})
    meeting = actions.record_meeting(held=held, by=cast.dedi)

    with pytest.raises(refusals.CameAfterwards, match="Rina"):
        leaves(members[0], by=cast.dedi, until=LATER - timedelta(days=1))
    with pytest.raises(refusals.CameAfterwards):
        actions.end_group(
            group=group, on=LATER - timedelta(days=1), reason="bubar", by=cast.dedi
        )
    assert again(members[0]).until is None
    assert again(group).state == "active"
    assert meeting.attendances.count() == len(members)

    leaves(members[0], by=cast.dedi, until=LATER)
    leaves(members[2], by=cast.dedi, until=LATER - timedelta(days=1))

    asked = set(meeting.attendances.values_list("member", flat=True))
    assert asked == {members[0].pk, members[1].pk}


def test_a_treasurer_reaches_her_group_and_no_other_of_the_village(cast):
    group, _members = melati(cast)
    mawar = a_group(cast.dedi, "Mawar")

    seen = Group.objects.visible_to(cast.wati)

    assert list(seen) == [group]
    assert may(cast.wati, "groups.record_meeting", group)
    assert not may(cast.wati, "groups.record_meeting", mawar)
    with pytest.raises(NotAllowed):
        joins(mawar, a_woman(cast.sari, "Imas"), by=cast.wati)


def test_with_the_office_the_sight_ends(cast):
    group, members = melati(cast)

    holds(members[2], "treasurer", by=cast.dedi, since=LATER)

    assert not Group.objects.visible_to(cast.wati).exists()
    assert not may(cast.wati, "group.read", group)


def test_a_mentor_reaches_the_groups_he_accompanies(cast):
    group, _members = melati(cast)
    a_group(cast.dedi, "Mawar")

    assert not Group.objects.visible_to(cast.budi).exists()
    mentoring = accompanied(group, cast.budi, by=cast.dedi)
    assert list(Group.objects.visible_to(cast.budi)) == [group]
    with pytest.raises(refusals.AlreadyMentor):
        accompanied(group, cast.budi, by=cast.dedi)
    actions.end_mentoring(mentoring=mentoring, until=TODAY, by=cast.dedi)

    assert not Group.objects.visible_to(cast.budi).exists()


def test_a_tie_without_the_role_opens_nothing(cast):
    group, members = melati(cast)

    with pytest.raises(refusals.WrongRole):
        holds(members[0], "chair", by=cast.dedi, user=cast.budi)
    with pytest.raises(refusals.WrongRole):
        accompanied(group, cast.joko, by=cast.dedi)
    Role.objects.filter(user=cast.wati).update(area=cast.elsewhere)
    del cast.wati.current_roles

    assert not Group.objects.visible_to(cast.wati).exists()


@pytest.mark.parametrize("who", ["sari", "tuti", "dedi", "rahma"])
def test_those_who_work_in_the_area_see_all_its_groups(cast, who):
    melati(cast)
    a_group(cast.dedi, "Mawar")

    assert Group.objects.visible_to(getattr(cast, who)).count() == 2


@pytest.mark.parametrize("who", ["joko", "lestari", "yusuf", "ani", "nasional"])
def test_nobody_else_sees_any(cast, who):
    melati(cast)

    assert not Group.objects.visible_to(getattr(cast, who)).exists()


def test_a_treasurer_finds_by_nik_and_searches_no_village(cast):
    group, _members = melati(cast)
    nik = "3204325507849002"
    a_family(cast.sari, someone("Imas", "head", nik=nik, birth_date=date(1984, 7, 15)))

    assert persons_like(cast.wati, group, "imas") == []
    assert [it.name for it in persons_like(cast.wati, group, nik)] == ["Imas"]
    assert [it.name for it in persons_like(cast.sari, group, "imas")] == ["Imas"]


def test_only_whom_we_offered_can_be_chosen(cast):
    group, members = melati(cast)
    mawar = a_group(cast.dedi, "Mawar")
    token = offered(cast.wati, group, members[0].person)

    assert chosen_from(cast.wati, group, token) == members[0].person
    assert chosen_from(cast.dedi, group, token) is None
    assert chosen_from(cast.wati, mawar, token) is None
    assert chosen_from(cast.wati, group, str(members[0].person_id)) is None


def test_shares_are_those_of_the_day(cast):
    group, members = melati(cast)
    rina = members[0].person
    family = rina.memberships.get().family
    for day, unmet in ((date(2025, 5, 1), "ks01"), (date(2026, 5, 1), "ks16")):
        answers = {f"ks{n:02}": int(f"ks{n:02}" != unmet) for n in range(1, 22)}
        entry = NewAssessment(new_key(), family, answers, day)
        record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    there = list(group.members.present().select_related("person"))

    before = shares_on(there, date(2025, 1, 1))
    first = shares_on(there, date(2025, 12, 31))
    now = shares_on(there, TODAY)

    assert before.by_stage == [("", 3)]
    assert first.by_stage == [("KPS", 1), ("", 2)]
    assert now.by_stage == [("KS2", 1), ("", 2)]
    assert (now.takes_part, now.unknown_kb) == (3, 0)


def test_whoever_was_recorded_twice_counts_with_the_family_of_the_record_that_stands(cast):
    group = a_group(cast.dedi)
    once, twice = a_woman(cast.sari, "Imas Komariah"), a_woman(cast.sari, "Imas Komariyah")
    member = joins(group, twice, by=cast.dedi)
    family = once.memberships.get().family
    answers = {f"ks{n:02}": 1 for n in range(1, 22)}
    entry = NewAssessment(new_key(), family, answers, date(2026, 5, 1))
    record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)

    join_families(
        kept=family,
        absorbed=twice.memberships.get().family,
        same={twice.pk: once.pk},
        chosen=(),
        reason="ganda",
        by=cast.dedi,
    )

    assert shares_on([again(member)], TODAY).by_stage == [("KS3PLUS", 1)]
