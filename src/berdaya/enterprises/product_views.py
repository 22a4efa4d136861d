"""What a business sells: prices, costs, and when sales cover them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.enterprises import actions
from berdaya.enterprises.actions.products import NewProduct
from berdaya.enterprises.drawn import Reckoning, crossing
from berdaya.enterprises.forms import CostsForm, OnForm, PriceForm, ProductForm
from berdaya.enterprises.models import Product
from berdaya.enterprises.pages import enterprise_of, form_page
from berdaya.enterprises.reading import fixed_costs_on, reckonings
from berdaya.groups.sight import may
from berdaya.rules.business.costs import CostSheet
from berdaya.ui.requests import Request


@needs("enterprise.change")
def product_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.add_product")
    return form_page(
        request,
        ProductForm(request.POST or None),
        about=enterprise,
        ask=_("What else is sold?"),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.add_product(
            product=NewProduct(enterprise=enterprise, **said), by=request.user
        ),
    )


@needs("enterprise.read")
@require_safe
def product_detail(request: Request, product_id: UUID) -> HttpResponse:
    """Its prices over time; for those who keep or accompany the books, what it costs and leaves."""
    product = _product(request, product_id, "enterprise.read")
    enterprise, today, user = product.enterprise, timezone.localdate(), request.user
    looked_at(request, product)
    may_read_sales = may(user, "sales.read", enterprise.group)
    found = None
    fixed = fixed_costs_on(enterprise, today) if may_read_sales else None
    if may_read_sales:
        found = reckonings([product], fixed or 0, today).get(product.pk)
    context = {
        "product": product,
        "enterprise": enterprise,
        "group": enterprise.group,
        "prices": product.prices.select_related("by").latest_first(),
        "found": found,
        "parts": _parts(found) if found else [],
        "crossing": crossing(found) if found else None,
        "fixed": fixed,
        "may_read_sales": may_read_sales,
        "is_sold": product.ended_on is None and enterprise.ended_on is None,
        "may_change": may(user, "enterprises.set_price", enterprise.group),
    }
    return render(request, "enterprises/product_detail.html", context)


def _parts(found: Reckoning) -> list[tuple[str, int, str]]:
    """The takings of one batch, for <c-stacked-bar>."""
    sheet = found.sheet
    parts = [
        (_("Materials"), sheet.materials, "KS2"),
        (_("Wages and own work"), sheet.labour, "KS3"),
        (_("Other"), sheet.other, "incomplete"),
        (_("Left over"), max(found.left_of_batch, 0), "warn"),
    ]
    return [part for part in parts if part[1]]


@needs("enterprise.change")
def price_new(request: Request, product_id: UUID) -> HttpResponse:
    product = _product(request, product_id, "enterprises.set_price")
    return form_page(
        request,
        PriceForm(request.POST or None),
        about=product.enterprise,
        ask=_("A new price of %(name)s") % {"name": product.name},
        back=product.get_absolute_url(),
        deed=lambda said: actions.set_price(product=product, by=request.user, **said),
    )


@needs("sales.add")
def costs_new(request: Request, product_id: UUID) -> HttpResponse:
    product = _product(request, product_id, "enterprises.note_costs")

    def note(said: dict[str, Any]) -> None:
        key, since = said.pop("key"), said.pop("since")
        sheet = CostSheet(**said)
        actions.note_costs(key=key, product=product, since=since, sheet=sheet, by=request.user)

    return form_page(
        request,
        CostsForm(request.POST or None),
        about=product.enterprise,
        ask=_("What does %(name)s cost to make?") % {"name": product.name},
        back=product.get_absolute_url(),
        deed=note,
    )


@needs("enterprise.change")
def product_end(request: Request, product_id: UUID) -> HttpResponse:
    product = _product(request, product_id, "enterprises.end_product")
    return form_page(
        request,
        OnForm(request.POST or None),
        about=product.enterprise,
        ask=_("%(name)s is no longer sold") % {"name": product.name},
        back=product.get_absolute_url(),
        deed=lambda said: actions.end_product(product=product, by=request.user, **said),
    )


def _product(request: Request, product_id: UUID, deed: str) -> Product:
    rows = Product.objects.visible_to(request.user, deed).with_price(timezone.localdate())
    related = ("enterprise__group", "enterprise__owner__person")
    return get_object_or_404(rows.select_related(*related), pk=product_id)
