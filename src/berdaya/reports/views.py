"""Pages on what a group hands in: its months, its card, the calendar, the village's report."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from berdaya.access.doors import needs
from berdaya.access.looking import looked_at
from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.groups.sight import may
from berdaya.groups.tabs import tabs_of
from berdaya.people.homes import villages_of
from berdaya.reports import card, due, register, village
from berdaya.reports.filled import HIDDEN
from berdaya.reports.months import months_of
from berdaya.rules.months import month_before, next_month
from berdaya.rules.official_forms.definition import UnknownForm, form
from berdaya.ui.paging import page_of
from berdaya.ui.requests import Request

VILLAGES_SHOWN = 30


@needs("group-form.read")
@require_safe
def group_forms(request: Request, group_id: UUID) -> HttpResponse:
    """The months of a group with their registers, and its card."""
    user, today = request.user, timezone.localdate()
    group = get_object_or_404(Group.objects.visible_to(user, "group-form.read"), pk=group_id)
    looked_at(request, group)
    next_card = next(it for it in due.dates_to_come(today) if it.is_yearly)
    context = {
        "group": group,
        "tabs": tabs_of(group, user, "group_forms"),
        "months": months_of(group, today),
        "register": form(register.ID),
        "card": form(card.ID),
        "card_due": next_card,
        "years": [
            year
            for year in (next_card.on.year, next_card.on.year - 1)
            if date(year, 1, 1) > group.founded_on
        ],
        "missing": due.missing_on_card(group),
        "today": today,
        "may_close": may(user, "groups.close_month", group),
        "may_reopen": may(user, "groups.reopen_month", group),
        "may_reveal": may(user, "reports.export_numbers", group),
    }
    return render(request, "reports/group_forms.html", context)


@needs("group-form.read")
@require_safe
def report_calendar(request: Request) -> HttpResponse:
    """What is due when, and for each group whether it is done."""
    user, today = request.user, timezone.localdate()
    now = due.month_due(today)
    groups = due.owing(Group.objects.visible_to(user, "group-form.read"), now.period)
    # those that still owe it first, by their names
    page = page_of(
        groups, request.GET.get("page", ""), order=("has_closed", "search_name", "pk"), size=50
    )
    reports_villages = user.may_anywhere("village-report.read")
    context = {
        "now": now,
        "is_late": now.is_late(today),
        "coming": due.dates_to_come(today),
        "page": page,
        "today": today,
        "villages": villages_of(user, "", "village-report.read")[:VILLAGES_SHOWN]
        if reports_villages
        else [],
    }
    return render(request, "reports/calendar.html", context)


@needs("village-report.read")
@require_safe
def village_month(request: Request, code: str, year: int, number: int) -> HttpResponse:
    """The four numbers of a village, group by group."""
    place, month = village_or_404(request, code), month_or_404(year, number)
    filled = village.report_of(place, month, request.user)
    groups, total = filled.rows["groups"][:-1], filled.rows["groups"][-1]
    context = {
        "village": place,
        "month": month,
        "before": month_before(month),
        "after": next_month(month),
        "has_after": next_month(month) <= timezone.localdate(),
        "rows": groups,
        "total": total,
        "hidden": HIDDEN,
        "hides": HIDDEN in [row["couples_using"] for row in (*groups, total)],
        "head": filled.rows["village"][0],
        "definition": filled.form,
    }
    return render(request, "reports/village_month.html", context)


@needs("group-form.read")
@require_safe
def form_columns(request: Request, key: str) -> HttpResponse:
    """What stands in an official form, where we know it from, and what is to be checked."""
    try:
        return render(request, "reports/form_columns.html", {"definition": form(key)})
    except UnknownForm:
        raise Http404 from None


def village_or_404(request: Request, code: str) -> Area:
    place = get_object_or_404(Area, code=code, level=Area.Level.VILLAGE)
    if not request.user.may("village-report.read", area=place.code):
        raise Http404
    return place


def month_or_404(year: int, number: int) -> date:
    try:
        month = date(year, number, 1)
    except ValueError:
        raise Http404 from None
    if month > timezone.localdate():
        raise Http404
    return month
