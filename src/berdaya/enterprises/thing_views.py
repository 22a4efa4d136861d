"""Permits and tools of a business, and which permits run out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.enterprises import actions
from berdaya.enterprises.actions.things import NewAsset, NewPermit
from berdaya.enterprises.forms import AssetForm, OnForm, PartForm, PermitForm
from berdaya.enterprises.models import Asset, Permit
from berdaya.enterprises.pages import enterprise_of, form_page
from berdaya.people.lists import places_of
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request


@needs("guidance.read")
@require_safe
def permit_due(request: Request) -> HttpResponse:
    """Permits that ran out or will within sixty days, of all groups one works with."""
    today = timezone.localdate()
    rows = Permit.objects.visible_to(request.user, "guidance.read").due(today)
    rows = rows.select_related("enterprise__group", "product")
    page = page_of(rows, request.GET.get("page", ""), order=("valid_until", "pk"), size=50)
    places = places_of({permit.enterprise.group.area_id for permit in page.rows})
    context = {
        "page": page,
        "rows": [(it, places[it.enterprise.group.area_id]) for it in page.rows],
    }
    return render(request, "enterprises/permit_due.html", context)


@needs("enterprise.change")
def permit_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.add_permit")
    products = enterprise.products.on_sale().order_by("name")
    form = PermitForm(request.POST or None, products=products)
    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("A permit"),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.add_permit(
            permit=NewPermit(enterprise=enterprise, **form.told()), by=request.user
        ),
    )


@needs("enterprise.change")
def permit_withdraw(request: Request, permit_id: UUID) -> HttpResponse:
    rows = Permit.objects.visible_to(request.user, "enterprises.withdraw_permit")
    related = ("enterprise__group", "enterprise__owner__person")
    permit = get_object_or_404(rows.select_related(*related), pk=permit_id)
    return form_page(
        request,
        OnForm(request.POST or None),
        about=permit.enterprise,
        ask=_("The permit no longer holds"),
        lead=f"{permit.get_kind_display()} {permit.number}",
        back=permit.enterprise.get_absolute_url(),
        deed=lambda said: actions.withdraw_permit(permit=permit, by=request.user, **said),
    )


@needs("sales.add")
def asset_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.add_asset")
    return form_page(
        request,
        AssetForm(request.POST or None),
        about=enterprise,
        ask=_("What does the business work with?"),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.add_asset(
            asset=NewAsset(enterprise=enterprise, **said), by=request.user
        ),
    )


@needs("sales.add")
def asset_gone(request: Request, asset_id: UUID) -> HttpResponse:
    rows = Asset.objects.visible_to(request.user, "enterprises.part_with_asset")
    related = ("enterprise__group", "enterprise__owner__person")
    asset = get_object_or_404(rows.select_related(*related), pk=asset_id)
    return form_page(
        request,
        PartForm(request.POST or None),
        about=asset.enterprise,
        ask=_("%(name)s is no longer there") % {"name": asset.name},
        back=asset.enterprise.get_absolute_url(),
        deed=lambda said: actions.part_with_asset(asset=asset, by=request.user, **said),
    )
