"""The assessment of a case: what is written, what is missing, instruments, earlier editions."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.casework.words import words
from berdaya.psychosocial import actions
from berdaya.psychosocial.actions.assessing import FACETS, WORDS
from berdaya.psychosocial.facts import facts_of, newest_edition
from berdaya.psychosocial.forms import AssessmentForm
from berdaya.psychosocial.group_views import of_group
from berdaya.psychosocial.instruments import chosen_among, may_ask, results_of, subject_of
from berdaya.psychosocial.kinship import kinship_of
from berdaya.psychosocial.models import ChosenResult, Edition
from berdaya.psychosocial.pages import noted, row_for
from berdaya.rules.casework.stages import definition
from berdaya.rules.casework.vocabulary import terms
from berdaya.surveys.models import Assessment
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

ROOM = "psychosocial"
NEWEST = 8  # results that are offered for choosing


@needs("case-assessment.read")
@require_safe
def case_assessment(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "case-assessment.read")
    today = timezone.localdate()
    rows = Edition.objects.across_areas(why="of a case that was found").of(case)
    editions = list(rows.select_related("by").order_by("-number")[:20])
    edition = editions[0] if editions else None
    facts = facts_of(case, edition, kinship_of(case, today.year, ties=False))
    has_kin = case.subject_kind in (Case.Kind.PERSON, Case.Kind.FAMILY)
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_assessment"),
        "steps": [
            (said(fact.words if fact.code in facts else fact.missing), fact.code in facts)
            for fact in definition().facts.values()
            if fact.room == ROOM and (has_kin or fact.code != "kin-recorded")
        ],
        "has_kin": has_kin,
        "editions": editions,
        "may_write": may(request.user, "psychosocial.write_assessment", case)
        and case.state == Case.State.OPEN,
        **as_read(edition),
        **_instruments(request.user, case),
    }
    return render(request, "psychosocial/case_assessment.html", context)


def as_read(edition: Edition | None) -> dict[str, Any]:
    """One edition as pages show it: problems beside strengths, then what was chosen."""
    return {
        "edition": edition,
        "facets": [
            (said(term.words), getattr(edition, term.code))
            for term in terms("problem-facets")
            if edition and term.code in FACETS
        ],
        "methods": words("assessment-methods", edition.methods) if edition else "",
    }


def _instruments(user: User, case: Case) -> dict[str, Any]:
    """What may be asked, what the case holds, what else there is to choose."""
    if case.group_id:
        return of_group(case)
    subject, results = subject_of(case), results_of(case)
    chosen = chosen_among(case, results)
    known = {entry.assessment.pk for _row, entry in chosen}
    reads = subject is not None and user.may("assessment.read", area=subject.area)
    asks = subject is not None and user.may("surveys.record_assessment", area=subject.area)
    others = [one for one in results if one.assessment.pk not in known][:NEWEST]
    return {
        "chosen": [(row, it, said(it.definition.title)) for row, it in chosen],
        "others": [(it, said(it.definition.title)) for it in others] if reads else [],
        "may_open": reads,
        "is_asked": case.subject is not None,
        "askable": may_ask(subject, results, user, timezone.localdate())
        if subject and asks
        else [],
    }


@needs("case-assessment.add")
def assessment_write(request: Request, case_id: UUID) -> HttpResponse:
    """Write a new edition, beginning with what the newest says."""
    case = case_for(request, case_id, "psychosocial.write_assessment")
    edition = newest_edition(case)
    form = AssessmentForm(request.POST or None, initial=_as_written(edition))
    return form_page(
        request,
        form,
        case=case,
        ask=_("Assessment"),
        lead=_(
            "Write what you know today and save; you can go on later. What was saved before "
            "stays as it was."
        ),
        back=case_url(case),
        template="psychosocial/assessment_write.html",
        facet_fields=[form[name] for name in FACETS],
        deed=lambda _said: actions.write_assessment(
            case=case, written=form.written(), by=request.user
        ),
    )


def case_url(case: Case) -> str:
    return f"{case.get_absolute_url()}asesmen/"


def _as_written(edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {}
    known = {name: getattr(edition, name) for name in (*WORDS, "methods", "chosen")}
    return {**known, "after": edition.number}


@needs("case-assessment.read")
@require_safe
def edition_detail(request: Request, edition_id: UUID) -> HttpResponse:
    """An earlier edition, as it was written."""
    rows = Edition.objects.visible_to(request.user, "case-assessment.read")
    whole = ("by", "case__person", "case__family", "case__group", "case__area")
    edition = get_object_or_404(rows.select_related(*whole), pk=edition_id)
    read_of(request, edition.case)
    context = {"case": edition.case, "back": case_url(edition.case), **as_read(edition)}
    return render(request, "psychosocial/edition_detail.html", context)


@needs("case-assessment.add")
@require_POST
def result_choose(request: Request, case_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Take a result into the case."""
    case = case_for(request, case_id, "psychosocial.choose_result")
    rows = Assessment.objects.across_areas(why="read_by follows").read_by(request.user)
    assessment = get_object_or_404(rows, pk=assessment_id)
    noted(
        request,
        lambda: actions.choose_result(case=case, assessment=assessment, by=request.user),
    )
    return redirect(case_url(case) + "#alat-ukur")


@needs("case-assessment.end")
@require_POST
def result_drop(request: Request, result_id: UUID) -> HttpResponse:
    """Take a result out of the case again."""
    result = row_for(request, ChosenResult, result_id, "psychosocial.drop_result")
    noted(request, lambda: actions.drop_result(result=result, by=request.user))
    return redirect(case_url(result.case) + "#alat-ukur")
