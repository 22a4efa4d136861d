"""The directory of partners, and which groups could serve whom."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.actions import may
from berdaya.access.doors import needs
from berdaya.areas.codes import ancestors, at_level, level_of
from berdaya.areas.forms import AreaOrAllForm
from berdaya.areas.models import Area
from berdaya.groups.forms import EndForm
from berdaya.partners import actions
from berdaya.partners.forms import NeedForm, PartnerFilterForm, PartnerForm
from berdaya.partners.matching import matches
from berdaya.partners.models import Need, Partner, Partnership, WorkArea
from berdaya.people.homes import only_area, villages_of
from berdaya.ui.answers import answer
from berdaya.ui.paging import page_of
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request

VILLAGE = Area.Level.VILLAGE
NEEDS_AT_ONCE = 20


@needs("partner.read")
@require_safe
def partner_list(request: Request) -> HttpResponse:
    """Partners that work where one works oneself, by name."""
    filters = PartnerFilterForm(request.GET)
    filters.is_valid()
    said = filters.cleaned_data
    rows = Partner.objects.visible_to(request.user)
    if said.get("q"):
        rows = rows.named_like(said["q"])
    if said.get("jenis"):
        rows = rows.filter(kind=said["jenis"])
    if said.get("bidang"):
        open_needs = Need.objects.visible_to(request.user).open()
        rows = rows.filter(pk__in=open_needs.filter(sector=said["bidang"]).values("partner"))
    order = ("search_name", "pk")
    page = page_of(with_work_areas(rows), request.GET.get("page", ""), order=order)
    context = {
        "filters": filters,
        "page": page,
        "rows": _with_needs(page.rows),
        "is_narrowed": any(said.values()),
        "may_add": request.user.may_anywhere("partner.add"),
        "may_match": request.user.may_anywhere("partner-match.read"),
    }
    return render(request, "partners/partner_list.html", context)


def with_work_areas(rows: Any) -> Any:
    """Partners with the areas in which they work, the widest first. One query more."""
    areas = WorkArea.objects.select_related("area").order_by("area__level", "area__name", "pk")
    return rows.prefetch_related(Prefetch("work_areas", areas))


def _with_needs(partners: Any) -> list[tuple[Partner, list[Need]]]:
    """One query for all of them."""
    rows = Need.objects.across_areas(why="of partners in sight").open()
    found: dict[UUID, list[Need]] = {}
    for need in rows.filter(partner__in=[it.pk for it in partners]).order_by("-way", "pk"):
        found.setdefault(need.partner_id, []).append(need)
    return [(it, found.get(it.pk, [])) for it in partners]


@needs("partner.read")
@require_safe
def partner_detail(request: Request, partner_id: UUID) -> HttpResponse:
    """How to reach a partner, what it seeks and offers, with which groups it works."""
    user = request.user
    rows = with_work_areas(Partner.objects.visible_to(user).select_related("area"))
    partner = get_object_or_404(rows, pk=partner_id)
    together = Partnership.objects.visible_to(user).filter(partner=partner)
    context = {
        "partner": partner,
        "needs": partner.needs.order_by("-until", "-way", "pk"),
        "together": together.select_related("group").order_by("state", "group__search_name"),
        "may_change": may(user, "partners.edit_partner", area=partner.area_id),
    }
    return render(request, "partners/partner_detail.html", context)


@needs("partner.add")
def partner_new(request: Request) -> HttpResponse:
    """A new partner; where the user has several villages, first in which it is registered."""
    asked = request.GET.get("wilayah", only_area(request.user, "partner.add"))
    village = at_level(asked, VILLAGE)
    if level_of(village) < VILLAGE:
        text = request.GET.get("q", "").strip()
        found = villages_of(request.user, text, "partner.add")
        return render(request, "partners/village_choice.html", {"villages": found, "q": text})
    if not may(request.user, "partners.add_partner", area=village):
        raise Http404
    form = PartnerForm(request.POST or None, places=places_of(village))
    if form.is_valid():
        with refusals_in(form):
            partner = actions.add_partner(
                key=form.cleaned_data["key"],
                area=village,
                reach=form.first_area(),
                facts=form.told(),
                by=request.user,
            )
            messages.success(request, _("Noted. Now say what it seeks or offers."))
            return redirect(partner)
    return answer(request, "partners/partner_form.html", {}, form)


@needs("partner.change")
def partner_edit(request: Request, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id, "partners.edit_partner")
    names = ("name", "kind", "contact", "phone", "address", "about")
    first = {name: getattr(partner, name) for name in names}
    form = PartnerForm(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_in(form):
            actions.edit_partner(partner=partner, facts=form.told(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(partner)
    context = {"partner": partner}
    return answer(request, "partners/partner_form.html", context, form)


@needs("partner.change")
def work_area_new(request: Request, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id, "partners.add_work_area")
    form = AreaOrAllForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.add_work_area(partner=partner, area=form.told(), by=request.user)
            messages.success(request, _("Noted."))
            return redirect(partner)
    return answer(request, "partners/work_area_new.html", {"partner": partner}, form)


@needs("partner.change")
def work_area_end(request: Request, partner_id: UUID, number: int) -> HttpResponse:
    """A partner no longer works in an area; asked once more before."""
    partner = _partner(request, partner_id, "partners.end_work_area")
    rows = partner.work_areas.select_related("area", "partner")
    work_area = get_object_or_404(rows, pk=number)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            actions.end_work_area(work_area=work_area, by=request.user)
            messages.success(request, _("Noted."))
            return redirect(partner)
    context = {"partner": partner, "work_area": work_area}
    return answer(request, "partners/work_area_end.html", context, form)


@needs("partner.change")
def need_new(request: Request, partner_id: UUID) -> HttpResponse:
    partner = _partner(request, partner_id, "partners.add_need")
    form = NeedForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.add_need(partner=partner, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(partner)
    context = {"partner": partner}
    return answer(request, "partners/need_new.html", context, form)


@needs("partner.change")
def need_end(request: Request, need_id: UUID) -> HttpResponse:
    rows = Need.objects.visible_to(request.user, "partners.end_need")
    need = get_object_or_404(rows.select_related("partner"), pk=need_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.end_need(need=need, until=form.cleaned_data["until"], by=request.user)
            messages.success(request, _("Noted."))
            return redirect(need.partner)
    context = {"partner": need.partner, "need": need}
    return answer(request, "partners/need_end.html", context, form)


@needs("partner-match.read")
@require_safe
def match_list(request: Request) -> HttpResponse:
    """What partners seek and offer, the newest first, and the groups that fit, with the reason."""
    rows = Need.objects.visible_to(request.user).open().filter(since__lte=timezone.localdate())
    page = page_of(
        rows.select_related("partner").prefetch_related("partner__work_areas"),
        request.GET.get("page", ""),
        order=("-since", "pk"),
        size=NEEDS_AT_ONCE,
    )
    context = {"page": page, "found": matches(page.rows, request.user)}
    return render(request, "partners/match_list.html", context)


def _partner(request: Request, partner_id: UUID, verb: str) -> Partner:
    return get_object_or_404(Partner.objects.visible_to(request.user, verb), pk=partner_id)


def places_of(village: str) -> list[tuple[str, str]]:
    """The areas a partner registered in this village may work in: it, and those above. A query."""
    codes = [village, *reversed(ancestors(village))]
    areas = Area.objects.in_bulk(codes)
    return [(code, areas[code].label) for code in codes if code in areas]
