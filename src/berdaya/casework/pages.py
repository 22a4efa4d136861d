"""What the pages of cases share: finding what may be seen, noting that it was read, one form.

Rooms above that put pages on a case use it too: no page of a case without `case_for` or `read_of`.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from berdaya.casework.contracts import said_no_on
from berdaya.casework.models import Case
from berdaya.casework.reads import note_read
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


def case_for(request: Request, case_id: UUID, cell: str, page: str = "") -> Case:
    """The case, if the user may do or read this of it; else a 404. Notes that it is read.

    `page` is the name of the address, unless said otherwise.
    """
    rows = Case.objects.visible_to(request.user, cell).named()
    case = get_object_or_404(rows, pk=case_id)
    read_of(request, case, page)
    return case


def read_of(request: Request, case: Case, page: str = "") -> None:
    """Note that the user is shown something of a case, where the page found it by another row."""
    match = request.resolver_match
    note_read(
        case, request.user, page or (match.view_name if match else "") or request.path[:60]
    )


def form_page(
    request: Request,
    form: forms.Form,
    *,
    case: Case,
    back: str,
    deed: Callable[[dict[str, Any]], object],
    ask: "str | Promise" = "",
    lead: "str | Promise" = "",
    template: str = "casework/one_form.html",
    **shown: Any,
) -> HttpResponse:
    """A page that asks one thing about a case, does `deed` with the answers and leads `back`."""
    if form.is_valid():
        with refusals_in(form):
            deed(form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(back)
    context = {"case": case, "ask": ask, "lead": lead, "back": back, **shown}
    if "said_no_on" not in context:
        context["said_no_on"] = said_no_on(case)
    return answer(request, template, context, form)
