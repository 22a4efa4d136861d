"""Referring the client of a case: first which service, then what it may be told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from berdaya.access.doors import needs
from berdaya.caseplans import actions
from berdaya.caseplans.models import CasePlan
from berdaya.caseplans.plan_views import PAGE, plan_for
from berdaya.casework.models import Case
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.models import Service
from berdaya.services.referral_forms import (
    FamilyReferralForm,
    GroupReferralForm,
    ReferralForm,
)
from berdaya.services.search import Sought, search
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("case-plan.change")
def case_referral_new(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.refer")
    case = plan.case
    if case.subject is None:
        raise Http404  # of a community nobody can be told who is sent
    back = reverse(PAGE, args=[case.pk])
    if not (key := request.GET.get("layanan", "")):
        return _which_service(request, plan, back)
    rows = Service.objects.standing().taking(_takes(case)).select_related("provider", "area")
    service = get_object_or_404(rows, pk=_key(key))
    form = _form(request, case)
    if form.is_valid():
        with refusals_in(form):
            whom: dict[str, Any] = {"family": None, case.subject_kind: case.subject}
            new = NewReferral(service=service, **whom | form.told())
            made = actions.refer(plan=plan, referral=new, by=request.user)
            messages.success(request, _("Noted. Now hand it over."))
            return redirect(made.referral)
    context = {
        "case": case,
        "ask": _("Refer to a service"),
        "lead": f"{service.name} · {service.provider.name} · {service.eligible}",
        "back": back,
    }
    return answer(request, "casework/one_form.html", context, form)


def _takes(case: Case) -> str:
    """Whom a service must take for this client."""
    return Service.Takes.GROUPS if case.group else Service.Takes.PEOPLE


def _form(request: Request, case: Case) -> ReferralForm:
    """What is asked: of a family also which person of it."""
    if case.family:
        persons = [it.person for it in case.family.roster()]
        return FamilyReferralForm(request.POST or None, persons=persons)
    return (GroupReferralForm if case.group else ReferralForm)(request.POST or None)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _which_service(request: Request, plan: CasePlan, back: str) -> HttpResponse:
    """Services near the client, by words."""
    text = request.GET.get("q", "").strip()[:80]
    sought = Sought(here=plan.case.area_id, words=text, takes=_takes(plan.case))
    page = search(sought, request.GET.get("page", ""))
    context = {"case": plan.case, "q": text, "page": page, "back": back}
    return render(request, "caseplans/service_choice.html", context)
