"""Two records of one person or one family become one; and two again, as they were.

Nothing is deleted and no row that was signed once is touched: values are exchanged between
the two records, memberships that stood twice are closed, and the record that was absorbed
says which one stands for it. What counts elsewhere is put right by the rooms that count.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.people.actions.records import (
    OF_FAMILY,
    OF_PERSON,
    close,
    exchange,
    name_after_head,
    remember,
    with_companions,
)
from berdaya.people.models import Apart, Family, Membership, Merge, Person
from berdaya.refusal import Refusal
from berdaya.tallies.counting import append

HEAD, OTHER = Membership.Relation.HEAD, Membership.Relation.OTHER
SPOUSE, CHILD = Membership.Relation.SPOUSE, Membership.Relation.CHILD


class MergedAlready(Refusal):
    code = "merged-already"
    message = _("One of the two records was merged meanwhile. Open the list again.")


class SameRecord(Refusal):
    code = "merge-same-record"
    message = _("Both are the same record. There is nothing to merge.")


class KeepTheOther(Refusal):
    code = "merge-keep-the-other"
    message = _(
        "Keep the record of %(name)s that belongs to a family now; the other one goes into it."
    )


class HeadOfOthers(Refusal):
    code = "merge-head-of-others"
    message = _(
        "%(name)s is the head of a family to which others belong. Keep that record, or first "
        "let somebody else be the head."
    )


class MergeTheFamilies(Refusal):
    code = "merge-the-families"
    message = _(
        "%(name)s is the only one in the second family. Merge the two families instead."
    )


class WrongPairs(Refusal):
    code = "merge-wrong-pairs"
    message = _(
        "Somebody is named as the same person twice, or belongs to neither family. Look at the "
        "list of members again."
    )


class ReasonForMerge(Refusal):
    code = "merge-without-reason"
    message = _("Say in a few words why.")


@transaction.atomic
def merge_persons(
    *, kept: Person, absorbed: Person, chosen: Collection[str], reason: str, by: User
) -> Merge:
    """Let the record `kept` stand for `absorbed` too, taking over the `chosen` columns.

    Raises:
        NotAllowed, SameRecord, MergedAlready, ReasonForMerge, KeepTheOther, HeadOfOthers,
        MergeTheFamilies.
    """
    for person in (kept, absorbed):
        allow(by, "people.merge_persons", area=person.area_id)
    _refuse_blank(reason)
    kept, absorbed = _locked(Person, kept.pk, absorbed.pk)
    _refuse_memberships(kept, absorbed)
    merge = _merge_persons(kept, absorbed, chosen, reason, by)
    trace(by, "people.merge_persons", kept, merge=str(merge.pk), absorbed=str(absorbed.pk))
    return merge


@transaction.atomic
def merge_families(
    *,
    kept: Family,
    absorbed: Family,
    same: Mapping[UUID, UUID],
    chosen: Collection[str],
    reason: str,
    on: date,
    by: User,
) -> Merge:
    """Let the record `kept` stand for `absorbed` too from the day `on`.

    `same` says which member of `absorbed` is which member of `kept`; the others move along.

    Raises:
        NotAllowed, SameRecord, MergedAlready, ReasonForMerge, KeepTheOther, WrongPairs.
    """
    for family in (kept, absorbed):
        allow(by, "people.merge_families", area=family.area_id)
    _refuse_blank(reason)
    kept, absorbed = _locked(Family, kept.pk, absorbed.pk)
    if kept.ended_on and not absorbed.ended_on:
        raise KeepTheOther(name=kept.head_name)
    merge = _merge_families(kept, absorbed, same, chosen, reason, by)
    if not absorbed.ended_on:
        absorbed.ended_on = on
        absorbed.save(update_fields=["ended_on"])
        append("families", 0, {(absorbed.area_id, "all"): -1})
    # ended records may bear the same card number, so the exchange comes after
    exchange(kept, absorbed, merge.chosen)
    _lead_to(Family, absorbed.pk, kept.pk)
    name_after_head(kept)
    trace(by, "people.merge_families", kept, merge=str(merge.pk), absorbed=str(absorbed.pk))
    return merge


@transaction.atomic
def tell_apart(*, first: Person, second: Person, by: User) -> Apart:
    """Note that somebody looked at two records and found two people; again changes nothing.

    Raises:
        NotAllowed, SameRecord.
    """
    for person in (first, second):
        allow(by, "people.tell_apart", area=person.area_id)
    if first.pk == second.pk:
        raise SameRecord
    low, high = sorted((first, second), key=lambda person: person.pk)
    apart, is_new = Apart.objects.get_or_create(first=low, second=high, defaults={"by": by})
    if is_new:
        trace(by, "people.tell_apart", low, other=str(high.pk))
    return apart


def _merge_families(
    kept: Family,
    absorbed: Family,
    same: Mapping[UUID, UUID],
    chosen: Collection[str],
    reason: str,
    by: User,
) -> Merge:
    """The row of the merge, and the members: each goes over, or becomes one with ours."""
    ours, theirs = _present(kept), _present(absorbed)
    if not (same.keys() <= theirs.keys() and {*same.values()} <= ours.keys()) or len(
        same
    ) != len({*same.values()}):
        raise WrongPairs
    columns = with_companions(chosen, OF_FAMILY)
    before = remember(kept, absorbed, OF_FAMILY)
    before["absorbed"]["ended_on"] = absorbed.ended_on and absorbed.ended_on.isoformat()
    moving = {new_key(): theirs[key] for key in theirs if key not in same}
    merge = Merge.objects.create(
        family_kept=kept,
        family_absorbed=absorbed,
        chosen=columns,
        before=before,
        moved=[_plain(one, begun=key) for key, one in moving.items()],
        reason=reason.strip(),
        by=by,
    )
    for absorbed_key, kept_key in same.items():
        _merge_members(ours[kept_key], theirs[absorbed_key], merge)
    places = _places_among(ours, theirs, same)
    for key, membership in moving.items():
        _move_along(membership, places.get(membership.relation, OTHER), kept, key)
    return merge


def _places_among(
    ours: Mapping[UUID, Membership],
    theirs: Mapping[UUID, Membership],
    same: Mapping[UUID, UUID],
) -> dict[str, str]:
    """What relations to their head are worth beside ours; the rest are other relatives.

    They hold where both heads are one person; where theirs is our spouse, the children's do.
    """
    head = next((key for key, one in theirs.items() if one.relation == HEAD), None)
    became = ours[same[head]].relation if head and head in same else ""
    if became == HEAD:
        return {SPOUSE: SPOUSE, CHILD: CHILD}
    return {CHILD: CHILD} if became == SPOUSE else {}


def _merge_members(ours: Membership, theirs: Membership, whole: Merge) -> None:
    """Two members of two families that become one: what ours left blank is filled by theirs."""
    kept, absorbed = ours.person, theirs.person
    blank = [
        column
        for column in OF_PERSON
        if getattr(kept, column) in (None, "") and getattr(absorbed, column) not in (None, "")
    ]
    _merge_persons(kept, absorbed, blank, whole.reason, whole.by, part_of=whole)


def _merge_persons(
    kept: Person,
    absorbed: Person,
    chosen: Collection[str],
    reason: str,
    by: User,
    part_of: Merge | None = None,
) -> Merge:
    closing = list(absorbed.memberships.present())
    ours = kept.memberships.present().first()
    # of one family, or of two that are becoming one
    joined = [one for one in closing if ours and (part_of or one.family_id == ours.family_id)]
    columns = with_companions(chosen, OF_PERSON)
    merge = Merge.objects.create(
        person_kept=kept,
        person_absorbed=absorbed,
        part_of=part_of,
        chosen=columns,
        before=remember(kept, absorbed, OF_PERSON),
        moved=[_plain(one) for one in [*closing, *([ours] if joined and ours else [])]],
        reason=reason.strip(),
        by=by,
    )
    for membership in closing:
        close(membership)
    if ours and joined:
        # whichever record came first tells since when the person belongs to the family
        ours.since = min(ours.since, *(one.since for one in joined))
        ours.save(update_fields=["since"])
    exchange(kept, absorbed, columns)
    _lead_to(Person, absorbed.pk, kept.pk)
    if ours and ours.relation == HEAD:
        name_after_head(Family.objects.across_areas(why="of the head").get(pk=ours.family_id))
    return merge


def _move_along(membership: Membership, relation: str, family: Family, key: UUID) -> None:
    close(membership)
    Membership.objects.create(
        pk=key,
        family=family,
        person=membership.person,
        relation=relation,
        presence=membership.presence,
        since=membership.since,
    )
    person = membership.person
    person.area_id = family.area_id
    person.save(update_fields=["area"])


def _refuse_memberships(kept: Person, absorbed: Person) -> None:
    """Nobody may drop out of a roster unseen, and no family may lose its head."""
    ours, theirs = kept.memberships.present().first(), absorbed.memberships.present().first()
    if theirs is None:
        return
    if ours is None:
        raise KeepTheOther(name=absorbed.name)
    if theirs.relation == HEAD and ours.family_id == theirs.family_id:
        raise HeadOfOthers(name=absorbed.name)
    if ours.family_id != theirs.family_id:
        others = theirs.family.memberships.present().exclude(pk=theirs.pk).exists()
        if not others:
            raise MergeTheFamilies(name=absorbed.name)
        if theirs.relation == HEAD:
            raise HeadOfOthers(name=absorbed.name)


def _refuse_blank(reason: str) -> None:
    if not reason.strip():
        raise ReasonForMerge


def _locked(model: Any, kept: UUID, absorbed: UUID) -> Any:
    """Both rows, locked in one order, so that two who merge the same take turns."""
    if kept == absorbed:
        raise SameRecord
    everywhere = model.objects.across_areas(why="a verb checks the area of its user itself")
    rows = everywhere.select_for_update(of=("self",)).filter(pk__in=[kept, absorbed])
    found = {row.pk: row for row in rows.order_by("pk")}
    if any(row.merged_into_id for row in found.values()):
        raise MergedAlready
    return found[kept], found[absorbed]


def _present(family: Family) -> dict[UUID, Membership]:
    members = family.memberships.present().select_related("person").order_by("pk")
    return {one.person_id: one for one in members}


def _lead_to(model: type[models.Model], absorbed: UUID, kept: UUID) -> None:
    """Let the absorbed record, and what it stands for itself, lead to the kept one."""
    everywhere: Any = model.objects.across_areas(why="records of one person")  # type: ignore[attr-defined]  # a sighted model
    everywhere.records_of(absorbed).update(merged_into=kept)


def _plain(membership: Membership, begun: UUID | None = None) -> dict[str, Any]:
    """A membership as it stood, for JSON; `begun` is the key of the one that follows it."""
    return {
        "begun": begun and str(begun),
        "id": str(membership.pk),
        "person": str(membership.person_id),
        "area": membership.person.area_id,
        "since": membership.since.isoformat(),
        "until": membership.until and membership.until.isoformat(),
        "end_reason": membership.end_reason,
    }
