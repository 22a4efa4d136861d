"""The pages of a survey: answer, look again, or throw it away."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from berdaya.access.doors import needs
from berdaya.people.models import Door
from berdaya.rules.instruments.applicability import Roster
from berdaya.surveys.actions import (
    NewAssessment,
    discard_draft,
    keep_draft,
    record_assessment,
)
from berdaya.surveys.answers import Answer, rosters_on_their_days
from berdaya.surveys.forms import ConfirmForm, CorrectionForm, GroupForm
from berdaya.surveys.known import Known, known_facts, lately
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.provenance import from_screen
from berdaya.surveys.review import review_of, steps_of
from berdaya.surveys.start_views import definition_of
from berdaya.surveys.subjects import subject_of
from berdaya.ui.languages import said
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("draft.read")
def survey_group(request: Request, draft_id: UUID, number: int) -> HttpResponse:
    """One group of questions. Every press of a button keeps what was answered."""
    draft = _draft(request, draft_id)
    if not draft:
        return _recorded(request, draft_id)
    definition = definition_of(draft.instrument)
    if not 1 <= number <= len(definition.groups):
        raise Http404
    group = definition.groups[number - 1]
    roster, earlier = _roster(draft), _earlier(draft)
    last = earlier[0] if earlier else None
    form = GroupForm(
        request.POST or None,
        definition=definition,
        group=group,
        roster=roster,
        on=draft.conducted_on,
        answers=draft.answers,
        before=last.answers if last else {},
        known=_offered(draft, known_facts(definition, earlier, roster, draft.conducted_on)),
    )
    if form.is_valid():
        with refusals_in(form):
            keep_draft(
                family=draft.family,
                person=draft.person,
                instrument=draft.instrument,
                answers=form.answers(),
                conducted_on=draft.conducted_on,
                confirmed=form.confirmed(),
                by=request.user,
            )
            return _onwards(request, draft, number, len(definition.groups))
    context = {
        "draft": draft,
        "subject": subject_of(draft),
        "start_url": subject_of(draft).start_url(draft.instrument),
        "form": form,
        "group": {"title": said(group.title), "intro": said(group.intro)},
        "questions": list(form.questions()),
        "last": last,
        "has_known": any(code in form.known for code in form.fields),
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
        return redirect(subject_of(draft))
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
    definition = definition_of(draft.instrument)
    form = (CorrectionForm if draft.replaces_id else ConfirmForm)(request.POST or None)
    if form.is_valid():
        agent = request.headers.get("User-Agent", "")
        made = from_screen(draft.saves, agent, draft.confirmed)
        entry = replace(_entry(draft, draft.answers), provenance=made)
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
        "subject": subject_of(draft),
        "start_url": subject_of(draft).start_url(draft.instrument),
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
    subject = subject_of(draft)
    discard_draft(draft=draft, by=request.user)
    messages.success(request, _("The unfinished survey was thrown away."))
    return redirect(subject)


def _draft(request: Request, draft_id: UUID) -> Draft | None:
    """A draft is its author's alone, and only while the family is in sight."""
    drafts = Draft.objects.filter(by=request.user).select_related(
        "family", "person", "replaces"
    )
    return drafts.filter(
        request.user.sight_of("family__area__code", "draft.read"), pk=draft_id
    ).first()


def _recorded(request: Request, draft_id: UUID) -> HttpResponse:
    """Where a draft was, its result is: after a second press of the button, or going back."""
    own = Assessment.objects.visible_to(request.user).filter(by=request.user)
    return redirect("result_detail", get_object_or_404(own, pk=draft_id).pk)


def _roster(draft: Draft) -> Roster:
    entry = _entry(draft, {})
    rosters = rosters_on_their_days([entry], timezone.localdate())
    return rosters[entry.subject, draft.conducted_on]


def _entry(draft: Draft, answers: dict[str, Answer]) -> NewAssessment:
    return NewAssessment(draft.pk, draft.family, answers, draft.conducted_on, draft.person)


def _earlier(draft: Draft) -> list[Assessment]:
    """How they answered before, to be shown beside each question."""
    found = lately(draft.person or draft.family, draft.instrument, draft.conducted_on)
    return [one for one in found if one.pk != draft.replaces_id]


def _offered(draft: Draft, known: dict[str, Known]) -> dict[str, Known]:
    """What is not answered yet, or was confirmed. Who corrects has the answers before them."""
    if draft.replaces_id:
        return {}
    return {
        code: fact
        for code, fact in known.items()
        if draft.answers.get(code) is None or code in draft.confirmed
    }
