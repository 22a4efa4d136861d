"""What is to be done next: planned, settled, and the list of all that waits for oneself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.casework.pages import case_for, form_page, read_of
from berdaya.contacts import actions
from berdaya.contacts.actions.steps import NextStep
from berdaya.contacts.due import SOON, steps_for, unmet_by
from berdaya.contacts.forms import SettleForm, StepForm
from berdaya.contacts.models import Step
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

CASE = ("case__person", "case__family", "case__group", "case__worker", "case__supervisor")


@needs("contact.add")
@require_safe
def step_list(request: Request) -> HttpResponse:
    """What waits in the cases that one works on, by day; what it is stands on the case itself."""
    rows = steps_for(request.user).select_related(*CASE)
    page = page_of(rows, request.GET.get("page", ""), order=("due_on", "pk"))
    today = timezone.localdate()
    unmet = unmet_by(request.user).named().select_related("intake")
    context = {"page": page, "unmet": unmet, "today": today, "soon": today + SOON}
    return render(request, "contacts/step_list.html", context)


@needs("case-step.add")
def step_new(request: Request, case_id: UUID) -> HttpResponse:
    case = case_for(request, case_id, "contacts.plan_step")
    return form_page(
        request,
        StepForm(request.POST or None),
        case=case,
        ask=_("What is to be done next?"),
        back=reverse("contact_list", args=[case.pk]),
        deed=lambda said: actions.plan_step(
            key=said["key"],
            case=case,
            step=NextStep(said["words"], said["due_on"]),
            by=request.user,
        ),
    )


@needs("case-step.change")
def step_settle(request: Request, step_id: UUID) -> HttpResponse:
    rows = Step.objects.visible_to(request.user, "contacts.settle_step").open()
    step = get_object_or_404(rows.select_related(*CASE), pk=step_id)
    read_of(request, step.case)
    return form_page(
        request,
        SettleForm(request.POST or None),
        case=step.case,
        ask=step.words,
        back=reverse("contact_list", args=[step.case_id]),
        deed=lambda said: actions.settle_step(step=step, state=said["state"], by=request.user),
    )
