"""What a family or person told before and may confirm, for programs."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from berdaya.access.looking import looked_at
from berdaya.api.callers import caller
from berdaya.api.values import PastDay
from berdaya.people.models import Family, Person
from berdaya.rules.instruments.definition import UnknownInstrument, load
from berdaya.surveys.answers import NewAssessment
from berdaya.surveys.api import SLUG
from berdaya.surveys.known import known_of

known_facts_of = Router(tags=["surveys"])


class KnownOut(Schema):
    item: str
    answer: int | str
    since: str = Field(description="The day on which it was last asked in full")
    until: str = Field(description="From this day on it is asked anew")
    source: str = Field(alias="door", description="The door it came through: web, file, api, …")


class KnownFacts(Schema):
    items: list[KnownOut]


class KnownAsked(Schema):
    family: UUID
    person: UUID | None = Field(None, description="Where it asks about one member")
    on: PastDay | None = Field(None, description="The day of the visit; today if not given")


@known_facts_of.get("/{instrument}", response=KnownFacts)
def list_known_facts(
    request: HttpRequest,
    instrument: Annotated[str, Field(pattern=SLUG, max_length=60)],
    asked: Annotated[KnownAsked, Query()],
) -> dict[str, Any]:
    """Answers young enough to be confirmed in place of being asked anew.

    Show each with its age and let the family say whether it is still right; then send its code
    in `confirmed` of the survey. An answer that nobody confirmed is not carried over.
    """
    user = caller(request)
    families = Family.objects.visible_to(user, "assessment.read")
    family = get_object_or_404(families, pk=asked.family)
    persons = Person.objects.visible_to(user, "assessment.read")
    person = get_object_or_404(persons, pk=asked.person) if asked.person else None
    try:
        definition = load(instrument)
    except UnknownInstrument:
        raise Http404 from None
    today = timezone.localdate()
    day: date = asked.on or today
    entry = NewAssessment(family.pk, family, {}, day, person)
    found = known_of(entry, definition, today)
    looked_at(request, family, cell="assessment.read", known=len(found))
    return {
        "items": [
            {
                "item": code,
                "answer": fact.answer,
                "since": fact.since.isoformat(),
                "until": fact.until.isoformat(),
                "door": fact.door,
            }
            for code, fact in found.items()
        ]
    }
