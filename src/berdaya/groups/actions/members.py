"""Joining a group and leaving it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.consents.actions import MEMBERSHIP, Answer, record_membership
from berdaya.consents.questions import may_process
from berdaya.groups import refusals
from berdaya.groups.models import Attendance, Group, Member
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.people.models import Person
from berdaya.ui.days import long_date


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who joins a group, when and why."""

    key: UUID
    group: Group
    person: Person
    since: date
    joined: str


@transaction.atomic
def add_member(*, member: NewMember, by: User, consent: Answer | None = None) -> Member:
    """Let a person join; `consent`, if given, is what they answered just now.

    Repeating the key returns the first.

    Raises:
        NotAllowed, GroupKeyInUse, GroupHasEnded, NotYetCome, BeforeFounding, AlreadyThere,
        OverlapsEarlier, MembershipNotAgreed; what noting the consent raises.
    """
    group, person = member.group, member.person
    allow(by, "groups.add_member", group=group)
    same = {"group_id": group.pk, "person_id": person.pk}
    if earlier := made_before(Member, member.key, refusals.GroupKeyInUse, **same):
        return earlier
    group = locked(group)
    if group.state == Group.State.ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    refusals.refuse_future(member.since)
    if member.since < group.founded_on:
        raise refusals.BeforeFounding
    _refuse_overlap(member)
    if consent:
        record_membership(answer=consent, by=by)
    # as of today: whoever joined years ago is asked when it is noted here
    if person.pk not in may_process([person.pk], MEMBERSHIP, timezone.localdate()):
        raise refusals.MembershipNotAgreed(name=person.name)
    made = Member.objects.create(
        pk=member.key,
        group=group,
        person=person,
        since=member.since,
        joined=member.joined,
        by=by,
    )
    trace(by, "groups.add_member", made, person=str(person.pk))
    return made


@transaction.atomic
def end_member(*, member: Member, until: date, left: str, by: User) -> Member:
    """Note that a member left: `until` is the first day on which they no longer belong.

    Raises:
        NotAllowed, AlreadyLeft, NotYetCome, LeavesBeforeJoining, HoldsOffice, CameAfterwards.
    """
    allow(by, "groups.end_member", group=member.group)
    locked(member.group)
    member = Member.objects.across_areas(why="the verb locked its group").get(pk=member.pk)
    name = member.person.name
    if member.until:
        raise refusals.AlreadyLeft(name=name)
    refusals.refuse_future(until)
    if until < member.since:
        raise refusals.LeavesBeforeJoining(name=name)
    if member.terms.filter(until=None).exists():
        raise refusals.HoldsOffice(name=name)
    leave_meetings([member], until)
    member.until, member.left = until, left
    member.save(update_fields=["until", "left"])
    trace(by, "groups.end_member", member, left=left)
    return member


def leave_meetings(members: Iterable[Member], until: date) -> None:
    """Take who leaves out of the meetings from that day on; nobody may have come to a later one.

    Whoever left on the day of a meeting may have come to it still.
    """
    rows = Attendance.objects.filter(member__in=list(members), meeting__on__gte=until)
    came = rows.filter(presence=Attendance.Presence.PRESENT)
    later = came.filter(meeting__on__gt=until).select_related("member__person", "meeting")
    if last := later.order_by("meeting__on", "pk").last():
        raise refusals.CameAfterwards(
            name=last.member.person.name, day=long_date(last.meeting.on)
        )
    rows.exclude(pk__in=came).delete()


def locked(group: Group) -> Group:
    """The group as it stands now, its row held until the transaction ends.

    What two people do to the members, officers or state of one group takes turns.
    """
    rows = Group.objects.across_areas(why="one group, which the verb allowed")
    return rows.select_for_update(of=("self",)).get(pk=group.pk)


def _refuse_overlap(member: NewMember) -> None:
    name = member.person.name
    earlier = Member.objects.across_areas(why="of a person the door chose").filter(
        group=member.group, person=member.person
    )
    if earlier.filter(until=None).exists():
        raise refusals.AlreadyThere(name=name)
    if earlier.filter(until__gt=member.since).exists():
        raise refusals.OverlapsEarlier(name=name)
