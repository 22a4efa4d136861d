"""The pages of a result: the stage and the next step, the sheet, and its correction."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.surveys.actions import discard_draft, keep_draft
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.results import read_result
from berdaya.surveys.shown import corrections_of, shown
from berdaya.ui.requests import Request


@login_required
@require_safe
def result_detail(request: Request, assessment_id: UUID) -> HttpResponse:
    """The stage, exactly what holds the next one back, and what can be done about it."""
    assessment = _assessment(request, assessment_id)
    newer = Assessment.objects.visible_to(request.user).filter(replaces=assessment).first()
    area = assessment.family.area_id
    context = {
        "assessment": assessment,
        "family": assessment.family,
        "result": shown(read_result(assessment)),
        "corrections": corrections_of(assessment),
        "newer": newer,
        "may_correct": not newer and may(request.user, "surveys.record_assessment", area=area),
    }
    return render(request, "surveys/result_detail.html", context)


@login_required
@require_safe
def result_sheet(request: Request, assessment_id: UUID) -> HttpResponse:
    """One page for the family to keep: pictures before words, no identity numbers."""
    assessment = _assessment(request, assessment_id)
    context = {
        "assessment": assessment,
        "family": assessment.family,
        "result": shown(read_result(assessment)),
    }
    return render(request, "surveys/result_sheet.html", context)


@login_required
@require_POST
def result_correct(request: Request, assessment_id: UUID) -> HttpResponse:
    """Begin a correction: a draft with the answers given, which will replace this assessment."""
    assessment = _assessment(request, assessment_id)
    if not may(request.user, "surveys.record_assessment", area=assessment.family.area_id):
        raise Http404
    family, instrument = assessment.family, assessment.instrument
    draft = Draft.objects.filter(family=family, instrument=instrument, by=request.user).first()
    if draft and draft.replaces_id != assessment.pk:
        discard_draft(draft=draft, by=request.user)
        draft = None
    if not draft:
        draft = keep_draft(
            family=family,
            instrument=instrument,
            answers=assessment.answers,
            conducted_on=assessment.conducted_on,
            by=request.user,
            replaces=assessment,
        )
    return redirect("survey_group", draft.pk, 1)


def _assessment(request: Request, assessment_id: UUID) -> Assessment:
    rows = Assessment.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("family", "family__area", "by", "replaces"), pk=assessment_id
    )
