"""Records that may be of one person, for programs: found, merged, told apart, parted."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import field_validator
from pydantic_core import PydanticCustomError

from berdaya.access.doors import may_or_404
from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.api.callers import caller
from berdaya.api.values import NO_NUL
from berdaya.areas.models import Area
from berdaya.insights.actions import join_families, join_persons, part
from berdaya.insights.doubles import merge_seen_by
from berdaya.people.actions import tell_apart
from berdaya.people.actions.records import OF_FAMILY, OF_PERSON
from berdaya.people.duplicates import pairs_in
from berdaya.people.models import Family, Merge, Person
from berdaya.people.persons_api import PersonOut

duplicates = Router(tags=["duplicates"])
READ, ADD, CHANGE = "duplicate.read", "duplicate.add", "duplicate.change"
MOST = 200
VILLAGE_CODE = r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$"


def _chosen_of(columns: Sequence[str]) -> Any:
    """Which values to take from the record that goes."""
    one: dict[str, Any] = {"type": "string", "enum": list(columns)}
    return Field(
        [],
        max_length=len(columns),
        description="Values to take from the absorbed record",
        json_schema_extra={"items": one},
    )


def _known(chosen: list[str], columns: Sequence[str]) -> list[str]:
    for column in chosen:
        if column not in columns:
            expected = {"expected": ", ".join(columns)}
            raise PydanticCustomError("enum", "one of {expected}", expected)
    return chosen


class PairOut(Schema):
    first: PersonOut
    second: PersonOut
    verdict: str = Field(description="certain (one NIK), strong or possible")


class PairsOut(Schema):
    count: int
    items: list[PairOut] = Field(description=f"The likeliest first, {MOST} at most")


class PairsAsked(Schema):
    village: str = Field(pattern=VILLAGE_CODE, description="As 32.04.32.2001")


class ApartIn(Schema):
    first: UUID
    second: UUID


class Why(Schema):
    reason: str = Field(
        min_length=1, max_length=200, pattern=NO_NUL, description="How it is known"
    )


class MergeIn(Why):
    """Two records of one. Nothing is deleted, and the merge can be undone."""

    kept: UUID
    absorbed: UUID


class PersonsIn(MergeIn):
    chosen: list[str] = _chosen_of(OF_PERSON)

    @field_validator("chosen")
    @classmethod
    def known(cls, chosen: list[str]) -> list[str]:
        return _known(chosen, OF_PERSON)


class FamiliesIn(MergeIn):
    chosen: list[str] = _chosen_of(OF_FAMILY)
    same: dict[UUID, UUID] = Field(
        {}, max_length=40, description="Member of the absorbed family to member of the kept one"
    )

    @field_validator("chosen")
    @classmethod
    def known(cls, chosen: list[str]) -> list[str]:
        return _known(chosen, OF_FAMILY)


class MergeOut(Schema):
    id: UUID
    persons: bool = Field(description="Of two persons; otherwise of two families")
    kept: UUID
    absorbed: UUID
    reason: str
    undone: bool

    @staticmethod
    def resolve_persons(merge: Merge) -> bool:
        return merge.person_kept_id is not None

    @staticmethod
    def resolve_kept(merge: Merge) -> UUID | None:
        return merge.person_kept_id or merge.family_kept_id

    @staticmethod
    def resolve_absorbed(merge: Merge) -> UUID | None:
        return merge.person_absorbed_id or merge.family_absorbed_id

    @staticmethod
    def resolve_undone(merge: Merge) -> bool:
        return merge.undone_at is not None


@duplicates.get("", response=PairsOut)
def list_pairs(request: HttpRequest, asked: Annotated[PairsAsked, Query()]) -> dict[str, Any]:
    """Records of a village that may be double; not those that were told apart."""
    user = caller(request)
    village = get_object_or_404(Area, code=asked.village)
    may_or_404(user, READ, area=village.code)
    pairs = pairs_in(village.code, user)
    looked_at(request, village, cell=READ, pairs=len(pairs[:MOST]))
    shown = [
        {"first": it.first, "second": it.second, "verdict": it.likeness.verdict}
        for it in pairs[:MOST]
    ]
    return {"count": len(pairs), "items": shown}


@duplicates.post("/apart", response=ApartIn)
def post_apart(request: HttpRequest, apart: ApartIn) -> dict[str, UUID]:
    """Note that somebody looked and found two people; the pair is listed no more."""
    user = caller(request)
    seen = Person.objects.visible_to(user, ADD)
    first, second = (get_object_or_404(seen, pk=key) for key in (apart.first, apart.second))
    told = tell_apart(first=first, second=second, by=user)
    return {"first": told.first_id, "second": told.second_id}


@duplicates.post("/persons", response=MergeOut)
def post_persons(request: HttpRequest, merge: PersonsIn) -> Merge:
    """Let one record of a person stand for another too."""
    user = caller(request)
    seen = Person.objects.visible_to(user, CHANGE)
    kept, absorbed = (get_object_or_404(seen, pk=key) for key in (merge.kept, merge.absorbed))
    return join_persons(
        kept=kept, absorbed=absorbed, chosen=merge.chosen, reason=merge.reason, by=user
    )


@duplicates.post("/families", response=MergeOut)
def post_families(request: HttpRequest, merge: FamiliesIn) -> Merge:
    """Let one record of a family stand for another too."""
    user = caller(request)
    seen = Family.objects.visible_to(user, CHANGE)
    kept, absorbed = (get_object_or_404(seen, pk=key) for key in (merge.kept, merge.absorbed))
    return join_families(
        kept=kept,
        absorbed=absorbed,
        same=merge.same,
        chosen=merge.chosen,
        reason=merge.reason,
        by=user,
    )


@duplicates.post("/{merge_id}/undo", response=MergeOut)
def post_undo(request: HttpRequest, merge_id: UUID, why: Why) -> Merge:
    """Let both records stand again as they were. A second time changes nothing."""
    user = caller(request)
    return part(merge=_merge(user, merge_id), reason=why.reason, by=user)


def _merge(user: User, key: UUID) -> Merge:
    merge = merge_seen_by(user, key)
    if merge is None:
        raise Http404
    return merge
