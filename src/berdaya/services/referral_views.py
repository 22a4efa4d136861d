"""Referrals: which wait for an answer, one with its steps, a new one, a step, the letter."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from berdaya.access.actions import may as may_in
from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.people.models import Family
from berdaya.services import actions, letter
from berdaya.services.actions.answering import NewStep
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.models import Referral, Service
from berdaya.services.passing import passed_on
from berdaya.services.referral_forms import FamilyReferralForm, StepForm
from berdaya.services.shown import whatsapp_of
from berdaya.services.sight import may
from berdaya.services.steps import FOLLOWS
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

STATE = Referral.State
MOST_FAMILIES = 20
UNANSWERED = (STATE.DRAFTED, STATE.SENT, STATE.NOT_REACHED)
# address, state, and what the button says
STEPS: dict[str, tuple[str, Any]] = {
    "kirim": (STATE.SENT, pgettext_lazy("referral step", "It was handed over")),
    "terima": (STATE.ACCEPTED, pgettext_lazy("referral step", "They accept")),
    "tolak": (STATE.REFUSED, pgettext_lazy("referral step", "They refuse")),
    "selesai": (STATE.SERVED, pgettext_lazy("referral step", "Served")),
    "tak-terhubung": (STATE.NOT_REACHED, pgettext_lazy("referral step", "Nobody was reached")),
    "batal": (STATE.WITHDRAWN, pgettext_lazy("referral step", "Not wanted any more")),
}
TONES = {
    STATE.SENT: "info",
    STATE.ACCEPTED: "info",
    STATE.SERVED: "good",
    STATE.REFUSED: "warn",
    STATE.NOT_REACHED: "warn",
}


@needs("referral.read")
@require_safe
def referral_list(request: Request) -> HttpResponse:
    """Those without an answer, the longest overdue first; or all, the newest first."""
    is_all = request.GET.get("lihat") == "semua"
    rows = Referral.objects.visible_to(request.user)
    rows = rows if is_all else rows.filter(state__in=UNANSWERED)
    page = page_of(
        rows.select_related("family", "person", "group", "service__provider", "by"),
        request.GET.get("page", ""),
        order=("-pk",) if is_all else ("due_on", "pk"),
    )
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [(it, it.is_overdue(today), TONES.get(STATE(it.state), "quiet"))
                 for it in page.rows],
        "is_all": is_all,
        "tabs": [
            {"label": _("Without an answer"), "url": "?", "is_current": not is_all},
            {"label": _("All"), "url": "?lihat=semua", "is_current": is_all},
        ],
    }  # fmt: skip
    looked_at(request, request.user, referrals=len(page.rows))
    return render(request, "services/referral_list.html", context)


@needs("referral.read")
@require_safe
def referral_detail(request: Request, referral_id: UUID) -> HttpResponse:
    """Where a referral stands, what may be told, and what comes next."""
    referral = referral_of(request, referral_id, "referral.read")
    subject = referral if referral.is_secret else referral.family or referral
    looked_at(request, subject, referral=str(referral.pk))
    may_change = may(request.user, "services.record_step", referral)
    waits = {state for state in FOLLOWS[referral.state] if may_change}
    context = {
        "it": referral,
        "tone": TONES.get(STATE(referral.state), "quiet"),
        "is_overdue": referral.is_overdue(timezone.localdate()),
        "told": list(letter.told(referral)),
        "message": letter.message(referral),
        "whatsapp": letter.whatsapp(referral),
        "chat": whatsapp_of(referral.service.provider),
        "steps": referral.steps.select_related("by").order_by("number"),
        "next_steps": [
            (slug, label) for slug, (state, label) in STEPS.items() if state in waits
        ],
        "may_send": may_change and STATE.SENT in waits,
    }
    return render(request, "services/referral_detail.html", context)


@needs("referral.add")
def referral_new(request: Request, service_id: UUID) -> HttpResponse:
    """Refer a family, or a person of it, to a service; first which family, where none is named."""
    rows = Service.objects.standing().taking(Service.Takes.PEOPLE)
    rows = rows.select_related("provider", "area")
    service = get_object_or_404(rows, pk=service_id)
    if not request.GET.get("keluarga"):
        return _which_family(request, service)
    passed = passed_on(request)
    if passed.family is None or not may_in(
        request.user, "services.draft_referral", area=passed.family.area_id
    ):
        raise Http404
    family, decision = passed.family, passed.decision
    persons = [it.person for it in family.roster()]
    first = {"need": decision.text if decision else "", "person": passed.person_key}
    form = FamilyReferralForm(request.POST or None, persons=persons, initial=first)
    if form.is_valid():
        with refusals_in(form):
            new = NewReferral(service=service, family=family, decision=decision, **form.told())
            referral = actions.draft_referral(referral=new, by=request.user)
            messages.success(request, _("Noted. Now hand it over."))
            return redirect(referral)
    looked_at(request, family)
    context = {"service": service, "family": family, "of": service}
    return answer(request, "services/referral_new.html", context, form)


def _which_family(request: Request, service: Service) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    rows = Family.objects.visible_to(request.user, "referral.add").living_here()
    rows = rows.named_like(text).order_by("search_name", "pk") if text else rows.none()
    found = list(rows.select_related("area")[:MOST_FAMILIES])
    context = {"service": service, "q": text, "families": found}
    return render(request, "services/referral_family.html", context)


@needs("referral.change")
def referral_step(request: Request, referral_id: UUID, slug: str) -> HttpResponse:
    referral = referral_of(request, referral_id, "services.record_step")
    if slug not in STEPS or STEPS[slug][0] not in FOLLOWS[referral.state]:
        raise Http404
    kind, ask = STEPS[slug]
    form = StepForm(request.POST or None, kind=kind)
    if form.is_valid():
        with refusals_in(form):
            step = NewStep(kind=kind, **form.cleaned_data)
            actions.record_step(referral=referral, step=step, by=request.user)
            messages.success(request, _("Noted."))
            return redirect(referral)
    context = {"it": referral, "ask": ask}
    return answer(request, "services/referral_step.html", context, form)


@needs("referral.change")
@require_safe
@never_cache
def referral_letter(request: Request, referral_id: UUID) -> HttpResponse:
    referral = referral_of(request, referral_id, "services.export_letter")
    actions.export_letter(referral=referral, by=request.user)
    made = HttpResponse(
        letter.pdf(referral, timezone.localdate()), content_type="application/pdf"
    )
    made.headers["Content-Disposition"] = (
        f'attachment; filename="rujukan-{referral.number}.pdf"'
    )
    return made


def referral_of(request: Request, key: UUID, deed: str) -> Referral:
    """The referral, if the user may do or read this of it; else a 404."""
    rows = Referral.objects.visible_to(request.user, deed)
    told = ("family", "person", "group", "by", "area", "service__provider__area")
    rows = rows.select_related(*told)
    return get_object_or_404(rows.prefetch_related("service__hours"), pk=key)
