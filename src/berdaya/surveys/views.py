"""The pages of a survey: begin, answer, look again, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from berdaya.access.doors import may_or_404, needs
from berdaya.consents.actions import record_answer
from berdaya.consents.asking import asking_of
from berdaya.people.models import Door, Family
from berdaya.rules.instruments.applicability import Roster
from berdaya.rules.instruments.definition import Instrument, UnknownInstrument, load
from berdaya.surveys.actions import (
    NewAssessment,
    discard_draft,
    keep_draft,
    record_assessment,
)
from berdaya.surveys.answers import PURPOSE, rosters_on_their_days
from berdaya.surveys.forms import ConfirmForm, CorrectionForm, GroupForm, StartForm
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.review import review_of, steps_of
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("assessment.add")
def survey_start(request: Request, family_id: UUID, instrument: str) -> HttpResponse:
    """Choose the day of the visit, or go on with what was begun."""
    family = _family(request, family_id)
    definition = _definition(instrument)
    draft = Draft.objects.filter(family=family, instrument=instrument, by=request.user).first()
    form = StartForm(
        request.POST or None, initial={"conducted_on": draft.conducted_on} if draft else {}
    )
    roster = list(family.roster())
    asking = asking_of(family, PURPOSE, roster, request.POST or None, timezone.localdate())
    if form.is_valid():
        with refusals_in(form):
            for answer in asking.answers(form.cleaned_data["conducted_on"]):
                record_answer(answer=answer, by=request.user)
            draft = keep_draft(
                family=family,
                instrument=instrument,
                answers={},
                by=request.user,
                **form.cleaned_data,
            )
            return redirect("survey_group", draft.pk, 1)
    context = {
        "family": family,
        "definition": definition,
        "title": said(definition.title),
        "purpose": said(definition.purpose),
        "groups": [(said(group.title), len(group.items)) for group in definition.groups],
        "draft": draft,
        "form": form,
        "roster": roster,
        "asking": asking,
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/survey_start.html", context, status=status)


@needs("draft.read")
def survey_group(request: Request, draft_id: UUID, number: int) -> HttpResponse:
    """One group of questions. Every press of a button keeps what was answered."""
    draft = _draft(request, draft_id)
    if not draft:
        return _recorded(request, draft_id)
    definition = _definition(draft.instrument)
    if not 1 <= number <= len(definition.groups):
        raise Http404
    group = definition.groups[number - 1]
    last = _last(draft)
    form = GroupForm(
        request.POST or None,
        definition=definition,
        group=group,
        roster=_roster(draft),
        on=draft.conducted_on,
        answers=draft.answers,
        before=last.answers if last else {},
    )
    if form.is_valid():
        with refusals_in(form):
            keep_draft(
                family=draft.family,
                instrument=draft.instrument,
                answers=form.answers(),
                conducted_on=draft.conducted_on,
                by=request.user,
            )
            return _onwards(request, draft, number, len(definition.groups))
    context = {
        "draft": draft,
        "form": form,
        "group": {"title": said(group.title), "intro": said(group.intro)},
        "questions": list(form.questions()),
        "last": last,
        "number": number,
        "steps": steps_of(definition, draft, now=number),
        "is_last": number == len(definition.groups),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/survey_group.html", context, status=status)


def _onwards(request: Request, draft: Draft, number: int, count: int) -> HttpResponse:
    if "silently" in request.POST:
        return HttpResponse(status=204)
    if "later" in request.POST:
        messages.success(request, _("Kept. You can go on whenever you like."))
        return redirect(draft.family)
    if "back" in request.POST:
        return redirect("survey_group", draft.pk, max(1, number - 1))
    if number < count:
        return redirect("survey_group", draft.pk, number + 1)
    return redirect("survey_review", draft.pk)


@needs("draft.read")
def survey_review(request: Request, draft_id: UUID) -> HttpResponse:
    """All answers once more; the press of the button records them."""
    draft = _draft(request, draft_id)
    if not draft:
        return _recorded(request, draft_id)
    definition = _definition(draft.instrument)
    form = (CorrectionForm if draft.replaces_id else ConfirmForm)(request.POST or None)
    if form.is_valid():
        entry = NewAssessment(draft.pk, draft.family, draft.answers, draft.conducted_on)
        with refusals_in(form):
            assessment = record_assessment(
                entry=entry,
                instrument=draft.instrument,
                door=Door.WEB,
                by=request.user,
                replaces=draft.replaces,
                **form.cleaned_data,
            )
            return redirect("result_detail", assessment.pk)
    pages = review_of(definition, draft, _roster(draft))
    context = {
        "draft": draft,
        "form": form,
        "pages": pages,
        "missing": sum(page.missing for page in pages),
        "steps": steps_of(definition, draft, now=len(definition.groups) + 1),
    }
    status = 422 if form.errors else 200
    return render(request, "surveys/survey_review.html", context, status=status)


@needs("draft.end")
@require_POST
def survey_discard(request: Request, draft_id: UUID) -> HttpResponse:
    draft = _draft(request, draft_id)
    if not draft:
        return _recorded(request, draft_id)
    family = draft.family
    discard_draft(draft=draft, by=request.user)
    messages.success(request, _("The unfinished survey was thrown away."))
    return redirect(family)


def _family(request: Request, family_id: UUID) -> Family:
    families = Family.objects.visible_to(request.user).select_related("area")
    family = get_object_or_404(families, pk=family_id)
    may_or_404(request.user, "surveys.record_assessment", area=family.area_id)
    return family


def _draft(request: Request, draft_id: UUID) -> Draft | None:
    """A draft is its author's alone, and only while the family is in sight."""
    drafts = Draft.objects.filter(by=request.user).select_related("family", "replaces")
    return drafts.filter(
        request.user.sight_of("family__area__code", "draft.read"), pk=draft_id
    ).first()


def _recorded(request: Request, draft_id: UUID) -> HttpResponse:
    """Where a draft was, its result is: after a second press of the button, or going back."""
    own = Assessment.objects.visible_to(request.user).filter(by=request.user)
    return redirect("result_detail", get_object_or_404(own, pk=draft_id).pk)


def _definition(instrument: str) -> Instrument:
    try:
        return load(instrument)
    except UnknownInstrument:
        raise Http404 from None


def _roster(draft: Draft) -> Roster:
    entry = NewAssessment(draft.pk, draft.family, {}, draft.conducted_on)
    return rosters_on_their_days([entry], timezone.localdate())[
        draft.family_id, draft.conducted_on
    ]


def _last(draft: Draft) -> Assessment | None:
    """How the family answered before, to be shown beside each question."""
    rows = Assessment.objects.across_areas(why="of a family in sight").standing()
    if draft.replaces_id:
        rows = rows.exclude(pk=draft.replaces_id)
    return (
        rows.filter(family=draft.family_id, instrument=draft.instrument)
        .filter(conducted_on__lte=draft.conducted_on)
        .order_by("-conducted_on", "-recorded_at", "-pk")
        .first()
    )
