"""Planning a meeting, noting one that was held, and what became of its decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Attendance, Group, Meeting, Member, Resolution
from berdaya.groups.months import refuse_closed
from berdaya.groups.sight import allow
from berdaya.once import made_before

HELD, CALLED_OFF = Meeting.State.HELD, Meeting.State.CALLED_OFF
OPEN = Resolution.State.OPEN


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting that is to be; `key` is its own from now on."""

    key: UUID
    group: Group
    on: date
    at: time | None = None
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class NewResolution:
    """What was decided, who does it, by when."""

    key: UUID
    text: str
    owner: Member | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an earlier decision."""

    resolution: Resolution
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What is noted of a meeting that took place.

    `presence` names members who came or were excused; all others were not there.
    """

    key: UUID
    group: Group
    on: date
    presence: Mapping[UUID, str]
    at: time | None = None
    place: str = ""
    how: str = Meeting.How.TOGETHER
    agenda: str = ""
    minutes: str = ""
    guests: int = 0
    resolutions: Sequence[NewResolution] = field(default=())
    settled: Sequence[Settled] = field(default=())


@transaction.atomic
def plan_meeting(*, meeting: NewMeeting, by: User) -> Meeting:
    """Plan a meeting, or change the plan of one that was not held yet.

    Raises:
        NotAllowed, GroupKeyInUse, GroupHasEnded, MonthClosed, MeetingHeld, MeetingSettled.
    """
    group = meeting.group
    allow(by, "groups.plan_meeting", group=group)
    planned = _meeting(meeting.key, group, meeting.on)
    if planned and planned.state == HELD:
        raise refusals.MeetingHeld
    planned = planned or Meeting(pk=meeting.key, group=group)
    planned.on, planned.at, planned.by = meeting.on, meeting.at, by
    planned.place, planned.agenda = meeting.place, meeting.agenda
    planned.save()
    trace(by, "groups.plan_meeting", planned, on=f"{meeting.on}")
    return planned


@transaction.atomic
def call_off_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Note that a planned meeting does not take place.

    Raises:
        NotAllowed, MonthClosed, MeetingHeld, MeetingSettled.
    """
    allow(by, "groups.call_off_meeting", group=meeting.group)
    stands = _meeting(meeting.pk, meeting.group, meeting.on)
    if stands is None or stands.state == HELD:
        raise refusals.MeetingHeld
    stands.state, stands.called_off_because, stands.by = CALLED_OFF, reason, by
    stands.save()
    trace(by, "groups.call_off_meeting", stands)
    return stands


@transaction.atomic
def record_meeting(*, held: Held, by: User) -> Meeting:
    """Note a meeting that took place: who came, what was said and decided, all at once.

    The same key again corrects what was noted: attendance and words are written anew, and
    decisions whose key is known are left as they are.

    Raises:
        NotAllowed, GroupKeyInUse, GroupHasEnded, MonthClosed, MeetingSettled, NotYetCome,
        BeforeFounding, NotAMember, ResolutionSettled.
    """
    group = held.group
    allow(by, "groups.record_meeting", group=group)
    refusals.refuse_future(held.on)
    if held.on < group.founded_on:
        raise refusals.BeforeFounding
    meeting = _meeting(held.key, group, held.on) or Meeting(pk=held.key, group=group)
    meeting.state, meeting.by = HELD, by
    for name in ("on", "at", "place", "how", "agenda", "minutes", "guests"):
        setattr(meeting, name, getattr(held, name))
    meeting.save()
    _note_attendance(meeting, held.presence)
    _note_resolutions(meeting, held.resolutions)
    for one in held.settled:
        _settle(one, group, held.on)
    came = sum(it == Attendance.Presence.PRESENT for it in held.presence.values())
    trace(by, "groups.record_meeting", meeting, present=came)
    return meeting


@transaction.atomic
def settle_resolution(*, settled: Settled, by: User) -> Resolution:
    """Note that what a meeting decided was done, or will not be done.

    Raises:
        NotAllowed, ResolutionSettled.
    """
    resolution = settled.resolution
    group = resolution.meeting.group
    allow(by, "groups.settle_resolution", group=group)
    locked(group)
    done = _settle(settled, group, timezone.localdate())
    trace(by, "groups.settle_resolution", done, state=done.state)
    return done


def _meeting(key: UUID, group: Group, day: date) -> Meeting | None:
    """The meeting with this key, if it stands and can still be noted for `day`.

    The group is locked.
    """
    group = locked(group)
    if group.state == Group.State.ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    meeting = made_before(Meeting, key, refusals.GroupKeyInUse, group_id=group.pk)
    refuse_closed(group, day, *([meeting.on] if meeting else ()))
    if meeting and meeting.state == CALLED_OFF:
        raise refusals.MeetingSettled
    return meeting


def _note_attendance(meeting: Meeting, presence: Mapping[UUID, str]) -> None:
    """A row for everybody who was a member on the day, whether they came or not."""
    members = set(meeting.group.members.on(meeting.on).values_list("pk", flat=True))
    if not set(presence) <= members:
        raise refusals.NotAMember
    absent = Attendance.Presence.ABSENT
    rows = [
        Attendance(meeting=meeting, member_id=key, presence=presence.get(key, absent))
        for key in members
    ]
    # of members whose day changed, and of a meeting that was noted for another day first
    meeting.attendances.exclude(member__in=members).delete()
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["meeting", "member"],
        update_fields=["presence"],
    )


def _note_resolutions(meeting: Meeting, resolutions: Sequence[NewResolution]) -> None:
    known = set(meeting.resolutions.values_list("pk", flat=True))
    for one in resolutions:
        if one.owner and one.owner.group_id != meeting.group_id:
            raise refusals.NotAMember
    Resolution.objects.bulk_create(
        [
            Resolution(
                pk=one.key, meeting=meeting, text=one.text, owner=one.owner, due_on=one.due_on
            )
            for one in resolutions
            if one.key not in known
        ]
    )


def _settle(settled: Settled, group: Group, on: date) -> Resolution:
    rows = Resolution.objects.across_areas(why="of a group the verb allowed")
    resolution = rows.filter(pk=settled.resolution.pk, meeting__group=group).first()
    if resolution is None or resolution.state not in (OPEN, settled.state):
        raise refusals.ResolutionSettled
    resolution.state, resolution.note = settled.state, settled.note
    resolution.settled_on = None if settled.state == OPEN else on
    resolution.save(update_fields=["state", "note", "settled_on"])
    return resolution
