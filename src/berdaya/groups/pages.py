"""What the pages of groups share: finding what may be seen, and a page that asks one thing.

Rooms above that put pages on a group use it too.
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

from berdaya.groups.models import Group
from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


def group_of(request: Request, group_id: UUID, deed: str) -> Group:
    """The group, if the user may do or read this of it; else a 404."""
    return get_object_or_404(Group.objects.visible_to(request.user, deed), pk=group_id)


def form_page(
    request: Request,
    form: forms.Form,
    *,
    group: Group,
    back: str,
    deed: Callable[[dict[str, Any]], object],
    ask: "str | Promise" = "",
    lead: "str | Promise" = "",
    template: str = "groups/one_form.html",
    **shown: Any,
) -> HttpResponse:
    """A page that asks one thing about a group, does `deed` with the answers and leads `back`."""
    if form.is_valid():
        with refusals_in(form):
            deed(form.cleaned_data)
            messages.success(request, _("Noted."))
            return redirect(back)
    context = {"group": group, "ask": ask, "lead": lead, "back": back, **shown}
    return answer(request, template, context, form)
