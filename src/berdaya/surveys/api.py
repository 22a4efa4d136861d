"""Questionnaires, surveys and results, for programs."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import StrictInt

from berdaya.access.looking import looked_at
from berdaya.access.models import User
from berdaya.api.callers import asked_in, caller
from berdaya.api.paging import Asked, Links, listed
from berdaya.api.values import NO_NUL, AreaCode, Line, PastDay
from berdaya.people.models import Door, Family, Person
from berdaya.rules.instruments.definition import (
    Condition,
    Instrument,
    Item,
    UnknownInstrument,
    load,
)
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.known import CONFIRMED, with_confirmed
from berdaya.surveys.models import Assessment, Assessments
from berdaya.surveys.own import everything
from berdaya.ui.languages import said

instruments, surveys = Router(tags=["instruments"]), Router(tags=["surveys"])
SLUG = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
# not `bool`: true is no answer of ours, and would be taken for 1
Answered = StrictInt | Annotated[str, Field(max_length=40, pattern=NO_NUL)] | None
Id = Annotated[str, Field(pattern=SLUG, max_length=60, description="As keluarga-sejahtera")]


class InstrumentOut(Schema):
    id: str
    version: str
    title: str
    subject: str = Field(description="Who is judged: family, person, group, …")
    status: str = Field(
        description="stable; needs-piloting: decide nothing by it alone; retired"
    )
    source: str


class OptionOut(Schema):
    value: str = Field(description="As it is sent; of a scale a whole number")
    text: str


class AskedAfterOut(Schema):
    """Asked only where another item was answered so."""

    item: str
    answer: int


class ItemOut(Schema):
    code: str
    text: str
    help: str
    kind: str = Field(description="yes_no, likert, number, date or choice")
    minimum: int
    maximum: int
    required: bool
    keeps: int = Field(
        description="Months in which an answer is confirmed, not asked; 0: never"
    )
    options: list[OptionOut] = Field(description="The points of a scale, or the choices")
    asked_after: AskedAfterOut | None
    ages: list[int | None] | None = Field(
        description="Whom it is asked of, in completed years, both ends included"
    )
    not_applicable: int = Field(description="How “does not apply” is sent")
    source: str


class LevelOut(Schema):
    code: str
    label: str


class OutputOut(Schema):
    name: str
    levels: list[LevelOut]


class WholeInstrumentOut(InstrumentOut):
    not_for: str = Field(description="What it may not be used for")
    items: list[ItemOut]
    outputs: list[OutputOut]


class Instruments(Schema):
    items: list[InstrumentOut]


@instruments.get("", response=Instruments)
def list_instruments(request: HttpRequest) -> dict[str, Any]:
    """The present version of every questionnaire, those that offices made (`own-…`) included."""
    return {"items": [_about(one) for one in everything()]}


@instruments.get("/{instrument}", response=WholeInstrumentOut)
def get_instrument(request: HttpRequest, instrument: Id) -> dict[str, Any]:
    """A questionnaire with its questions and results, in the language asked for."""
    found = _load(instrument)
    return {
        **_about(found),
        "not_for": said(found.not_for),
        "items": [_item(item) for item in found.items],
        "outputs": [
            {
                "name": output.name,
                "levels": [
                    {"code": level.code, "label": said(level.label)} for level in output.levels
                ],
            }
            for output in found.outputs
        ],
    }


class SurveyIn(Schema):
    """A filled questionnaire."""

    key: UUID = Field(description="Of your making, best a UUIDv7; the survey's key from now on")
    family: UUID
    person: UUID | None = Field(
        None,
        description="The member it asks about, where the questionnaire asks about a person",
    )
    instrument: Id
    conducted_on: PastDay
    answers: dict[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")], Answered] = Field(
        max_length=200,
        description="Item code to answer: 1 yes, 0 no, 2 does not apply, null unanswered; "
        "a number on a scale, where -9 does not apply; the code of a choice; "
        "a day as 2026-11-23",
    )
    confirmed: list[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]] = Field(
        default_factory=list,
        max_length=200,
        description="Items whose known answer the family said is still right; see known-facts",
    )
    replaces: UUID | None = Field(None, description="The survey that this one corrects")
    reason: Line = Field("", description="Of the correction")


class OutcomeOut(Schema):
    output: str
    level: str
    score: str | None
    blocked_by: list[str] = Field(description="Items that hold the family back")

    @staticmethod
    def resolve_blocked_by(outcome: Any) -> list[str]:
        return [code for code in outcome.blocked_by.split(",") if code]

    @staticmethod
    def resolve_score(outcome: Any) -> str | None:
        return None if outcome.score is None else str(outcome.score)


class SurveyOut(Schema):
    id: UUID
    family: UUID = Field(alias="family_id")
    person: UUID | None = Field(alias="person_id")
    area: str = Field(alias="area_id", description="Where they lived then")
    instrument: str
    version: str
    conducted_on: str
    recorded_at: str
    door: str
    replaces: UUID | None = Field(alias="replaces_id")
    outcomes: list[OutcomeOut]

    @staticmethod
    def resolve_conducted_on(assessment: Assessment) -> str:
        return assessment.conducted_on.isoformat()

    @staticmethod
    def resolve_recorded_at(assessment: Assessment) -> str:
        return assessment.recorded_at.isoformat()

    @staticmethod
    def resolve_outcomes(assessment: Assessment) -> list[Any]:
        return list(assessment.outcomes.all())


class WholeSurveyOut(SurveyOut):
    answers: dict[str, int | str | None]
    roster: list[dict[str, Any]] = Field(description="The members it was judged on")
    provenance: dict[str, Any] = Field(description="Where the answers came from")
    confirmed: dict[str, str] = Field(
        description="Items that were confirmed, and since when their answer is known"
    )

    @staticmethod
    def resolve_confirmed(assessment: Assessment) -> dict[str, str]:
        return dict(assessment.provenance.get(CONFIRMED, {}))


class SurveyPage(Links):
    items: list[SurveyOut]


class SurveysAsked(Asked):
    area: AreaCode | None = Field(None, description="Of families that live there now")
    family: UUID | None = None
    person: UUID | None = None
    instrument: Id | None = None
    year: int | None = Field(None, ge=1994, le=2200)


@surveys.get("", response=SurveyPage)
def list_surveys(
    request: HttpRequest, asked: Annotated[SurveysAsked, Query()]
) -> dict[str, Any]:
    """Surveys that no correction has replaced, in the order in which they were recorded."""
    rows = _in_sight(caller(request)).standing().prefetch_related("outcomes")
    if asked.area:
        rows = rows.filter(family__area__code__within=asked.area)
    if asked.family:
        rows = rows.filter(family=asked.family)
    if asked.person:
        rows = rows.filter(person=asked.person)
    if asked.instrument:
        rows = rows.filter(instrument=asked.instrument)
    if asked.year:
        rows = rows.filter(conducted_on__year=asked.year)
    page = listed(rows, asked, ("pk",), lambda row: row)
    looked_at(request, asked_in(request), cell="assessment.read", results=len(page["items"]))
    return page


@surveys.post("", response=WholeSurveyOut)
def post_survey(request: HttpRequest, survey: SurveyIn) -> Assessment:
    """Record a survey and judge it. The same key again is the same survey."""
    user = caller(request)
    family = get_object_or_404(Family.objects.visible_to(user), pk=survey.family)
    persons = Person.objects.visible_to(user)
    person = get_object_or_404(persons, pk=survey.person) if survey.person else None
    definition = _load(survey.instrument)
    replaces = (
        get_object_or_404(_in_sight(user), pk=survey.replaces) if survey.replaces else None
    )
    entry = NewAssessment(
        key=survey.key,
        family=family,
        person=person,
        answers=survey.answers,
        conducted_on=survey.conducted_on,
    )
    recorded = record_assessment(
        entry=with_confirmed(entry, definition, survey.confirmed, timezone.localdate()),
        instrument=survey.instrument,
        door=Door.API,
        by=user,
        replaces=replaces,
        reason=survey.reason,
    )
    return _whole(user, recorded.pk)


@surveys.get("/{survey_id}", response=WholeSurveyOut)
def get_survey(request: HttpRequest, survey_id: UUID) -> Assessment:
    """One survey with its answers and what they add up to."""
    found = _whole(caller(request), survey_id)
    looked_at(request, found.family, cell="assessment.read", result=str(found.pk))
    return found


def _in_sight(user: User) -> Assessments:
    """Of families that live in the user's areas now, as the pages show them."""
    rows = Assessment.objects.across_areas(why="the sight of the family follows")
    return rows.filter(user.sight_of("family__area__code", "assessment.read"))


def _whole(user: User, key: UUID) -> Assessment:
    return get_object_or_404(
        _in_sight(user).select_related("family").prefetch_related("outcomes"), pk=key
    )


def _load(instrument: str) -> Instrument:
    try:
        return load(instrument)
    except UnknownInstrument:
        raise Http404 from None


def _about(instrument: Instrument) -> dict[str, Any]:
    return {
        "id": instrument.id,
        "version": instrument.version,
        "title": said(instrument.title),
        "subject": instrument.subject,
        "status": instrument.status,
        "source": instrument.source,
    }


def _item(item: Item) -> dict[str, Any]:
    asked, ages = item.applies_when, item.ages
    return {
        "code": item.code,
        "text": said(item.text),
        "help": said(item.help),
        "kind": item.kind,
        "minimum": item.minimum,
        "maximum": item.maximum,
        "required": item.required,
        "keeps": item.keeps,
        "options": [{"value": one.code, "text": said(one.text)} for one in item.options],
        "asked_after": {"item": asked.item, "answer": asked.equals}
        if isinstance(asked, Condition)
        else None,
        "ages": [ages.low, ages.high] if ages else None,
        "not_applicable": item.not_applicable,
        "source": item.source,
    }
