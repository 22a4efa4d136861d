"""Closing a month of a group, and opening it again."""

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.access.doors import needs
from berdaya.groups import actions
from berdaya.groups.figures import figures_of
from berdaya.groups.kb import tells_of_persons
from berdaya.groups.models import Group
from berdaya.groups.months import is_closed
from berdaya.groups.pages import group_of
from berdaya.groups.sight import may
from berdaya.ui.answers import answer
from berdaya.ui.days import long_month
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it opened again?"), max_length=300, min_length=3
    )


@needs("group-month.add")
def month_close(request: Request, group_id: UUID, year: int, number: int) -> HttpResponse:
    """What will be reported of the month; pressed, it is closed."""
    group, month = _asked(request, group_id, year, number, "groups.close_month")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_in(form):
            actions.close_month(group=group, month=month, by=request.user)
            said = {"month": long_month(month)}
            messages.success(request, _("%(month)s is closed. The report is ready.") % said)
            return redirect("group_forms", group.pk)
    figures = figures_of([group], month)[group.pk]
    context = {
        "group": group,
        "month": month,
        "figures": figures,
        "shows_kb": may(request.user, "groups.note_kb", group)
        or not tells_of_persons(figures.couples, figures.couples_using),
        "is_closed": is_closed(group, month),
    }
    return answer(request, "groups/month_close.html", context, form)


@needs("group-month.end")
def month_reopen(request: Request, group_id: UUID, year: int, number: int) -> HttpResponse:
    """Open a closed month, with the reason."""
    group, month = _asked(request, group_id, year, number, "groups.reopen_month")
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.reopen_month(group=group, month=month, reason=reason, by=request.user)
            messages.success(request, _("The month is open again."))
            return redirect("group_forms", group.pk)
    context = {"group": group, "month": month}
    return answer(request, "groups/month_reopen.html", context, form)


def _asked(
    request: Request, group_id: UUID, year: int, number: int, deed: str
) -> tuple[Group, date]:
    group = group_of(request, group_id, deed)
    try:
        return group, date(year, number, 1)
    except ValueError:
        raise Http404 from None
