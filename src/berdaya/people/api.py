"""Families and persons, for programs."""

from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from berdaya.access.models import User
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, Digits, Line, Name, PastDay, Phone
from berdaya.people.actions import (
    add_member,
    edit_family,
    edit_person,
    end_membership,
    register_family,
)
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.faults import fault_text
from berdaya.people.models import Door, Family, Membership, NumberMissing, Person
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import NumberFault, check_kk, check_nik

families, persons = Router(tags=["families"]), Router(tags=["persons"])
Unknown = Literal[""]


class NumberDoubtful(Refusal):
    code = "identity-number-doubtful"
    message = _("%(fault)s Compare it with the card; if it is right, send `compared`: true.")


class PersonIn(Schema):
    """One person's facts; what is left out is not known."""

    name: Name
    sex: Person.Sex
    birth_date: PastDay | None = None
    nik: Digits | None = Field(None, description="Never sent back; answers show it masked")
    nik_missing: NumberMissing | Unknown = Field("", description="Why there is no NIK")
    compared: bool = Field(False, description="The NIK was compared with the card")
    marital: Person.Marital | Unknown = ""
    first_married_at: int | None = Field(None, ge=5, le=100, description="Age in years")
    birth_certificate: bool | None = None
    religion: Person.Religion | Unknown = ""
    schooling: Person.Schooling | Unknown = ""
    work: Person.Work | Unknown = ""
    health_insurance: Person.HealthInsurance | Unknown = ""
    uses_contraception: bool | None = None
    is_pregnant: bool | None = None

    def facts(self) -> PersonFacts:
        if self.nik and not self.compared:
            _refuse_doubtful(
                check_nik(
                    self.nik, born=self.birth_date, sex=self.sex, today=timezone.localdate()
                )
            )
        return PersonFacts(**self.model_dump(exclude={"compared", "key"} | NOT_FACTS))


NOT_FACTS = {"relation", "presence", "mother_key", "since"}


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


class PersonOut(Schema):
    id: UUID
    name: str
    sex: str
    birth_date: Any = Field(None, json_schema_extra={"type": ["string", "null"]})
    nik: str | None = Field(None, description="Masked: the first and last four digits")
    nik_missing: str
    marital: str
    first_married_at: int | None
    birth_certificate: bool | None
    religion: str
    schooling: str
    work: str
    health_insurance: str
    uses_contraception: bool | None
    is_pregnant: bool | None
    area: str = Field(alias="area_id")

    @staticmethod
    def resolve_nik(person: Person) -> str | None:
        return person.nik.masked if person.nik else None


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
    rows = Family.objects.visible_to(_user(request), "family.list")
    if asked.area:
        rows = rows.filter(area__code__within=asked.area)
    if asked.name.strip():
        rows = rows.named_like(asked.name)
    if not asked.ended:
        rows = rows.living_here()
    return listed(rows, asked, ("pk",), lambda family: family)


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
        by=_user(request),
    )
    return _whole(request, registered.pk)


@families.get("/{family_id}", response=WholeFamilyOut)
def get_family(request: HttpRequest, family_id: UUID) -> Family:
    """A family with those who belong to it today."""
    return _whole(request, family_id)


@families.put("/{family_id}", response=WholeFamilyOut)
def put_family(request: HttpRequest, family_id: UUID, change: HouseholdIn) -> Family:
    """Correct where a family lives. What is left out becomes unknown; a KK number stays."""
    family = _family(request, family_id)
    _refuse_doubtful_kk(change)
    card = _card(change)
    if family.kk_number and not (change.kk_number or change.kk_missing):
        card["kk_number"] = family.kk_number.digits
    edit_family(family=family, area=change.area, by=_user(request), **card)
    return _whole(request, family_id)


@families.post("/{family_id}/members", response=MemberOut)
def post_member(request: HttpRequest, family_id: UUID, member: JoiningIn) -> Membership:
    """Let a person join a family."""
    family = _family(request, family_id)
    return add_member(
        family=family, member=member.member(), since=member.since, by=_user(request)
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
        membership=membership, until=end.until, reason=end.reason, by=_user(request)
    )


@persons.get("/{person_id}", response=PersonOut)
def get_person(request: HttpRequest, person_id: UUID) -> Person:
    """One person's facts."""
    return _person(request, person_id)


@persons.put("/{person_id}", response=PersonOut)
def put_person(request: HttpRequest, person_id: UUID, change: PersonIn) -> Person:
    """Correct a person's facts. What is left out becomes unknown; a NIK stays."""
    person, facts = _person(request, person_id), change.facts()
    if person.nik and not (change.nik or change.nik_missing):
        facts = replace(facts, nik=person.nik.digits)
    return edit_person(person=person, facts=facts, by=_user(request))


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _family(request: HttpRequest, family_id: UUID) -> Family:
    return get_object_or_404(Family.objects.visible_to(_user(request)), pk=family_id)


def _whole(request: HttpRequest, family_id: UUID) -> Family:
    members = Membership.objects.present().select_related("person").in_order()
    families = Family.objects.visible_to(_user(request)).prefetch_related(
        Prefetch("memberships", members, to_attr="present")
    )
    return get_object_or_404(families, pk=family_id)


def _person(request: HttpRequest, person_id: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(_user(request)), pk=person_id)


def _card(family: HouseholdIn) -> dict[str, Any]:
    return family.model_dump(include={"kk_number", "kk_missing", "address", "phone"})


def _refuse_doubtful_kk(family: HouseholdIn) -> None:
    if family.kk_number and not family.compared:
        _refuse_doubtful(check_kk(family.kk_number))


def _refuse_doubtful(faults: list[NumberFault]) -> None:
    """Errors are refused by the verbs; what only a card can settle is asked here."""
    for fault in faults:
        if fault.severity != "error":
            raise NumberDoubtful(fault=fault_text(fault))
