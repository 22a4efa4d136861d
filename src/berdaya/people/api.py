"""Families and their members, for programs."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from berdaya.access.looking import looked_at
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, Digits, Line, PastDay, Phone
from berdaya.people.actions import (
    add_member,
    edit_family,
    end_membership,
    register_family,
)
from berdaya.people.facts import NewFamily, NewMember
from berdaya.people.models import Door, Family, Membership, NumberMissing
from berdaya.people.persons_api import PersonIn, PersonOut, Unknown, refuse_doubtful
from berdaya.rules.indonesia import check_kk

families = Router(tags=["families"])


class MemberIn(PersonIn):
    """A person who joins a family."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the person's key from now on")
    relation: Membership.Relation
    presence: Membership.Presence = Membership.Presence.HOME
    mother_key: UUID | None = Field(None, description="Of a woman of the same family")

    def member(self) -> NewMember:
        return NewMember(
            key=self.key,
            facts=self.facts(),
            relation=self.relation,
            presence=self.presence,
            mother_key=self.mother_key,
        )


class JoiningIn(MemberIn):
    """A person who joins a family that stands."""

    since: PastDay


class HouseholdIn(Schema):
    area: AreaCode
    address: Line = ""
    phone: Phone = ""
    kk_number: Digits | None = Field(
        None, description="Never sent back; answers show it masked"
    )
    kk_missing: NumberMissing | Unknown = Field("", description="Why there is no KK number")
    compared: bool = Field(False, description="The KK number was compared with the card")


class FamilyIn(HouseholdIn):
    """A family with all its members, one of them its head."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the family's key from now on")
    since: PastDay = Field(description="Since when they live as one family")
    members: list[MemberIn] = Field(min_length=1, max_length=40)


class EndIn(Schema):
    until: PastDay
    reason: Membership.EndReason


class MemberOut(Schema):
    """That a person belongs to a family."""

    id: UUID = Field(description="Of the membership")
    person: PersonOut
    relation: str
    presence: str
    since: str
    until: str | None

    @staticmethod
    def resolve_since(membership: Membership) -> str:
        return membership.since.isoformat()

    @staticmethod
    def resolve_until(membership: Membership) -> str | None:
        return membership.until.isoformat() if membership.until else None


class FamilyOut(Schema):
    id: UUID
    head_name: str
    area: str = Field(alias="area_id")
    address: str
    phone: str
    kk_number: str | None = Field(None, description="Masked: the first and last four digits")
    kk_missing: str
    ended_on: str | None

    @staticmethod
    def resolve_kk_number(family: Family) -> str | None:
        return family.kk_number.masked if family.kk_number else None

    @staticmethod
    def resolve_ended_on(family: Family) -> str | None:
        return family.ended_on.isoformat() if family.ended_on else None


class WholeFamilyOut(FamilyOut):
    members: list[MemberOut] = Field(alias="present")


class FamilyPage(Links):
    items: list[FamilyOut]


class FamiliesAsked(Asked):
    area: AreaCode | None = Field(None, description="Families of this area and below")
    name: str = Field("", max_length=80, pattern=NO_NUL, description="Part of the head's name")
    ended: bool = Field(False, description="Also those that have ended or left")


@families.get("", response=FamilyPage)
def list_families(
    request: HttpRequest, asked: Annotated[FamiliesAsked, Query()]
) -> dict[str, Any]:
    """The families in the token's area, in the order in which they were registered."""
    rows = Family.objects.visible_to(caller(request), "family.list")
    if asked.area:
        rows = rows.filter(area__code__within=asked.area)
    if asked.name.strip():
        rows = rows.named_like(asked.name)
    if not asked.ended:
        rows = rows.living_here()
    page = listed(rows, asked, ("pk",), lambda family: family)
    looked_at(request, asked_in(request), cell="family.list", families=len(page["items"]))
    return page


@families.post("", response=WholeFamilyOut)
def post_family(request: HttpRequest, family: FamilyIn) -> Family:
    """Register a family. The same key again is the same family."""
    _refuse_doubtful_kk(family)
    registered = register_family(
        family=NewFamily(
            key=family.key,
            area=family.area,
            members=tuple(member.member() for member in family.members),
            since=family.since,
            **_card(family),
        ),
        door=Door.API,
        by=caller(request),
    )
    return _whole(request, registered.pk)


class DayAsked(Schema):
    on: PastDay | None = Field(None, description="Who belonged to it on this day; today")


@families.get("/{family_id}", response=WholeFamilyOut)
def get_family(
    request: HttpRequest, family_id: UUID, asked: Annotated[DayAsked, Query()]
) -> Family:
    """A family with those who belong to it today, or belonged to it on a day."""
    family = _whole(request, family_id, asked.on)
    looked_at(request, family, cell="family.read")
    return family


@families.put("/{family_id}", response=WholeFamilyOut)
def put_family(request: HttpRequest, family_id: UUID, change: HouseholdIn) -> Family:
    """Correct where a family lives. What is left out becomes unknown; a KK number stays."""
    family = _family(request, family_id)
    _refuse_doubtful_kk(change)
    card = _card(change)
    if family.kk_number and not (change.kk_number or change.kk_missing):
        card["kk_number"] = family.kk_number.digits
    edit_family(family=family, area=change.area, by=caller(request), **card)
    return _whole(request, family_id)


@families.post("/{family_id}/members", response=MemberOut)
def post_member(request: HttpRequest, family_id: UUID, member: JoiningIn) -> Membership:
    """Let a person join a family."""
    family = _family(request, family_id)
    return add_member(
        family=family, member=member.member(), since=member.since, by=caller(request)
    )


@families.post("/{family_id}/members/{membership_id}/end", response=MemberOut)
def post_end(
    request: HttpRequest, family_id: UUID, membership_id: UUID, end: EndIn
) -> Membership:
    """Let a membership end. The last one ends the family."""
    family = _family(request, family_id)
    membership = get_object_or_404(
        family.memberships.select_related("person"), pk=membership_id
    )
    return end_membership(
        membership=membership, until=end.until, reason=end.reason, by=caller(request)
    )


def _family(request: HttpRequest, family_id: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(caller(request)), pk=family_id)


def _whole(request: HttpRequest, family_id: UUID, day: date | None = None) -> Family:
    members = Membership.objects.on(day) if day else Membership.objects.present()
    members = members.select_related("person").in_order()
    families = Family.objects.visible_to(caller(request)).prefetch_related(
        Prefetch("memberships", members, to_attr="present")
    )
    return get_object_or_404(families, pk=family_id)


def _card(family: HouseholdIn) -> dict[str, Any]:
    return family.model_dump(include={"kk_number", "kk_missing", "address", "phone"})


def _refuse_doubtful_kk(family: HouseholdIn) -> None:
    if family.kk_number and not family.compared:
        refuse_doubtful(check_kk(family.kk_number))
