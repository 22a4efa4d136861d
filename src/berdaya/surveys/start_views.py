"""The first page of a survey, of a family or of one of its members."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from berdaya.access.doors import may_or_404, needs
from berdaya.consents.actions import record_answer
from berdaya.consents.asking import asking_of
from berdaya.people.models import Family, Membership, Person
from berdaya.rules.instruments.definition import Instrument, UnknownInstrument, load
from berdaya.surveys.actions import keep_draft
from berdaya.surveys.answers import PURPOSE
from berdaya.surveys.forms import StartForm
from berdaya.surveys.models import Draft
from berdaya.surveys.own import may_ask
from berdaya.surveys.subjects import Subject, member
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("assessment.add")
def survey_start(request: Request, family_id: UUID, instrument: str) -> HttpResponse:
    """Choose the day of the visit to a family, or go on with what was begun."""
    families = Family.objects.visible_to(request.user).select_related("area")
    family = get_object_or_404(families, pk=family_id)
    return _start(request, Subject(family), definition_of(instrument))


@needs("assessment.add")
def survey_start_person(request: Request, person_id: UUID, instrument: str) -> HttpResponse:
    """The same for one person, as a member of the family they belong to today."""
    persons = Person.objects.visible_to(request.user)
    memberships = Membership.objects.present().select_related("person", "family__area")
    membership = get_object_or_404(memberships, person=get_object_or_404(persons, pk=person_id))
    return _start(request, member(membership), definition_of(instrument))


def _start(request: Request, subject: Subject, definition: Instrument) -> HttpResponse:
    may_or_404(request.user, "surveys.record_assessment", area=subject.area)
    if definition.subject != subject.kind or not may_ask(
        definition, subject.area, request.user
    ):
        raise Http404
    draft = draft_of(request, subject, definition.id)
    form = StartForm(
        request.POST or None, initial={"conducted_on": draft.conducted_on} if draft else {}
    )
    roster = list(subject.family.roster())
    today = timezone.localdate()
    asking = asking_of(subject.family, PURPOSE, roster, request.POST or None, today)
    if form.is_valid():
        with refusals_in(form):
            for answer in asking.answers(form.cleaned_data["conducted_on"]):
                record_answer(answer=answer, by=request.user)
            draft = keep_draft(
                family=subject.family,
                person=subject.person,
                instrument=definition.id,
                answers={},
                by=request.user,
                **form.cleaned_data,
            )
            return redirect("survey_group", draft.pk, 1)
    context = {
        "subject": subject,
        "family": subject.family,
        "definition": definition,
        "title": said(definition.title),
        "purpose": said(definition.purpose),
        "groups": [(said(group.title), len(group.items)) for group in definition.groups],
        "draft": draft,
        "form": form,
        "roster": [one for one in roster if subject.person in (None, one.person)],
        "asking": asking,
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/survey_start.html", context, status=status)


def draft_of(request: Request, subject: Subject, instrument: str) -> Draft | None:
    """What this user has begun to ask them."""
    drafts = Draft.objects.filter(by=request.user, instrument=instrument, person=subject.person)
    return (drafts if subject.person else drafts.filter(family=subject.family)).first()


def definition_of(instrument: str, version: str = "") -> Instrument:
    """The version, or the present one; a page that does not exist where there is none."""
    try:
        return load(instrument, version)
    except UnknownInstrument:
        raise Http404 from None
