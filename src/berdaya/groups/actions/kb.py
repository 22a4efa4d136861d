"""Noting how members stand to KB, of those who agree to be asked."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.consents.questions import may_process
from berdaya.groups import refusals
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group, KbNote
from berdaya.groups.months import refuse_closed
from berdaya.groups.sight import allow
from berdaya.rules.kb.statuses import statuses

PURPOSE = "survey"  # whether one uses contraception is a question of the survey


@transaction.atomic
def note_kb(*, group: Group, on: date, told: Mapping[UUID, str], by: User) -> int:
    """Note what members said on a day, by their keys; return how many were noted.

    Whoever is noted on the same day again is corrected. Who is not named was not asked.

    Raises:
        NotAllowed, GroupHasEnded, NotYetCome, MonthClosed, NotAMember, KbNotWanted.
    """
    allow(by, "groups.note_kb", group=group)
    group = locked(group)
    if group.state == Group.State.ENDED:
        raise refusals.GroupHasEnded(name=group.name)
    refusals.refuse_future(on)
    refuse_closed(group, on)
    rows = group.members.on(on).filter(pk__in=told)
    members = {it.pk: it for it in rows.select_related("person")}
    if set(told) - set(members) or set(told.values()) - {it.code for it in statuses()}:
        raise refusals.NotAMember
    agree = may_process([it.person_id for it in members.values()], PURPOSE, on)
    for member in members.values():
        if member.person_id not in agree:
            raise refusals.KbNotWanted(name=member.person.name)
    KbNote.objects.bulk_create(
        [KbNote(member_id=key, on=on, status=status, by=by) for key, status in told.items()],
        update_conflicts=True,
        unique_fields=["member", "on"],
        update_fields=["status", "by", "recorded_at"],
    )
    trace(by, "groups.note_kb", group, count=len(told))
    return len(told)
