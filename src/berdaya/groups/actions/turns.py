"""The turns of a group's life: at rest and revived, merged, split, ended."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.actions.founding import NewGroup, register_group
from berdaya.groups.actions.members import leave_meetings, locked
from berdaya.groups.models import Group, Member, Turn
from berdaya.groups.sight import allow
from berdaya.keys import new_key
from berdaya.once import made_before

ACTIVE, DORMANT, ENDED = Group.State.ACTIVE, Group.State.DORMANT, Group.State.ENDED


@transaction.atomic
def put_to_rest(*, group: Group, on: date, reason: str, by: User) -> Group:
    """Note that an active group does not meet for now.

    Raises:
        NotAllowed, SameState, NotYetCome, BeforeFounding.
    """
    allow(by, "groups.put_to_rest", group=group)
    group = _turn(group, Turn.Kind.RESTED, on, reason, by, was=(ACTIVE,), state=DORMANT)
    trace(by, "groups.put_to_rest", group)
    return group


@transaction.atomic
def revive(*, group: Group, on: date, reason: str, by: User) -> Group:
    """Note that a group at rest meets again.

    Raises:
        NotAllowed, SameState, NotYetCome, BeforeFounding.
    """
    allow(by, "groups.revive", group=group)
    group = _turn(group, Turn.Kind.REVIVED, on, reason, by, was=(DORMANT,), state=ACTIVE)
    trace(by, "groups.revive", group)
    return group


@transaction.atomic
def end_group(*, group: Group, on: date, reason: str, by: User) -> Group:
    """Note that a group is no more; its members and officers end with it.

    Raises:
        NotAllowed, SameState, NotYetCome, BeforeFounding, LeavesBeforeJoining, CameAfterwards.
    """
    allow(by, "groups.end_group", group=group)
    group = _turn(group, Turn.Kind.ENDED, on, reason, by, was=(ACTIVE, DORMANT), state=ENDED)
    _close(group, on, Member.Left.ENDED)
    trace(by, "groups.end_group", group)
    return group


@transaction.atomic
def merge_groups(*, group: Group, into: Group, on: date, reason: str, by: User) -> Group:
    """Let a group go up in another one: its members go along, its offices end.

    Returns the group that stands.

    Raises:
        NotAllowed, SameGroup, SameState, NotYetCome, BeforeFounding, LeavesBeforeJoining,
        CameAfterwards.
    """
    allow(by, "groups.merge_groups", group=group)
    allow(by, "groups.merge_groups", group=into)
    # in one order, so that two merges of the same two groups take turns
    for one in sorted((group, into), key=lambda it: it.pk):
        locked(one)
    into = locked(into)
    if group.pk == into.pk or into.state == ENDED:
        raise refusals.SameGroup
    going = list(group.members.present().select_related("person"))
    group = _turn(
        group, Turn.Kind.MERGED, on, reason, by, was=(ACTIVE, DORMANT), state=ENDED, other=into
    )
    _close(group, on, Member.Left.OTHER_GROUP)
    _let_in(into, going, on, by)
    group.merged_into = into
    group.save(update_fields=["merged_into"])
    Turn.objects.create(group=into, kind=Turn.Kind.TOOK_IN, on=on, other=group, by=by)
    trace(by, "groups.merge_groups", group, into=str(into.pk), members=len(going))
    return into


@transaction.atomic
def split_group(
    *, group: Group, new: NewGroup, going: Sequence[Member], reason: str, door: str, by: User
) -> Group:
    """Let some members found a group of their own, on its founding day; returns the new one.

    Raises:
        NotAllowed, NobodyGoes, NotAMember, HoldsOffice, GroupHasEnded, BeforeFounding,
        CameAfterwards; what registering a group raises.
    """
    allow(by, "groups.split_group", group=group)
    same = {"area_id": new.area, "name": new.name}
    if earlier := made_before(Group, new.key, refusals.GroupKeyInUse, **same):
        return earlier
    group, on = locked(group), new.founded_on
    if group.state == ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    if on < group.founded_on:
        raise refusals.BeforeFounding
    rows = group.members.filter(pk__in=[it.pk for it in going])
    leaving = list(rows.select_related("person"))
    if not leaving:
        raise refusals.NobodyGoes
    for member in leaving:
        _refuse_bound(member, on)
    leave_meetings(leaving, on)
    made = register_group(group=new, door=door, by=by)
    rows.update(until=on, left=Member.Left.OTHER_GROUP)
    _let_in(made, leaving, on, by)
    Turn.objects.create(group=made, kind=Turn.Kind.SPRANG, on=on, other=group, by=by)
    Turn.objects.create(
        group=group, kind=Turn.Kind.SPLIT, on=on, other=made, reason=reason, by=by
    )
    trace(by, "groups.split_group", made, of=str(group.pk), members=len(leaving))
    return made


def _turn(
    group: Group,
    kind: Turn.Kind,
    on: date,
    reason: str,
    by: User,
    *,
    was: tuple[Group.State, ...],
    state: Group.State,
    other: Group | None = None,
) -> Group:
    group = locked(group)
    if group.state not in was:
        raise refusals.SameState
    refusals.refuse_future(on)
    latest = group.turns.order_by("-on").values_list("on", flat=True).first()
    if on < (latest or group.founded_on):
        raise refusals.BeforeFounding
    Turn.objects.create(group=group, kind=kind, on=on, reason=reason, other=other, by=by)
    group.state = state
    group.save(update_fields=["state"])
    return group


def _close(group: Group, on: date, left: Member.Left) -> None:
    """End who belongs, leads and accompanies; nobody may have begun after that day."""
    for rows in (group.members, group.terms, group.mentorings):
        if late := rows.present().filter(since__gt=on).first():
            raise refusals.LeavesBeforeJoining(name=_called(late))
    leave_meetings(group.members.present(), on)
    group.terms.present().update(until=on)
    group.mentorings.present().update(until=on)
    group.members.present().update(until=on, left=left)


def _called(row: object) -> str:
    member = row if isinstance(row, Member) else getattr(row, "member", None)
    return member.person.name if isinstance(member, Member) else str(getattr(row, "called", ""))


def _let_in(group: Group, coming: Sequence[Member], on: date, by: User) -> None:
    """Their consent to be recorded as members goes along: the purpose stays the same."""
    there = set(group.members.present().values_list("person_id", flat=True))
    Member.objects.bulk_create(
        [
            Member(
                id=new_key(),
                group=group,
                person_id=one.person_id,
                since=on,
                joined=Member.Joined.OTHER_GROUP,
                by=by,
            )
            for one in coming
            if one.person_id not in there
        ]
    )


def _refuse_bound(member: Member, on: date) -> None:
    name = member.person.name
    if member.until:
        raise refusals.NotAMember
    if on < member.since:
        raise refusals.LeavesBeforeJoining(name=name)
    if member.terms.filter(until=None).exists():
        raise refusals.HoldsOffice(name=name)
