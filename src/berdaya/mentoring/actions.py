"""Noting a visit: what was seen, what was agreed, what became of what was agreed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group
from berdaya.groups.months import refuse_closed
from berdaya.groups.refusals import BeforeFounding, GroupHasEnded, refuse_future
from berdaya.groups.sight import allow
from berdaya.mentoring import refusals
from berdaya.mentoring.models import Agreement, Visit
from berdaya.once import made_before

OPEN = Agreement.State.OPEN


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What was agreed, by when."""

    key: UUID
    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """What is noted of a visit. `settled` says what became of earlier agreements, by key."""

    key: UUID
    group: Group
    on: date
    seen: str
    next_on: date | None = None
    agreed: Sequence[NewAgreement] = field(default=())
    settled: Mapping[UUID, str] = field(default_factory=dict)


@transaction.atomic
def record_visit(*, visit: NewVisit, by: User) -> Visit:
    """Note a visit. The same key again corrects its words and days.

    Raises:
        NotAllowed, VisitKeyInUse, GroupHasEnded, NotYetCome, BeforeFounding, MonthClosed,
        NextTooEarly, AgreementSettled.
    """
    allow(by, "mentoring.record_visit", group=visit.group)
    group = locked(visit.group)
    if group.state == Group.State.ENDED:
        raise GroupHasEnded(name=group.name)
    refuse_future(visit.on)
    if visit.on < group.founded_on:
        raise BeforeFounding
    if visit.next_on and visit.next_on <= visit.on:
        raise refusals.NextTooEarly
    # who was there is who noted it; nobody else rewrites it
    same = {"group_id": group.pk, "by_id": by.pk}
    noted = made_before(Visit, visit.key, refusals.VisitKeyInUse, **same)
    refuse_closed(group, visit.on, *([noted.on] if noted else []))
    made = noted or Visit(pk=visit.key, group=group, by=by)
    made.on, made.seen, made.next_on = visit.on, visit.seen, visit.next_on
    made.save()
    known = set(made.agreements.values_list("pk", flat=True))
    Agreement.objects.bulk_create(
        [
            Agreement(pk=one.key, visit=made, text=one.text, due_on=one.due_on)
            for one in visit.agreed
            if one.key not in known
        ]
    )
    _settle(made, visit.settled)
    trace(by, "mentoring.record_visit", made, agreed=len(visit.agreed))
    return made


def _settle(visit: Visit, settled: Mapping[UUID, str]) -> None:
    rows = Agreement.objects.across_areas(why="of a group the verb allowed")
    found = rows.of(visit.group).filter(pk__in=settled)
    for one in found:
        if one.state not in (OPEN, settled[one.pk]):
            raise refusals.AgreementSettled
        if one.state == OPEN and settled[one.pk] != OPEN:
            one.state, one.settled_at = settled[one.pk], visit
    if len(found) != len(settled):
        raise refusals.AgreementSettled
    Agreement.objects.across_areas(why="of a group the verb allowed").bulk_update(
        found, ["state", "settled_at"]
    )
