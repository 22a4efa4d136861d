"""Sources of capital and what is known of them, calls, and what waits for a decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import needs
from berdaya.areas.codes import at_level, level_of
from berdaya.areas.models import Area
from berdaya.capital import actions, refusals
from berdaya.capital.actions.calls import NewCall
from berdaya.capital.forms import CallForm, OneselfForm
from berdaya.capital.models import Application, Call, Oneself
from berdaya.capital.sources import sources
from berdaya.laws.shown import cited
from berdaya.partners.directory_views import places_of
from berdaya.partners.models import Partner
from berdaya.people.homes import only_area, villages_of
from berdaya.people.models import Person
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

VILLAGE = Area.Level.VILLAGE
WAITING_SHOWN = 20


@needs("capital-call.read")
@require_safe
def call_list(request: Request) -> HttpResponse:
    """Open calls first, then what is known of each source; for deciders what waits for them."""
    user, today = request.user, timezone.localdate()
    calls = Call.objects.visible_to(user).select_related("partner")
    may_decide = user.may_anywhere("capital-decision.add")
    waiting: Any = []
    if may_decide:
        rows = Application.objects.visible_to(user, "capital-decision.add").waiting()
        waiting = rows.select_related("group", "call").order_by("recorded_at", "pk")
    past = calls.exclude(opens_on__lte=today, closes_on__gte=today)
    context = {
        "open": calls.open_on(today).order_by("closes_on", "pk"),
        "page": page_of(past, request.GET.get("page", ""), order=("-closes_on", "pk")),
        "sources": [(it, [cited(law) for law in it.laws]) for it in sources().values()],
        "waiting": waiting[:WAITING_SHOWN],
        "may_decide": may_decide,
        "may_add": user.may_anywhere("capital-call.add"),
    }
    return render(request, "capital/call_list.html", context)


@needs("capital-call.read")
@require_safe
def call_detail(request: Request, call_id: UUID) -> HttpResponse:
    """Who may apply, for how much, until when; and which groups of ours have."""
    rows = Call.objects.visible_to(request.user).select_related("partner", "reach")
    call = get_object_or_404(rows, pk=call_id)
    made = Application.objects.visible_to(request.user).filter(call=call)
    context = {
        "call": call,
        "is_open": call.opens_on <= timezone.localdate() <= call.closes_on,
        "applications": made.select_related("group").order_by("state", "pk"),
    }
    return render(request, "capital/call_detail.html", context)


@needs("capital-call.add")
def call_new(request: Request) -> HttpResponse:
    """A new call; where the user has several villages, first in which it is announced."""
    asked = request.GET.get("wilayah", only_area(request.user, "capital-call.add"))
    village = at_level(asked, VILLAGE)
    if level_of(village) < VILLAGE:
        text = request.GET.get("q", "").strip()
        found = villages_of(request.user, text, "capital-call.add")
        return render(request, "capital/village_choice.html", {"villages": found, "q": text})
    if not may(request.user, "capital.announce_call", area=village):
        raise Http404
    partners = Partner.objects.visible_to(request.user).order_by("search_name", "pk")
    form = CallForm(request.POST or None, places=places_of(village), partners=partners)
    if form.is_valid():
        with refusals_in(form):
            new = NewCall(area=village, **form.told())
            call = actions.announce_call(call=new, by=request.user)
            messages.success(request, _("Announced."))
            return redirect(call)
    return answer(request, "capital/call_new.html", {}, form)


@needs("capital-decision.add")
def oneself(request: Request) -> HttpResponse:
    """Who decides says which of the recorded people they are, so that kin can be told."""
    form = OneselfForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            person = _person_of(form.cleaned_data)
            actions.say_who_one_is(person=person, by=request.user)
            messages.success(request, _("Noted."))
            return redirect("call_list")
    said = Oneself.objects.filter(user=request.user).order_by("recorded_at")
    return answer(request, "capital/oneself.html", {"said": said}, form)


def _person_of(said: dict[str, Any]) -> Person | None:
    """Whom NIK and birth date together name; nobody where they say they are not recorded."""
    if said["is_recorded"] == "no":
        return None
    rows = Person.objects.across_areas(why="an exact number and day, of the reader")
    person = rows.filter(nik=said["nik"], birth_date=said["birth_date"]).first()
    if not person:
        raise refusals.NobodyWithThisNumber
    return person
