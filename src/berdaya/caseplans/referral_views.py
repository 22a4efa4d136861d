"""Referring the client of a case: first which service, then what it may be told."""

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
from berdaya.people.models import Person
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.models import Service
from berdaya.services.referral_forms import ReferralForm
from berdaya.services.search import Sought, search
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("case-plan.change")
def case_referral_new(request: Request, plan_id: UUID) -> HttpResponse:
    plan = plan_for(request, plan_id, "caseplans.refer")
    case = plan.case
    if not (case.person or case.family):
        raise Http404  # a service is for people
    back = reverse(PAGE, args=[case.pk])
    if not (key := request.GET.get("layanan", "")):
        return _which_service(request, plan, back)
    rows = Service.objects.standing().select_related("provider", "area")
    service = get_object_or_404(rows, pk=_key(key))
    persons = _persons(plan)
    form = ReferralForm(request.POST or None, persons=persons)
    if case.person:
        del form.fields["person"]
    if form.is_valid():
        with refusals_in(form):
            told = form.told() if case.family else _told_of_one(form, case.person)
            new = NewReferral(service=service, family=case.family, **told)
            made = actions.refer(plan=plan, referral=new, by=request.user)
            messages.success(request, _("Noted. Now hand it over."))
            return redirect(made.referral)
    context = {
        "case": case,
        "ask": _("Refer to a service"),
        "lead": f"{service.name} · {service.provider.name}",
        "back": back,
    }
    return answer(request, "casework/one_form.html", context, form)


def _told_of_one(form: ReferralForm, person: Person | None) -> dict[str, object]:
    said = dict(form.cleaned_data)
    return said | {"person": person, "tells": frozenset(said["tells"])}


def _persons(plan: CasePlan) -> list[Person]:
    family = plan.case.family
    return [it.person for it in family.roster()] if family else []


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _which_service(request: Request, plan: CasePlan, back: str) -> HttpResponse:
    """Services near the client, by words."""
    text = request.GET.get("q", "").strip()[:80]
    sought = Sought(here=plan.case.area_id, words=text)
    page = search(sought, request.GET.get("page", ""))
    context = {"case": plan.case, "q": text, "page": page, "back": back}
    return render(request, "caseplans/service_choice.html", context)
