"""Businesses of a group: the list, a new one, its page, changes and its end."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.enterprises import actions
from berdaya.enterprises.actions.register import NewEnterprise
from berdaya.enterprises.forms import (
    BaselineForm,
    EditForm,
    EndForm,
    EnterpriseForm,
    FixedCostsForm,
)
from berdaya.enterprises.models import Enterprise, Permit
from berdaya.enterprises.pages import enterprise_of, form_page
from berdaya.enterprises.reading import fixed_costs_on, reckonings, sales_by_enterprise
from berdaya.enterprises.tabs import tabs_of
from berdaya.groups.models import Group
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of as group_tabs
from berdaya.rules.business.kbli import MOST, catalogue, find, is_code
from berdaya.rules.months import month_of, months_before
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


@needs("enterprise.read")
@require_safe
def enterprise_list(request: Request, group_id: UUID) -> HttpResponse:
    """The businesses of a group, and which of their permits run out."""
    group = group_of(request, group_id, "enterprise.read")
    looked_at(request, group)
    user, today = request.user, timezone.localdate()
    rows = list(
        group.enterprises.select_related("owner__person").order_by("ended_on", "name", "pk")
    )
    last_month = months_before(month_of(today), 1)
    may_read_sales = may(user, "sales.read", group)
    sales = sales_by_enterprise(group, last_month) if may_read_sales else {}
    permits = Permit.objects.across_areas(why="of a group in sight").of(group).due(today)
    context = {
        "group": group,
        "tabs": group_tabs(group, user, "enterprise_list"),
        "running": [(it, sales.get(it.pk)) for it in rows if not it.ended_on],
        "ended": [it for it in rows if it.ended_on],
        "last_month": last_month,
        "may_read_sales": may_read_sales,
        "due": permits.select_related("enterprise", "product"),
        "today": today,
        "may_add": group.state != Group.State.ENDED
        and may(user, "enterprises.register_enterprise", group),
    }
    return render(request, "enterprises/enterprise_list.html", context)


@needs("enterprise.add")
def enterprise_new(request: Request, group_id: UUID) -> HttpResponse:
    group = group_of(request, group_id, "enterprises.register_enterprise")
    members = group.members.present().select_related("person").order_by("person__name")
    form = EnterpriseForm(request.POST or None, members=members)
    if form.is_valid():
        with refusals_in(form):
            made = actions.register_enterprise(
                enterprise=NewEnterprise(group=group, **form.told()), by=request.user
            )
            messages.success(request, _("The business is noted. Now add what it sells."))
            return redirect(made)
    return answer(request, "enterprises/enterprise_new.html", {"group": group}, form)


@needs("enterprise.read")
@require_safe
def enterprise_detail(request: Request, enterprise_id: UUID) -> HttpResponse:
    """What a business sells and at which margin, its permits and tools."""
    enterprise = enterprise_of(request, enterprise_id, "enterprise.read")
    looked_at(request, enterprise)
    user, today, group = request.user, timezone.localdate(), enterprise.group
    products = list(enterprise.products.with_price(today).order_by("ended_on", "name", "pk"))
    may_read_sales = may(user, "sales.read", group)
    fixed = fixed_costs_on(enterprise, today) if may_read_sales else None
    found = reckonings(products, fixed or 0, today) if may_read_sales else {}
    is_running = enterprise.ended_on is None
    context = {
        "enterprise": enterprise,
        "group": group,
        "tabs": tabs_of(enterprise, user, "enterprise_detail"),
        "products": [(it, found.get(it.pk)) for it in products],
        "permits": enterprise.permits.select_related("product").order_by(
            "withdrawn_on", "valid_until", "pk"
        ),
        "assets": enterprise.assets.order_by("gone_on", "got_on", "pk")
        if may_read_sales
        else [],
        "fixed": fixed,
        "may_read_sales": may_read_sales,
        "may_change": may(user, "enterprises.edit_enterprise", group),
        "may_note": is_running and may(user, "enterprises.record_day", group),
        "is_running": is_running,
    }
    return render(request, "enterprises/enterprise_detail.html", context)


@needs("enterprise.change")
def enterprise_edit(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.edit_enterprise")
    first = {name: getattr(enterprise, name) for name in ("name", "kind", "begun_on")}
    return form_page(
        request,
        EditForm(request.POST or None, initial=first),
        about=enterprise,
        ask=_("Change what is said of the business"),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.edit_enterprise(
            enterprise=enterprise, by=request.user, **said
        ),
    )


@needs("enterprise.change")
def kbli_choose(request: Request, enterprise_id: UUID) -> HttpResponse:
    """Find the code by typing what people call such a business; then choose it by a tap.

    Five digits that are not on our list can be noted all the same.
    """
    enterprise = enterprise_of(request, enterprise_id, "enterprises.choose_kbli")
    if request.method == "POST":
        code = request.POST.get("code", "")
        if code and not is_code(code):
            raise Http404  # no button of this page sends it
        actions.choose_kbli(enterprise=enterprise, code=code, by=request.user)
        messages.success(request, _("Noted."))
        return redirect(enterprise)
    text = request.GET.get("q", _sold_by(enterprise))[:120].strip()
    found = find(text)
    context = {
        "enterprise": enterprise,
        "group": enterprise.group,
        "q": text,
        "found": found,
        "are_more": len(found) == MOST,
        "unlisted": text if is_code(text) and text not in catalogue() else "",
        "listed": len(catalogue()),
    }
    return render(request, "enterprises/kbli_choose.html", context)


def _sold_by(enterprise: Enterprise) -> str:
    """What to look for first: its product, for the name of a business often holds a person's."""
    product = enterprise.products.order_by("since", "pk").first()
    return product.name if product else enterprise.name


@needs("enterprise.end")
def enterprise_end(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.end_enterprise")
    return form_page(
        request,
        EndForm(request.POST or None),
        about=enterprise,
        ask=_("The business has ended"),
        lead=_("Everything that was noted stays to be read."),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.end_enterprise(
            enterprise=enterprise, by=request.user, **said
        ),
    )


@needs("sales.add")
def baseline_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.note_baseline")
    return form_page(
        request,
        BaselineForm(request.POST or None),
        about=enterprise,
        ask=_("What it was before"),
        lead=_("Later months are shown beside this. An honest guess is better than a wish."),
        back=_books(enterprise),
        deed=lambda said: actions.note_baseline(
            enterprise=enterprise, said_on=timezone.localdate(), by=request.user, **said
        ),
    )


@needs("sales.add")
def fixed_costs_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    enterprise = enterprise_of(request, enterprise_id, "enterprises.note_fixed_costs")
    return form_page(
        request,
        FixedCostsForm(request.POST or None),
        about=enterprise,
        ask=_("Costs of every month"),
        back=enterprise.get_absolute_url(),
        deed=lambda said: actions.note_fixed_costs(
            enterprise=enterprise, by=request.user, **said
        ),
    )


def _books(enterprise: Enterprise) -> str:
    return reverse("book_list", args=[enterprise.pk])
