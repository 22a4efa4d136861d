"""Persons, for programs: their facts, and who may be recorded already."""

from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Router, Schema

from berdaya.access.doors import may_or_404
from berdaya.access.looking import looked_at
from berdaya.api.callers import caller
from berdaya.api.values import AreaCode, Digits, Name, PastDay
from berdaya.keys import new_key
from berdaya.people.actions import edit_person
from berdaya.people.duplicates import Candidate, Sought, candidates_for
from berdaya.people.facts import PersonFacts
from berdaya.people.faults import fault_text
from berdaya.people.models import NumberMissing, Person
from berdaya.people.numbers import persons_by_nik
from berdaya.refusal import Refusal
from berdaya.rules.indonesia import NumberFault, check_nik

persons = Router(tags=["persons"])
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
            refuse_doubtful(
                check_nik(
                    self.nik, born=self.birth_date, sex=self.sex, today=timezone.localdate()
                )
            )
        return PersonFacts(**self.model_dump(exclude={"compared", "key"} | NOT_FACTS))


NOT_FACTS = {"relation", "presence", "mother_key", "since"}


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


class NumberAsked(Schema):
    """A number travels in the body: addresses are written into logs."""

    nik: Digits


class FoundOut(Schema):
    person: PersonOut | None = Field(None, description="null: nobody that this token may see")


class LikeAsked(Schema):
    """Somebody about to be recorded."""

    name: Name
    sex: Person.Sex
    birth_date: PastDay | None = None
    area: AreaCode
    nik: Digits | None = None


class LikeOut(Schema):
    person: PersonOut | None = Field(None, description="null: of an area out of sight")
    family: UUID | None = Field(description="Where the person belongs now")
    verdict: str = Field(description="certain (one NIK), strong or possible")


class LikesOut(Schema):
    items: list[LikeOut] = Field(description="The likeliest first, three at most")


# before /{person_id}, which would take the word for a key
@persons.post("/find", response=FoundOut)
def find_person(request: HttpRequest, asked: NumberAsked) -> dict[str, Any]:
    """Whose NIK this is. The look is noted."""
    user = caller(request)
    owner = persons_by_nik([asked.nik]).get(asked.nik)
    if owner is None or not user.sees(owner.area_id, "person.find"):
        return {"person": None}
    looked_at(request, owner, cell="person.find")
    return {"person": owner}


@persons.post("/alike/find", response=LikesOut)
def find_alike(request: HttpRequest, asked: LikeAsked) -> dict[str, Any]:
    """Who may be recorded already: the same NIK, or name, birth date and area alike.

    Ask before registering anybody. Nothing is written.
    """
    user = caller(request)
    may_or_404(user, "person.add", area=asked.area)
    sought = Sought(new_key(), **asked.model_dump())
    found = candidates_for([sought], by=user)[sought.key]
    for candidate in found:
        if candidate.person:
            looked_at(request, candidate.person, cell="person.add")
    return {"items": [_like(candidate) for candidate in found]}


@persons.get("/{person_id}", response=PersonOut)
def get_person(request: HttpRequest, person_id: UUID) -> Person:
    """One person's facts."""
    person = _person(request, person_id)
    looked_at(request, person, cell="person.read")
    return person


@persons.put("/{person_id}", response=PersonOut)
def put_person(request: HttpRequest, person_id: UUID, change: PersonIn) -> Person:
    """Correct a person's facts. What is left out becomes unknown; a NIK stays."""
    person, facts = _person(request, person_id), change.facts()
    if person.nik and not (change.nik or change.nik_missing):
        facts = replace(facts, nik=person.nik.digits)
    return edit_person(person=person, facts=facts, by=caller(request))


def _like(candidate: Candidate) -> dict[str, Any]:
    return {
        "person": candidate.person,
        "family": candidate.family,
        "verdict": candidate.likeness.verdict,
    }


def _person(request: HttpRequest, person_id: UUID) -> Person:
    return get_object_or_404(Person.objects.visible_to(caller(request)), pk=person_id)


def refuse_doubtful(faults: list[NumberFault]) -> None:
    """Errors are refused by the verbs; what only a card can settle is asked here."""
    for fault in faults:
        if fault.severity != "error":
            raise NumberDoubtful(fault=fault_text(fault))
