"""The pages of a result: the stage and the next step, the sheet, and its correction."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.access.looking import looked_at
from berdaya.people.lists import places_of
from berdaya.surveys.actions import keep_draft
from berdaya.surveys.judged import members_judged
from berdaya.surveys.models import Assessment
from berdaya.surveys.own import may_ask
from berdaya.surveys.rescored import judged_again
from berdaya.surveys.results import Reading, read_result
from berdaya.surveys.shown import corrections_of, shown
from berdaya.surveys.start_views import definition_of, draft_of
from berdaya.surveys.subjects import subject_of
from berdaya.ui.requests import Request


def result_page(request: Request, assessment_id: UUID) -> tuple[dict[str, Any], Reading]:
    """The stage and exactly what holds the next one back: for the page that adds what follows.

    The page itself stands in `followups`, the highest room whose facts it shows.
    """
    assessment = _assessment(request, assessment_id)
    looked_at(request, assessment.family, result=str(assessment.pk))
    newer, reading = _newer(assessment), read_result(assessment)
    area = assessment.family.area_id
    context = {
        "assessment": assessment,
        "subject": subject_of(assessment),
        "family": assessment.family,
        "result": shown(reading),
        "members_judged": members_judged(assessment),
        "corrections": corrections_of(assessment),
        "rescored": judged_again(assessment),
        "newer": newer,
        "may_correct": not newer
        and may(request.user, "assessment.change", area=area)
        and may_ask(reading.definition, area, request.user),
    }
    return context, reading


@needs("assessment.read")
@require_safe
def result_sheet(request: Request, assessment_id: UUID) -> HttpResponse:
    """One page for the family to keep: pictures before words, no identity numbers."""
    assessment = _assessment(request, assessment_id)
    looked_at(request, assessment.family, result=str(assessment.pk))
    context = {
        "assessment": assessment,
        "subject": subject_of(assessment),
        "family": assessment.family,
        "place": places_of({assessment.area_id})[assessment.area_id],
        "result": shown(read_result(assessment)),
    }
    return render(request, "surveys/result_sheet.html", context)


@needs("assessment.change")
@require_POST
def result_correct(request: Request, assessment_id: UUID) -> HttpResponse:
    """Begin a correction: a draft with the answers given, which will replace this assessment."""
    assessment = _assessment(request, assessment_id)
    subject, instrument = subject_of(assessment), assessment.instrument
    may_or_404(request.user, "assessment.change", area=subject.area)
    if newer := _newer(assessment):
        return redirect("result_detail", newer.pk)
    draft = draft_of(request, subject, instrument)
    if draft and draft.replaces_id != assessment.pk:
        # nothing that was answered is thrown away unasked
        messages.warning(request, _("First finish the survey you began, or throw it away."))
        return redirect(subject.start_url(instrument))
    if not draft:
        draft = keep_draft(
            family=subject.family,
            person=subject.person,
            instrument=instrument,
            answers=assessment.answers,
            conducted_on=assessment.conducted_on,
            by=request.user,
            replaces=assessment,
        )
    return redirect("survey_group", draft.pk, 1)


def _assessment(request: Request, assessment_id: UUID) -> Assessment:
    rows = Assessment.objects.across_areas(why="read_by follows").read_by(request.user)
    others = ("family", "family__area", "person", "by", "replaces")
    assessment = get_object_or_404(rows.select_related(*others), pk=assessment_id)
    definition_of(assessment.instrument, assessment.version)  # what cannot be read is not shown
    return assessment


def _newer(assessment: Assessment) -> Assessment | None:
    rows = Assessment.objects.across_areas(why="of an assessment in sight")
    return rows.filter(replaces=assessment).first()
