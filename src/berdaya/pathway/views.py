"""The path of a case, and taking a step on it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.models import Case
from berdaya.casework.pages import case_for, form_page
from berdaya.casework.sight import may
from berdaya.casework.tabs import tabs_of
from berdaya.casework.words import word
from berdaya.contacts.contact_views import may_on
from berdaya.pathway import actions
from berdaya.pathway.forms import StepForm
from berdaya.pathway.path import Path, is_closing, path_of
from berdaya.rules.casework.stages import BACK, CLOSE, END, ON, Step
from berdaya.ui.languages import said
from berdaya.ui.requests import Request

_CLOSED = gettext_lazy(
    "What was written stays to be read. Looking in again goes on, and the supervisor can open "
    "the case again."
)
ORDER = (ON, CLOSE, BACK, END)


@needs("case.read")
@require_safe
def case_path(request: Request, case_id: UUID) -> HttpResponse:
    """The six stages: what is done, what is missing now, and what may come next."""
    case = case_for(request, case_id, "case.read")
    path = path_of(case)
    onward = [it for it in path.steps if it.kind in (ON, CLOSE)]
    context = {
        "case": case,
        "path": path,
        "onward": onward,
        "is_ending_near": not onward or path.is_unwanted,
        "back": [it for it in path.steps if it.kind == BACK],
        "endings": [it for it in path.steps if it.kind == END],
        "ended_for": word("end-reasons", path.ending) if path.ending else "",
        "tabs": tabs_of(case, request.user, "case_path"),
        "may_record": may_on(request.user, case)["may_record"],
        "may_step": may(request.user, "pathway.move_on", case),
    }
    return render(request, "pathway/path.html", context)


@needs("case-stage.change")
def case_step(request: Request, case_id: UUID, kind: str, code: str) -> HttpResponse:
    """Take one of the steps that may come next."""
    case = case_for(request, case_id, "pathway.move_on")
    path = path_of(case)
    step = path.step(kind, code)
    if step is None or kind not in ORDER:
        raise Http404
    form = StepForm(
        request.POST or None, asks_reason=step.asks_reason, initial={"seen": path.taken}
    )
    return form_page(
        request,
        form,
        case=case,
        ask=_asked(path, step),
        lead=_CLOSED if is_closing(step) else said(step.about),
        back=reverse("case_path", args=[case.pk]),
        deed=lambda answers: _take(case, step, answers, request),
        template="pathway/step.html",
        step=step,
        said_no_on=None,  # what the step lacks says it
    )


def _asked(path: Path, step: Step) -> str:
    """What the page calls the step: the stage it leads to, or the step itself."""
    if step.kind != ON:
        return said(step.title)
    stage = path.milestones[step.to_stage - 1].stage
    return f"{said(step.title)}: {said(stage.title)}"


def _take(case: Case, step: Step, answers: dict[str, Any], request: Request) -> Case:
    if is_closing(step):
        return actions.close(case=case, seen=answers["seen"], on=answers["on"], by=request.user)
    ending = step.code if step.kind == END else ""
    return actions.move_on(
        case=case, to=step.to_stage, ending=ending, by=request.user, **answers
    )
