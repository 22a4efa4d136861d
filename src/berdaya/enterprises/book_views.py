"""Sales and income of a business: today, a whole month, and the months side by side."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.enterprises import actions
from berdaya.enterprises.actions.books import MonthTold
from berdaya.enterprises.book_forms import DayForm, IncomeForm, MonthForm
from berdaya.enterprises.drawn import month_bars
from berdaya.enterprises.models import Book, Enterprise
from berdaya.enterprises.pages import enterprise_of, form_page
from berdaya.enterprises.reading import month_rows, months_of
from berdaya.enterprises.tabs import tabs_of
from berdaya.groups.forms import day_asked
from berdaya.groups.sight import may
from berdaya.rules.business.months import compare
from berdaya.rules.months import month_of
from berdaya.ui.requests import Request


@needs("sales.read")
@require_safe
def book_list(request: Request, enterprise_id: UUID) -> HttpResponse:
    """The last twelve months: what was sold, what was taken home, and what it was before."""
    enterprise = enterprise_of(request, enterprise_id, "sales.read")
    looked_at(request, enterprise, books=True)
    rows = month_rows(enterprise, months_of(enterprise, timezone.localdate()))
    baseline = enterprise.baselines.order_by("-recorded_at", "-pk").first()
    before = baseline.amount if baseline else None
    incomes = {row.month: row.income for row in rows}
    may_note = may(request.user, "enterprises.record_day", enterprise.group)
    context = {
        "enterprise": enterprise,
        "group": enterprise.group,
        "tabs": tabs_of(enterprise, request.user, "book_list"),
        "rows": rows[::-1],
        "baseline": baseline,
        "compared": compare(before, incomes),
        "drawn": month_bars(incomes, before),
        "may_note": may_note,
        "is_running": enterprise.ended_on is None,
    }
    return render(request, "enterprises/book_list.html", context)


@needs("sales.read")
@require_safe
def book_detail(request: Request, book_id: UUID) -> HttpResponse:
    """Everything that was noted of one month, corrected rows among it."""
    books = Book.objects.visible_to(request.user, "sales.read")
    related = ("enterprise__group", "enterprise__owner__person")
    book = get_object_or_404(books.select_related(*related), pk=book_id)
    enterprise = book.enterprise
    looked_at(request, enterprise, month=f"{book.month:%Y-%m}")
    records = book.records.select_related("product", "by").order_by("-on", "-recorded_at")
    incomes = enterprise.incomes.filter(month=book.month).select_related("member__person", "by")
    context = {
        "enterprise": enterprise,
        "group": enterprise.group,
        "book": book,
        "records": records,
        "incomes": incomes.order_by("-recorded_at"),
    }
    return render(request, "enterprises/book_detail.html", context)


@needs("sales.add")
def sales_day(request: Request, enterprise_id: UUID) -> HttpResponse:
    """One day, a few numbers for each product; `?tanggal=` for another day than today."""
    enterprise = enterprise_of(request, enterprise_id, "enterprises.record_day")
    today = timezone.localdate()
    day = day_asked(request.GET.get("tanggal", ""), today)
    products = list(_sold_on(enterprise, day))
    noted = {
        record.product_id: record
        for book in enterprise.books.filter(month=month_of(day))
        for record in book.records.filter(on=day, way=Book.Way.DAILY, replaced_by=None)
    }
    form = DayForm(request.POST or None, products=products, noted=noted)
    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("What was sold today?") if day == today else _("What was sold that day?"),
        back=reverse("book_list", args=[enterprise.pk]),
        template="enterprises/sales_day.html",
        deed=lambda said: actions.record_day(
            enterprise=enterprise, on=day, lines=form.told(), by=request.user
        ),
        day=day,
        is_today=day == today,
        is_noted=bool(noted),
        products=products,
    )


@needs("sales.add")
def sales_month(request: Request, enterprise_id: UUID) -> HttpResponse:
    """A whole month at once, for those who do not note every day."""
    enterprise = enterprise_of(request, enterprise_id, "enterprises.record_month")
    months = months_of(enterprise, timezone.localdate())[::-1]
    days = enterprise.books.filter(month__in=months, way=Book.Way.DAILY)
    form = MonthForm(
        request.POST or None,
        months=months,
        has_days=days.exists(),
        initial={"month": request.GET.get("bulan", "")},
    )
    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("A whole month"),
        lead=_("For whoever does not note every day. A month is counted once."),
        back=reverse("book_list", args=[enterprise.pk]),
        deed=lambda said: actions.record_month(
            told=MonthTold(enterprise=enterprise, **form.told()), by=request.user
        ),
    )


@needs("sales.add")
def income_new(request: Request, enterprise_id: UUID) -> HttpResponse:
    """What was left for a family in a month; the same month again corrects it."""
    enterprise = enterprise_of(request, enterprise_id, "enterprises.record_income")
    months = months_of(enterprise, timezone.localdate())[::-1]
    form = IncomeForm(
        request.POST or None,
        months=months,
        members=_recipients(enterprise),
        initial={"month": request.GET.get("bulan", "")},
    )

    def note(said: dict[str, Any]) -> None:
        actions.record_income(enterprise=enterprise, by=request.user, **said)

    return form_page(
        request,
        form,
        about=enterprise,
        ask=_("What was left for the family"),
        back=reverse("book_list", args=[enterprise.pk]),
        deed=note,
    )


def _sold_on(enterprise: Enterprise, day: date) -> Any:
    rows = enterprise.products.filter(since__lte=day).exclude(ended_on__lte=day)
    return rows.with_price(day).order_by("name", "pk")


def _recipients(enterprise: Enterprise) -> Any:
    if enterprise.owner:
        return [enterprise.owner]
    members = enterprise.group.members.select_related("person")
    return members.order_by("until", "person__name", "pk")
