"""The hands of every event: each change is made and written down, so that it can be taken back.

A place in a family is never edited: it ends on a day and another one begins, so that the roster
of any past day stays what it was. A place that was noted by mistake ends on the day on which it
began, which is to say that it never was.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import BeforeItBegan, LaterEvent, LivesHereAlready, NotBornYet
from berdaya.people.actions import add_member
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.models import Door, Family, Membership, NumberMissing, Person
from berdaya.tallies.counting import append

Relation, EndReason = Membership.Relation, Membership.EndReason


@dataclass
class Changes:
    """What an event has changed so far, oldest first, as plain values."""

    on: date
    done: list[dict[str, Any]] = field(default_factory=list)

    def end(self, membership: Membership, reason: str) -> None:
        """A place in a family ends on the day of the event.

        Raises:
            BeforeItBegan
        """
        if self.on < membership.since:
            name, since = membership.person.name, f"{membership.since:%d-%m-%Y}"
            raise BeforeItBegan(name=name, since=since)
        self._end(membership, self.on, reason)

    def _end(self, membership: Membership, day: date, reason: str) -> None:
        membership.until, membership.end_reason = day, reason
        membership.save(update_fields=["until", "end_reason"])
        done = {"ended": str(membership.pk), "until": day.isoformat(), "reason": reason}
        self.done.append(done)

    def begin(
        self,
        family: Family,
        person: Person,
        relation: str,
        presence: str,
        since: date | None = None,
    ) -> Membership:
        """A place in a family begins on the day of the event, or later."""
        membership = Membership.objects.create(
            family=family,
            person=person,
            relation=relation,
            presence=presence,
            since=since or self.on,
        )
        self._begun(membership)
        if person.area_id != family.area_id:
            self.set(person, area_id=family.area_id)
        return membership

    def join(self, family: Family, member: NewMember, by: User) -> Membership:
        """Somebody joins a family on the day of the event.

        Raises:
            LivesHereAlready: `add_member` would take it for a second press of its button, and
                to take the event back would put them out.
            NotBornYet
        """
        _refuse_unborn(member.facts, self.on)
        here = set(family.memberships.present().values_list("pk", flat=True))
        membership = add_member(family=family, member=member, since=self.on, by=by)
        if membership.pk in here:
            raise LivesHereAlready(name=membership.person.name)
        self._begun(membership)
        return membership

    def _begun(self, membership: Membership) -> None:
        self.done.append({"begun": str(membership.pk)})

    def change_place(self, membership: Membership, relation: str) -> Membership:
        """Another relation to the head, in the same family."""
        self.end(membership, EndReason.ROLE)
        return self.begin(membership.family, membership.person, relation, membership.presence)

    def set_marital(self, person: Person, marital: str, **more: Any) -> None:
        """Somebody is married, divorced or widowed from the day of the event on.

        Raises:
            NotBornYet
            LaterEvent: what they are now comes from something that happened later.
        """
        _refuse_unborn(person, self.on)
        if person.marital != marital and _was_set_later(person, self.on):
            raise LaterEvent(name=person.name)
        self.set(person, marital=marital, **more)

    def set(self, row: Family | Person, **values: Any) -> None:
        """Write columns that differ, and remember what stood there."""
        before = {name: getattr(row, name) for name in values}
        changed = {name: value for name, value in values.items() if value != before[name]}
        if not changed:
            return
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(update_fields=list(changed))
        self.done.append(
            {
                "set": "person" if isinstance(row, Person) else "family",
                "key": str(row.pk),
                "before": {name: before[name] for name in changed},
                "after": changed,
            }
        )

    def found(self, area: str, address: str, head: Person, by: User) -> Family:
        """A new family, without members yet."""
        family = Family.objects.create(
            pk=new_key(),
            area_id=area,
            address=address,
            kk_missing=NumberMissing.NOT_ISSUED,
            head_name=head.name,
            search_name=head.search_name,
            door=Door.WEB,
            registered_by=by,
        )
        append("families", 0, {(area, "all"): 1})
        self.done.append({"founded": str(family.pk)})
        return family

    def close(self, family: Family) -> None:
        """Nobody is left: the family ends on the day of the event and is counted no more."""
        family.ended_on = self.on
        family.save(update_fields=["ended_on"])
        append("families", 0, {(family.area_id, "all"): -1})
        self.done.append({"closed": str(family.pk)})

    def move(self, family: Family, area: str) -> None:
        """The family and its present members live in another area from now on."""
        if area == family.area_id:
            return
        append("families", 0, {(family.area_id, "all"): -1, (area, "all"): 1})
        self.set(family, area_id=area)
        for membership in family.memberships.present().select_related("person"):
            self.set(membership.person, area_id=area)


def _refuse_unborn(who: Person | PersonFacts, on: date) -> None:
    if who.birth_date and who.birth_date > on:
        raise NotBornYet(name=who.name, born=f"{who.birth_date:%d-%m-%Y}")


def _was_set_later(person: Person, on: date) -> bool:
    """Whether the marital status of somebody comes from an event after that day."""
    theirs = Membership.objects.filter(person=person).values("family")
    everywhere = LifeEvent.objects.across_areas(why="a verb checked the area")
    later = everywhere.filter(on__gt=on, undone_at=None).filter(
        Q(family__in=theirs) | Q(other_family__in=theirs)
    )
    return any(
        change.get("key") == str(person.pk) and "marital" in change["after"]
        for event in later
        for change in event.changes
    )


def take_back_all(done: list[dict[str, Any]], on: date) -> None:
    """Undo changes from the last to the first.

    Raises:
        LaterEvent: something that was noted since rests on one of them.
    """
    for change in reversed(done):
        [kind] = change.keys() & UNDO.keys()
        UNDO[kind](change, on)


def _undo_begun(change: dict[str, Any], on: date) -> None:
    membership = _membership(change["begun"])
    if membership.until is not None:
        raise LaterEvent(name=membership.person.name)
    membership.until, membership.end_reason = membership.since, EndReason.OTHER
    membership.save(update_fields=["until", "end_reason"])


def _undo_ended(change: dict[str, Any], on: date) -> None:
    membership = _membership(change["ended"])
    elsewhere = Membership.objects.present().filter(person=membership.person_id)
    until = date.fromisoformat(change["until"])
    has_changed = (membership.until, membership.end_reason) != (until, change["reason"])
    is_over = membership.family.ended_on is not None
    if has_changed or is_over or elsewhere.exists() or _has_other_head(membership):
        raise LaterEvent(name=membership.person.name)
    membership.until, membership.end_reason = None, ""
    membership.save(update_fields=["until", "end_reason"])


def _has_other_head(membership: Membership) -> bool:
    heads = Membership.objects.present().filter(
        family=membership.family_id, relation=Relation.HEAD
    )
    return membership.relation == Relation.HEAD and heads.exists()


def _undo_set(change: dict[str, Any], on: date) -> None:
    model: Any = Person if change["set"] == "person" else Family
    row = _locked(model, change["key"])
    name = row.name if model is Person else row.head_name
    if any(getattr(row, column) != value for column, value in change["after"].items()):
        raise LaterEvent(name=name)
    if model is Family and "area_id" in change["after"]:
        area = change["before"]["area_id"]
        append("families", 0, {(row.area_id, "all"): -1, (area, "all"): 1})
    for column, value in change["before"].items():
        setattr(row, column, value)
    row.save(update_fields=list(change["before"]))


def _undo_founded(change: dict[str, Any], on: date) -> None:
    family = _locked(Family, change["founded"])
    if family.ended_on or family.memberships.present().exists():
        raise LaterEvent(name=family.head_name)
    family.ended_on = on
    family.save(update_fields=["ended_on"])
    append("families", 0, {(family.area_id, "all"): -1})


def _undo_closed(change: dict[str, Any], on: date) -> None:
    family = _locked(Family, change["closed"])
    if family.ended_on != on or family.merged_into_id:
        raise LaterEvent(name=family.head_name)
    family.ended_on = None
    family.save(update_fields=["ended_on"])
    append("families", 0, {(family.area_id, "all"): 1})


UNDO = {
    "begun": _undo_begun,
    "ended": _undo_ended,
    "set": _undo_set,
    "founded": _undo_founded,
    "closed": _undo_closed,
}


def _membership(key: str) -> Membership:
    rows = Membership.objects.select_for_update(of=("self",))
    return rows.select_related("person", "family").get(pk=UUID(key))


def _locked(model: Any, key: str) -> Any:
    everywhere: models.QuerySet[Any] = model.objects.across_areas(why="a verb checked the area")
    return everywhere.select_for_update(of=("self",)).get(pk=UUID(key))
