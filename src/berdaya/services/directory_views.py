"""Keeping the directory: providers, their services, the areas that these cover."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.access.actions import may
from berdaya.access.doors import may_or_404, needs
from berdaya.areas.codes import ancestors
from berdaya.areas.forms import AreaOrAllForm
from berdaya.areas.models import Area
from berdaya.services import actions
from berdaya.services.facts import facts_of
from berdaya.services.forms import ProviderForm, ServiceForm, initial_of
from berdaya.services.models import Provider, Service
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

Kept = TypeVar("Kept", Provider, Service)
NEW_PROVIDER = gettext_lazy("New provider of services")
NEW_SERVICE = gettext_lazy("New service")
CHANGE = gettext_lazy("Change")
CHECK = gettext_lazy("Does all this still hold?")
END = gettext_lazy("Not offered any more")
MORE_AREA = gettext_lazy("One more area")
LESS_AREA = gettext_lazy("No longer covers this area")


@needs("service.add")
def provider_new(request: Request) -> HttpResponse:
    """A body that offers services; then its first service."""
    within = sorted(request.user.areas_for("services.add_provider"))
    form = ProviderForm(request.POST or None, within=within)
    if form.is_valid():
        area = form.cleaned_data["area"].code
        may_or_404(request.user, "services.add_provider", area=area)
        with refusals_in(form):
            key = form.cleaned_data["key"]
            provider = actions.add_provider(
                key=key, area=area, facts=form.told(), by=request.user
            )
            messages.success(request, _("Noted. Now say what it offers."))
            return redirect("service_new", provider.pk)
    context = {"ask": NEW_PROVIDER}
    return answer(request, "services/one_form.html", context, form)


@needs("service.change")
def provider_edit(request: Request, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id, "services.edit_provider")
    names = ("name", "kind", "address", "phone", "whatsapp")
    form = ProviderForm(
        request.POST or None, initial={name: getattr(provider, name) for name in names}
    )
    return _ask(
        request,
        form,
        of=provider,
        ask=CHANGE,
        deed=lambda: actions.edit_provider(
            provider=provider, facts=form.told(), by=request.user
        ),
    )


@needs("service.change")
def provider_end(request: Request, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id, "services.end_provider")
    return _ask_once_more(
        request,
        of=provider,
        ask=END,
        deed=lambda: actions.end_provider(provider=provider, by=request.user),
    )


@needs("service.add")
def service_new(request: Request, provider_id: UUID) -> HttpResponse:
    provider = _provider(request, provider_id, "services.add_service")
    form = ServiceForm(request.POST or None, places=places_of(provider.area_id))
    if form.is_valid():
        with refusals_in(form):
            service = actions.add_service(
                key=form.cleaned_data["key"],
                provider=provider,
                reach=form.first_area(),
                facts=form.told(),
                by=request.user,
            )
            messages.success(request, _("Noted."))
            return redirect(service)
    context = {"of": provider, "ask": NEW_SERVICE}
    return answer(request, "services/service_form.html", context, form)


@needs("service.change")
def service_edit(request: Request, service_id: UUID) -> HttpResponse:
    service = _service(request, service_id, "services.edit_service")
    form = ServiceForm(request.POST or None, initial=initial_of(facts_of(service)))
    return _ask(
        request,
        form,
        of=service,
        ask=CHANGE,
        template="services/service_form.html",
        deed=lambda: actions.edit_service(service=service, facts=form.told(), by=request.user),
    )


@needs("service.change")
def service_check(request: Request, service_id: UUID) -> HttpResponse:
    """Somebody asked, and it is as it stands here."""
    service = _service(request, service_id, "services.check_service")
    return _ask_once_more(
        request,
        of=service,
        ask=CHECK,
        lead=_(
            "You asked, and hours, cost, papers and telephone of %(name)s are still right. "
            "Today is noted as the day of the check."
        )
        % {"name": service.name},
        deed=lambda: actions.check_service(service=service, by=request.user),
    )


@needs("service.change")
def service_end(request: Request, service_id: UUID) -> HttpResponse:
    service = _service(request, service_id, "services.end_service")
    return _ask_once_more(
        request,
        of=service,
        ask=END,
        lead=_(
            "%(name)s is no longer found, and nobody is referred to it. "
            "Referrals that were made stay as they are."
        )
        % {"name": service.name},
        deed=lambda: actions.end_service(service=service, by=request.user),
    )


@needs("service.change")
def reach_new(request: Request, service_id: UUID) -> HttpResponse:
    service = _service(request, service_id, "services.add_reach")
    form = AreaOrAllForm(request.POST or None)
    return _ask(
        request,
        form,
        of=service,
        ask=MORE_AREA,
        deed=lambda: actions.add_reach(service=service, area=form.told(), by=request.user),
    )


@needs("service.change")
def reach_end(request: Request, service_id: UUID, number: int) -> HttpResponse:
    service = _service(request, service_id, "services.end_reach")
    rows = service.reaches.select_related("area", "service__provider")
    reach = get_object_or_404(rows, pk=number)
    return _ask_once_more(
        request,
        of=service,
        ask=LESS_AREA,
        lead=reach.area.label if reach.area else _("The whole country"),
        deed=lambda: actions.end_reach(reach=reach, by=request.user),
    )


def places_of(area: str) -> list[tuple[str, str]]:
    """The areas a service standing there may cover: it, and those above. A query."""
    codes = [area, *reversed(ancestors(area))]
    areas = Area.objects.in_bulk(codes)
    return [(code, areas[code].label) for code in codes if code in areas]


def _ask(
    request: Request,
    form: forms.Form,
    *,
    of: Provider | Service,
    ask: Promise,
    deed: Callable[[], object],
    lead: str = "",
    template: str = "services/one_form.html",
) -> HttpResponse:
    """A page with one form about a provider or a service, which leads back to it."""
    if form.is_valid():
        with refusals_in(form):
            deed()
            messages.success(request, _("Saved."))
            return redirect(of)
    context: dict[str, Any] = {"of": of, "ask": ask, "lead": lead or of.name}
    return answer(request, template, context, form)


def _ask_once_more(
    request: Request,
    *,
    of: Provider | Service,
    ask: Promise,
    deed: Callable[[], object],
    lead: str = "",
) -> HttpResponse:
    form = forms.Form(request.POST if request.method == "POST" else None)
    return _ask(request, form, of=of, ask=ask, deed=deed, lead=lead)


def _provider(request: Request, key: UUID, verb: str) -> Provider:
    return _kept(request, get_object_or_404(Provider, pk=key), verb)


def _service(request: Request, key: UUID, verb: str) -> Service:
    rows = Service.objects.select_related("provider")
    return _kept(request, get_object_or_404(rows, pk=key), verb)


def _kept(request: Request, row: Kept, verb: str) -> Kept:
    """The row, where the user may do this to it and it has not ended; else a 404."""
    if row.ended_on or not may(request.user, verb, area=row.area_id):
        raise Http404
    return row
