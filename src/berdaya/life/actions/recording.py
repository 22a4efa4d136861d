"""What every verb does first and last: look whether the event may be noted, and note it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from berdaya.access.models import User
from berdaya.life.actions.changes import Changes
from berdaya.life.models import REASONS, LifeEvent
from berdaya.life.refusals import (
    BeforeItBegan,
    EventKeyInUse,
    NotOfThisFamily,
    NotThisReason,
    StillToCome,
)
from berdaya.once import made_before
from berdaya.people.actions import FamilyEnded
from berdaya.people.models import Family, Membership, Person


@dataclass(frozen=True, slots=True)
class Told:
    """When and why something happened. `key` becomes the event's; the door makes it."""

    key: UUID
    on: date
    reason: str
    note: str = ""


def noted_before(told: Told, kind: str, family: Family) -> LifeEvent | None:
    """The event of this key, if the same form comes a second time.

    Raises:
        EventKeyInUse: it is about something else.
    """
    same = {"kind": kind, "family_id": family.pk, "on": told.on}
    return made_before(LifeEvent, told.key, EventKeyInUse, **same)


def begin(told: Told, kind: str, families: Iterable[Family]) -> Changes:
    """Refuse what cannot be; lock the families, so that two events take turns.

    Raises:
        StillToCome, NotThisReason, FamilyEnded, BeforeItBegan.
    """
    if told.on > timezone.localdate():
        raise StillToCome
    if told.reason not in REASONS[kind]:
        raise NotThisReason
    if told.reason == LifeEvent.Reason.OTHER and not told.note.strip():
        raise NotThisReason
    keys = {family.pk for family in families}
    everywhere = Family.objects.across_areas(why="a verb checks the area of its user itself")
    rows = everywhere.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    if any(row.ended_on or row.merged_into_id for row in rows):
        raise FamilyEnded
    for row in rows:
        _refuse_before(row, told.on)
    return Changes(told.on)


def _refuse_before(family: Family, on: date) -> None:
    """On a day before its first roster nothing is known of a family."""
    heads = family.memberships.filter(relation=Membership.Relation.HEAD)
    if not heads.on(on).exists():
        first = heads.order_by("since").values_list("since", flat=True).first()
        since = f"{first:%d-%m-%Y}" if first else ""
        raise BeforeItBegan(name=family.head_name, since=since)


def fresh(memberships: Collection[Membership], family: Family) -> list[Membership]:
    """The same places as they stand now that the family is locked, in the order given.

    Raises:
        NotOfThisFamily
    """
    rows = Membership.objects.present().select_related("person", "family")
    found = rows.filter(family=family).in_bulk([it.pk for it in memberships])
    for membership in memberships:
        if membership.pk not in found:
            raise NotOfThisFamily(name=membership.person.name)
    return [found[membership.pk] for membership in memberships]


def write_down(
    told: Told,
    kind: str,
    family: Family,
    changes: Changes,
    by: User,
    *,
    person: Person | None = None,
    other_family: Family | None = None,
) -> LifeEvent:
    """The event itself."""
    return LifeEvent.objects.create(
        pk=told.key,
        kind=kind,
        family=family,
        other_family=other_family,
        person=person,
        area_id=family.area_id,
        on=told.on,
        reason=told.reason,
        note=told.note.strip(),
        changes=changes.done,
        by=by,
    )
