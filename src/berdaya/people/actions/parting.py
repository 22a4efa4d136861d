"""Undo a merge: both records stand again as they were, unless a later act rests on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.people.actions.records import changed_since, exchange, name_after_head
from berdaya.people.models import Family, Membership, Merge, Person
from berdaya.refusal import Refusal
from berdaya.tallies.counting import append


class LaterMerge(Refusal):
    code = "merge-has-a-later-one"
    message = _("%(name)s was merged again later. First undo the later merge.")


class PartOfWhole(Refusal):
    code = "merge-is-part-of-another"
    message = _(
        "This was merged together with the whole family. Undo the merge of the families."
    )


class ChangedSince(Refusal):
    code = "merge-changed-since"
    message = _(
        "The record of %(name)s was changed after the merge, in what the merge had put there. "
        "Register the second one anew instead."
    )


class ReasonForParting(Refusal):
    code = "parting-without-reason"
    message = _("Say in a few words why they are not the same.")


@transaction.atomic
def undo_merge(*, merge: Merge, reason: str, by: User) -> Merge:
    """Let both records of a merge stand again as they were; a second time changes nothing.

    What was recorded about the kept one since stays with it.

    Raises:
        NotAllowed, ReasonForParting, PartOfWhole, LaterMerge, ChangedSince.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, absorbed = _both(merge)
    for record in (kept, absorbed):
        allow(by, "people.undo_merge", area=record.area_id)
    if merge.undone_at:
        return merge
    if not reason.strip():
        raise ReasonForParting
    if merge.part_of_id:
        raise PartOfWhole
    if isinstance(kept, Family) and isinstance(absorbed, Family):
        _part_families(merge, kept, absorbed)
        for part in merge.parts.order_by("-pk"):
            _part_persons(part, *_both(part))
            _sign(part, reason, by)
        name_after_head(kept)
    else:
        _part_persons(merge, kept, absorbed)
    _sign(merge, reason, by)
    trace(by, "people.undo_merge", kept, merge=str(merge.pk), absorbed=str(absorbed.pk))
    return merge


def _both(merge: Merge) -> Any:
    """The two records, locked in one order."""
    model: Any = Person if merge.person_kept_id else Family
    keys = (
        merge.person_kept_id or merge.family_kept_id,
        merge.person_absorbed_id or merge.family_absorbed_id,
    )
    everywhere = model.objects.across_areas(why="a verb checks the area of its user itself")
    rows = everywhere.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    return tuple(found[key] for key in keys)


def _sign(merge: Merge, reason: str, by: User) -> None:
    merge.undone_by, merge.undone_at, merge.undo_reason = by, timezone.now(), reason.strip()
    merge.save(update_fields=["undone_by", "undone_at", "undo_reason"])


def _part_persons(merge: Merge, kept: Person, absorbed: Person) -> None:
    _refuse_later(merge, kept, kept.name, person_kept=kept)
    _refuse_changed(merge, kept, absorbed, kept.name)
    for was in merge.moved:
        is_theirs = was["person"] == str(absorbed.pk)
        (_open_again if is_theirs else _begin_again)(was, kept.name)
    exchange(kept, absorbed, merge.chosen)
    _stand_again(merge, Person, absorbed.pk, kept.pk)
    ours = kept.memberships.present().filter(relation="head").first()
    if ours:
        name_after_head(Family.objects.across_areas(why="of the head").get(pk=ours.family_id))


def _part_families(merge: Merge, kept: Family, absorbed: Family) -> None:
    _refuse_later(merge, kept, kept.head_name, family_kept=kept)
    _refuse_changed(merge, kept, absorbed, kept.head_name)
    exchange(kept, absorbed, merge.chosen)
    if not merge.before["absorbed"]["ended_on"]:
        _refuse_kk_of_another(absorbed)
        absorbed.ended_on = None
        absorbed.save(update_fields=["ended_on"])
        append("families", 0, {(absorbed.area_id, "all"): 1})
    _stand_again(merge, Family, absorbed.pk, kept.pk)
    for was in merge.moved:
        _move_back(was, kept)


def _refuse_later(merge: Merge, kept: Any, name: str, **same: Any) -> None:
    """Merges of one record are undone from the last to the first, where they touch one thing."""
    if kept.merged_into_id:
        raise LaterMerge(name=name)
    touched = {*merge.chosen} | {was["id"] for was in merge.moved}
    for later in Merge.objects.filter(undone_at=None, pk__gt=merge.pk, **same):
        if later.pk != merge.part_of_id and touched & (
            {*later.chosen} | {was["id"] for was in later.moved}
        ):
            raise LaterMerge(name=name)


def _refuse_changed(merge: Merge, kept: Any, absorbed: Any, name: str) -> None:
    before = merge.before
    if changed_since(kept, before["absorbed"], merge.chosen) or changed_since(
        absorbed, before["kept"], merge.chosen
    ):
        raise ChangedSince(name=name)


def _refuse_kk_of_another(family: Family) -> None:
    """Whoever was registered under the card's number meanwhile keeps it."""
    family.refresh_from_db()
    if family.kk_index is None:
        return
    living = Family.objects.across_areas(
        why="a KK number is unique in the nation"
    ).living_here()
    if living.filter(kk_index=family.kk_index).exclude(pk=family.pk).exists():
        raise ChangedSince(name=family.head_name)


def _open_again(was: Mapping[str, Any], name: str) -> None:
    """A membership that the merge closed holds again as long as it did."""
    row = Membership.objects.select_related("family").get(pk=was["id"])
    is_closed = row.until == row.since == date.fromisoformat(was["since"])
    if not is_closed or row.family.ended_on or row.family.merged_into_id:
        raise ChangedSince(name=name)
    row.until = date.fromisoformat(was["until"]) if was["until"] else None
    row.end_reason = was["end_reason"]
    row.save(update_fields=["until", "end_reason"])


def _begin_again(was: Mapping[str, Any], name: str) -> None:
    """The kept one's own membership begins when it did."""
    row = Membership.objects.get(pk=was["id"])
    row.since = date.fromisoformat(was["since"])
    row.save(update_fields=["since"])


def _move_back(was: Mapping[str, Any], kept: Family) -> None:
    """Who moved along goes back; their membership here is as if it had not been."""
    begun = Membership.objects.select_related("person").filter(pk=was["begun"]).first()
    if begun is None or begun.until or begun.since != date.fromisoformat(was["since"]):
        raise ChangedSince(name=kept.head_name)
    person = begun.person
    try:
        begun.delete()
    except ProtectedError:
        raise ChangedSince(name=kept.head_name) from None
    _open_again(was, person.name)
    person.area_id = was["area"]
    person.save(update_fields=["area"])


def _stand_again(merge: Merge, model: type[models.Model], absorbed: UUID, kept: UUID) -> None:
    """The absorbed record stands for itself, and for what it had absorbed before."""
    kind = "person" if model is Person else "family"
    standing = Merge.objects.filter(undone_at=None)
    own: set[UUID] = set()
    frontier = {absorbed}
    while frontier:  # as deep as the chain of merges, which is one or two
        rows = standing.filter(**{f"{kind}_kept__in": frontier})
        frontier = {*rows.values_list(f"{kind}_absorbed_id", flat=True)} - own
        own |= frontier
    everywhere: Any = model.objects.across_areas(why="records of one person")  # type: ignore[attr-defined]  # a sighted model
    everywhere.filter(pk__in=own, merged_into=kept).update(merged_into=absorbed)
    everywhere.filter(pk=absorbed).update(merged_into=None)
