"""Asking the group of a case, and what its answers come to."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.psychosocial import actions
from berdaya.psychosocial.asking import (
    asked_of_groups,
    entry_of,
    reading_of_group,
    results_of_group,
)
from berdaya.psychosocial.forms import AskGroupForm
from berdaya.psychosocial.models import GroupResult
from berdaya.psychosocial.pages import noted, row_for
from berdaya.surveys.shown import shown
from berdaya.surveys.timeline import latest
from berdaya.ui.languages import said
from berdaya.ui.requests import Request


def of_group(case: Case) -> dict[str, Any]:
    """The instruments of a group as the page of the assessment shows them. One query."""
    entries = [entry_of(one) for one in results_of_group(case)]
    return {
        "answered": [(one, said(one.definition.title)) for one in entries],
        "asked": [
            (one, said(one.title), said(one.purpose), latest(entries, one.id))
            for one in asked_of_groups()
        ],
    }


@needs("case-assessment.add")
def group_ask(request: Request, case_id: UUID, instrument: str) -> HttpResponse:
    """The questions of one questionnaire, asked of the group together."""
    case = case_for(request, case_id, "psychosocial.ask_group")
    definition = next((one for one in asked_of_groups() if one.id == instrument), None)
    if definition is None or not case.group_id:
        raise Http404
    form = AskGroupForm(request.POST or None, definition=definition)
    return form_page(
        request,
        form,
        case=case,
        ask=said(definition.title),
        lead=said(definition.purpose),
        back=_instruments(case),
        template="psychosocial/group_ask.html",
        not_for=said(definition.not_for),
        deed=lambda _said: actions.ask_group(case=case, told=form.told(), by=request.user),
    )


@needs("case-assessment.read")
@require_safe
def group_result(request: Request, result_id: UUID) -> HttpResponse:
    """What the group's answers come to, what holds it back, and what can be done."""
    result = row_for(request, GroupResult, result_id, "case-assessment.read", "by")
    case = result.case
    reading = reading_of_group(result, results_of_group(case))
    context = {
        "case": case,
        "tabs": tabs_of(case, request.user, "case_assessment"),
        "made": result,
        "result": shown(reading),
        "is_of_group": True,
        "back": _instruments(case),
        "may_drop": may(request.user, "psychosocial.drop_result", case)
        and case.state == Case.State.OPEN,
    }
    return render(request, "psychosocial/group_result.html", context)


@needs("case-assessment.end")
@require_POST
def group_result_drop(request: Request, result_id: UUID) -> HttpResponse:
    """Take out what was noted wrongly; the case keeps it unseen."""
    result = row_for(request, GroupResult, result_id, "psychosocial.drop_result")
    noted(request, lambda: actions.drop_result(result=result, by=request.user))
    return redirect(_instruments(result.case))


def _instruments(case: Case) -> str:
    return reverse("case_assessment", args=[case.pk]) + "#alat-ukur"
