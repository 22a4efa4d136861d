"""Noting a session: in a meeting that was held, or on its own with who came."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group, Meeting
from berdaya.groups.months import refuse_closed
from berdaya.groups.refusals import BeforeFounding, GroupHasEnded, NotAMember, refuse_future
from berdaya.groups.sight import allow
from berdaya.kie import refusals
from berdaya.kie.models import Covered, Edition, Listener, Session, TopicHad, who_came
from berdaya.once import made_before
from berdaya.rules.kie.topics import topic


@dataclass(frozen=True, slots=True)
class OnItsOwn:
    """What a session outside a meeting says itself."""

    on: date
    how: str
    came: Collection[UUID]  # members


@dataclass(frozen=True, slots=True)
class Told:
    """What is noted of a session. `topics` gives each topic the version used, if any."""

    key: UUID
    group: Group
    topics: Mapping[str, Edition | None]
    audience: str
    speaker: str
    where: Meeting | OnItsOwn
    speaker_name: str = ""
    others: int = 0


@transaction.atomic
def record_session(*, told: Told, by: User) -> Session:
    """Note a session. The same key again corrects what was noted.

    Raises:
        NotAllowed, SessionKeyInUse, GroupHasEnded, SessionWithdrawn, MonthClosed, NoTopic,
        NotOfTheTopic, MeetingNotHeld, MeetingHasSession, NotYetCome, BeforeFounding, NotAMember,
        QuestionsNoted.
    """
    allow(by, "kie.record_session", group=told.group)
    group = locked(told.group)
    if group.state == Group.State.ENDED:
        raise GroupHasEnded(name=group.name)
    noted = _session(told.key, group)
    refuse_closed(group, told.where.on, *([noted.day] if noted else []))
    session = noted or Session(pk=told.key, group=group)
    _refuse_topics(told)
    _set_where(session, told.where, group)
    for name in ("audience", "speaker", "speaker_name", "others"):
        setattr(session, name, getattr(told, name))
    session.by = by
    session.save()
    _write_topics(session, told.topics)
    _write_listeners(session, told.where)
    _refuse_lost_answers(session)
    _keep_had(group)
    trace(by, "kie.record_session", session, topics=sorted(told.topics))
    return session


@transaction.atomic
def withdraw_session(*, session: Session, reason: str, by: User) -> Session:
    """Take back a session that was noted by mistake; it counts nowhere any more.

    Raises:
        NotAllowed, SessionWithdrawn, MonthClosed, QuestionsNoted.
    """
    allow(by, "kie.withdraw_session", group=session.group)
    locked(session.group)
    stands = _session(session.pk, session.group)
    assert stands, "sessions are never removed"
    refuse_closed(session.group, stands.day)
    if stands.asked.exists():
        raise refusals.QuestionsNoted
    # its meeting may then get another session
    if stands.meeting:
        stands.on, stands.how, stands.meeting = stands.meeting.on, stands.meeting.how, None
    stands.withdrawn_because, stands.by = reason, by
    stands.save()
    _keep_had(stands.group)
    trace(by, "kie.withdraw_session", stands)
    return stands


def _session(key: UUID, group: Group) -> Session | None:
    """The session of this key, if there is one that stands; the group is locked."""
    session = made_before(Session, key, refusals.SessionKeyInUse, group_id=group.pk)
    if session and session.withdrawn_because:
        raise refusals.SessionWithdrawn
    return session


def _refuse_topics(told: Told) -> None:
    if not told.topics:
        raise refusals.NoTopic
    for code, edition in told.topics.items():
        topic(code)  # a door offers no others
        if edition and edition.material.topic != code:
            raise refusals.NotOfTheTopic


def _set_where(session: Session, where: Meeting | OnItsOwn, group: Group) -> None:
    if isinstance(where, OnItsOwn):
        refuse_future(where.on)
        if where.on < group.founded_on:
            raise BeforeFounding
        session.meeting, session.on, session.how = None, where.on, where.how
        return
    meetings = Meeting.objects.across_areas(why="the verb allowed its group").of(group)
    meeting = meetings.held().filter(pk=where.pk).first()
    if meeting is None:
        raise refusals.MeetingNotHeld
    others = Session.objects.across_areas(why="of this very group").filter(meeting=meeting)
    if others.exclude(pk=session.pk).exists():
        raise refusals.MeetingHasSession
    session.meeting, session.on, session.how = meeting, None, None


def _write_topics(session: Session, topics: Mapping[str, Edition | None]) -> None:
    session.covered.exclude(topic__in=topics).delete()
    Covered.objects.bulk_create(
        [
            Covered(session=session, topic=code, edition=edition)
            for code, edition in topics.items()
        ],
        update_conflicts=True,
        unique_fields=["session", "topic"],
        update_fields=["edition"],
    )


def _keep_had(group: Group) -> None:
    """Which topics the group had; its row is locked, so nobody else reckons at the same time."""
    rows = Covered.objects.filter(session__group=group, session__withdrawn_because="")
    topics = set(rows.values_list("topic", flat=True))
    TopicHad.objects.filter(group=group).exclude(topic__in=topics).delete()
    TopicHad.objects.bulk_create(
        [TopicHad(group=group, topic=code) for code in sorted(topics)], ignore_conflicts=True
    )


def _write_listeners(session: Session, where: Meeting | OnItsOwn) -> None:
    came = set(where.came) if isinstance(where, OnItsOwn) else set()
    if isinstance(where, OnItsOwn):
        members = session.group.members.on(where.on).filter(pk__in=came)
        if members.count() != len(came):
            raise NotAMember
    session.listeners.exclude(member__in=came).delete()
    rows = [Listener(session=session, member_id=key) for key in came]
    Listener.objects.bulk_create(rows, ignore_conflicts=True)


def _refuse_lost_answers(session: Session) -> None:
    """A correction does not leave answers about a topic that was not had, or of who was not there."""
    asked = set(session.asked.values_list("member", "topic"))
    members = set(who_came(session).values_list("pk", flat=True)) if asked else set()
    topics = set(session.covered.values_list("topic", flat=True)) if asked else set()
    if any(member not in members or code not in topics for member, code in asked):
        raise refusals.QuestionsNoted
