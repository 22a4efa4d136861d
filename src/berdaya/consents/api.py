"""What families and persons agreed to, for programs."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import model_validator

from berdaya.access.looking import looked_at
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, PastDay
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.models import Consent
from berdaya.people.models import Family, Person
from berdaya.rules.purposes.definition import Purpose, purposes
from berdaya.ui.languages import said

consents = Router(tags=["consents"])
PurposeId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$", max_length=40)]


class PurposeOut(Schema):
    id: str
    title: str
    basis: str = Field(description="The legal basis, UU 27/2022 Article 20")
    silence_allows: bool = Field(description="Whether data may be used before anybody is asked")
    subjects: list[str] = Field(description="Whom it can be asked of: family, person")
    text_version: str = Field(description="Of the words in use today")
    records: str = Field(description="What is recorded, in the words put to people")
    why: str
    stops: str = Field(description="What ends with a withdrawal")


class Purposes(Schema):
    items: list[PurposeOut]


class ConsentIn(Schema):
    """What somebody said about one purpose."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the answer's key from now on")
    family: UUID | None = Field(None, description="Whom it is about: a family …")
    person: UUID | None = Field(None, description="… or one person")
    purpose: PurposeId
    act: Consent.Act
    text_version: str = Field(max_length=20, pattern=NO_NUL, description="Words put to them")
    relation: Consent.Relation = Field(description="As whom they answered")
    how: Consent.How
    said_on: PastDay
    answered_by: UUID | None = Field(None, description="The person who answered, if registered")
    answered_name: str = Field("", max_length=100, pattern=NO_NUL, description="Or their name")

    @model_validator(mode="after")
    def about_one(self) -> "ConsentIn":
        if (self.family is None) == (self.person is None):
            raise ValueError
        return self


class ConsentOut(Schema):
    id: UUID
    family: UUID | None = Field(alias="family_id")
    person: UUID | None = Field(alias="person_id")
    purpose: str
    act: str
    text_version: str
    relation: str
    covers_child: bool
    how: str
    said_on: str
    answered_by: UUID | None = Field(alias="answered_by_id")
    answered_name: str

    @staticmethod
    def resolve_said_on(consent: Consent) -> str:
        return consent.said_on.isoformat()


class ConsentPage(Links):
    items: list[ConsentOut]


class ConsentsAsked(Asked):
    area: AreaCode | None = Field(
        None, description="Of those who lived there when they said so"
    )
    family: UUID | None = None
    person: UUID | None = None
    purpose: PurposeId | None = None


@consents.get("/purposes", response=Purposes)
def list_purposes(request: HttpRequest) -> dict[str, Any]:
    """Every purpose with the words in which it is asked today, in the language asked for."""
    return {"items": [_about(one) for one in purposes().values()]}


@consents.get("", response=ConsentPage)
def list_consents(
    request: HttpRequest, asked: Annotated[ConsentsAsked, Query()]
) -> dict[str, Any]:
    """Everything that was said, in the order in which it was noted; the latest word counts."""
    rows = Consent.objects.visible_to(caller(request), "consent.read")
    if asked.area:
        rows = rows.filter(area__code__within=asked.area)
    given = {"family": asked.family, "person": asked.person, "purpose": asked.purpose}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    page = listed(rows, asked, ("pk",), lambda row: row)
    looked_at(request, asked_in(request), cell="consent.read", answers=len(page["items"]))
    return page


@consents.post("", response=ConsentOut)
def post_consent(request: HttpRequest, consent: ConsentIn) -> Consent:
    """Note an answer. A change of mind is a new one; the same key again is the same answer."""
    user = caller(request)
    families, persons = Family.objects.visible_to(user), Person.objects.visible_to(user)
    subject = (
        get_object_or_404(families, pk=consent.family)
        if consent.family
        else get_object_or_404(persons, pk=consent.person)
    )
    who = get_object_or_404(persons, pk=consent.answered_by) if consent.answered_by else None
    told = consent.model_dump(exclude={"family", "person", "answered_by"})
    return record_answer(answer=Answer(subject=subject, answered_by=who, **told), by=user)


def _about(one: Purpose) -> dict[str, Any]:
    words = one.wording_on(timezone.localdate())
    return {
        "id": one.id,
        "title": said(one.title),
        "basis": said(one.basis.name),
        "silence_allows": one.silence_allows,
        "subjects": list(one.subjects),
        "text_version": words.version,
        "records": said(words.records),
        "why": said(words.why),
        "stops": said(one.stops),
    }
