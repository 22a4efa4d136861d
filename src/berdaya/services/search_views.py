"""Looking for a service, and what there is to know of it and of its provider."""

from typing import Any
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import needs
from berdaya.access.models import NATION, User
from berdaya.areas.models import Area
from berdaya.rules.casework.needs import cells_of_item
from berdaya.services import shown, vocabulary
from berdaya.services.forms import SearchForm
from berdaya.services.models import Provider, Reach, Service
from berdaya.services.passing import Passed, passed_on
from berdaya.services.search import Sought, search
from berdaya.ui.requests import Request

EDITS_SHOWN = 20


@needs("service.read")
@require_safe
def service_search(request: Request) -> HttpResponse:
    """Services by words, field and function, the nearest first."""
    form = SearchForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    here = said["dekat"] if said.get("dekat") else home_of(request.user)
    code, now = (here.code if here else NATION), timezone.now()
    passed = passed_on(request)
    sought = Sought(
        here=code,
        words=said.get("q", ""),
        function=said.get("fungsi", ""),
        field=said.get("bidang", ""),
        open_at=now if said.get("buka") else None,
        takes=Service.Takes.PEOPLE if passed.family else said.get("untuk", ""),
        everywhere=bool(said.get("luar")),
    )
    page = search(sought, request.GET.get("page", ""))
    context = {
        "passed": passed,
        "fitting": fitting(passed),
        "passed_on": passed.query,
        "filters": form,
        "here": here,
        "page": page,
        "rows": shown.shown(with_all(page.rows), code, now),
        "is_narrowed": any(said.values()),
        "may_add": request.user.may_anywhere("service.add"),
    }
    return render(request, "services/service_search.html", context)


def fitting(passed: Passed) -> list[tuple[str, str]]:
    """The fields in which a service for the step taken up may be found: code and name."""
    if passed.decision is None:
        return []
    codes = {field for _function, field in cells_of_item(passed.decision.item)}
    return [
        (it, vocabulary.field_name(it)) for it in vocabulary.in_order(codes, vocabulary.FIELDS)
    ]


def home_of(user: User) -> Area | None:
    """Where nearness counts from: the narrowest area of the user, None the nation. No query."""
    areas = [it.area for it in user.current_roles if it.area]
    return max(areas, key=lambda it: (it.level, it.code), default=None)


def with_all(rows: Any) -> Any:
    """Cells, hours and reaches of the services of a page. Three queries, and one of their areas."""
    services = list(rows)
    prefetch_related_objects(services, "cells", "hours", "reaches__area")
    return services


@needs("service.read")
@require_safe
def service_detail(request: Request, service_id: UUID) -> HttpResponse:
    rows = Service.objects.select_related("provider", "area", "checked_by")
    service, passed = get_object_or_404(rows, pk=service_id), passed_on(request)
    home = home_of(request.user)
    [it] = shown.shown(with_all([service]), home.code if home else NATION, timezone.now())
    provider, edits = service.provider, service.edits.select_related("by")
    context = {
        "it": it,
        "service": service,
        "provider": provider,
        "week": shown.week_in_short(service),
        "whatsapp": shown.whatsapp_of(provider),
        "reaches": _widest_first(service.reaches.all()),
        "history": shown.history(edits.order_by("-at", "-pk")[:EDITS_SHOWN]),
        "passed_on": passed.query,
        "may_refer": request.user.may_anywhere("referral.add")
        and service.does_take(Service.Takes.PEOPLE)
        and not service.ended_on,
        "may_change": may(request.user, "services.edit_service", area=service.area_id)
        and not service.ended_on,
    }
    return render(request, "services/service_detail.html", context)


def _widest_first(reaches: Any) -> list[Reach]:
    return sorted(reaches, key=lambda it: (it.code.count("."), it.code))


@needs("service.read")
@require_safe
def provider_detail(request: Request, provider_id: UUID) -> HttpResponse:
    """How to reach a provider, and all that it offers."""
    provider = get_object_or_404(Provider.objects.select_related("area"), pk=provider_id)
    home = home_of(request.user)
    services = with_all(provider.services.standing().order_by("search_name", "pk"))
    edits = provider.edits.filter(service=None).select_related("by").order_by("-at", "-pk")
    user, area = request.user, provider.area_id
    context = {
        "provider": provider,
        "rows": shown.shown(services, home.code if home else NATION, timezone.now()),
        "whatsapp": shown.whatsapp_of(provider),
        "history": shown.history(edits[:EDITS_SHOWN]),
        "may_change": may(user, "services.edit_provider", area=area) and not provider.ended_on,
        "may_add": may(user, "services.add_service", area=area) and not provider.ended_on,
    }
    return render(request, "services/provider_detail.html", context)
