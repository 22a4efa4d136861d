"""Who leads a group, and who accompanies it from outside."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.kinds import FIELD_OFFICER, GROUP_OFFICER, MENTOR, Kind
from berdaya.access.models import NATION, User
from berdaya.areas.codes import covers
from berdaya.groups import refusals
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group, Member, Mentoring, Term
from berdaya.groups.sight import allow
from berdaya.once import made_before


@dataclass(frozen=True, slots=True)
class NewMentoring:
    """Who accompanies a group: a user of this system, or somebody by name."""

    key: UUID
    group: Group
    kind: str
    since: date
    user: User | None = None
    name: str = ""
    organisation: str = ""


@transaction.atomic
def elect(
    *, key: UUID, member: Member, office: str, since: date, by: User, user: User | None = None
) -> Term:
    """Let a member take an office from `since`; whoever held it steps down that day.

    Raises:
        NotAllowed, GroupKeyInUse, NotYetCome, NotAMember, WrongRole.
        LeavesBeforeJoining: the one before took office later than that.
    """
    group = member.group
    allow(by, "groups.elect", group=group)
    same = {"member_id": member.pk, "office": office}
    if earlier := made_before(Term, key, refusals.GroupKeyInUse, **same):
        return earlier
    locked(group)
    refusals.refuse_future(since)
    if member.until or since < member.since:
        raise refusals.NotAMember
    _refuse_without_role(user, group, GROUP_OFFICER)
    if office in Term.ONE_AT_A_TIME:
        _step_down(group, office, since)
    made = Term.objects.create(
        pk=key, group=group, member=member, office=office, since=since, user=user, by=by
    )
    trace(by, "groups.elect", made, office=office)
    return made


@transaction.atomic
def end_term(*, term: Term, until: date, by: User) -> Term:
    """Note that somebody no longer holds an office, from `until` on.

    Raises:
        NotAllowed, AlreadyLeft, NotYetCome, LeavesBeforeJoining.
    """
    allow(by, "groups.end_term", group=term.group)
    locked(term.group)
    term = Term.objects.select_related("group", "member__person").get(pk=term.pk)
    name = term.member.person.name
    if term.until:
        raise refusals.AlreadyLeft(name=name)
    refusals.refuse_future(until)
    if until < term.since:
        raise refusals.LeavesBeforeJoining(name=name)
    term.until = until
    term.save(update_fields=["until"])
    trace(by, "groups.end_term", term)
    return term


@transaction.atomic
def assign_mentor(*, mentoring: NewMentoring, by: User) -> Mentoring:
    """Note who accompanies a group from now on; repeating the key returns the first.

    Raises:
        NotAllowed, GroupKeyInUse, GroupHasEnded, NotYetCome, WrongRole, AlreadyMentor.
    """
    group, user = mentoring.group, mentoring.user
    allow(by, "groups.assign_mentor", group=group)
    same = {"group_id": group.pk, "user_id": user and user.pk}
    if earlier := made_before(Mentoring, mentoring.key, refusals.GroupKeyInUse, **same):
        return earlier
    group = locked(group)
    if group.state == Group.State.ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    refusals.refuse_future(mentoring.since)
    _refuse_without_role(user, group, MENTOR, FIELD_OFFICER)
    if user and group.mentorings.filter(user=user, until=None).exists():
        raise refusals.AlreadyMentor(name=user)
    made = Mentoring.objects.create(
        pk=mentoring.key,
        group=group,
        kind=mentoring.kind,
        user=user,
        name="" if user else mentoring.name,
        organisation=mentoring.organisation,
        since=mentoring.since,
        by=by,
    )
    trace(by, "groups.assign_mentor", made, kind=made.kind)
    return made


@transaction.atomic
def end_mentoring(*, mentoring: Mentoring, until: date, by: User) -> Mentoring:
    """Note that somebody no longer accompanies a group.

    Raises:
        NotAllowed, AlreadyLeft, NotYetCome, LeavesBeforeJoining.
    """
    allow(by, "groups.end_mentoring", group=mentoring.group)
    locked(mentoring.group)
    mentoring = Mentoring.objects.select_related("group", "user").get(pk=mentoring.pk)
    if mentoring.until:
        raise refusals.AlreadyLeft(name=mentoring.called)
    refusals.refuse_future(until)
    if until < mentoring.since:
        raise refusals.LeavesBeforeJoining(name=mentoring.called)
    mentoring.until = until
    mentoring.save(update_fields=["until"])
    trace(by, "groups.end_mentoring", mentoring)
    return mentoring


def _refuse_without_role(user: User | None, group: Group, *kinds: Kind) -> None:
    """An account that is tied to a group must have a role there that the tie opens."""
    roles = user.current_roles if user else []
    if user and not any(
        role.kind in kinds and covers(role.area_id or NATION, group.area_id) for role in roles
    ):
        raise refusals.WrongRole(name=user)


def _step_down(group: Group, office: str, until: date) -> None:
    for term in group.terms.filter(office=office, until=None).select_related("member__person"):
        if until < term.since:
            raise refusals.LeavesBeforeJoining(name=term.member.person.name)
        term.until = until
        term.save(update_fields=["until"])
