"""What the pages of enterprises share: finding what may be seen, and a page with one form."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from berdaya.enterprises.models import Enterprise
from berdaya.groups import pages
from berdaya.ui.requests import Request


def enterprise_of(request: Request, enterprise_id: UUID, deed: str) -> Enterprise:
    """The business, if the user may do or read this of it; else a 404."""
    rows = Enterprise.objects.visible_to(request.user, deed)
    return get_object_or_404(rows.select_related("group", "owner__person"), pk=enterprise_id)


def form_page(
    request: Request,
    form: forms.Form,
    *,
    about: Enterprise,
    ask: str,
    back: str,
    deed: Callable[[dict[str, Any]], object],
    lead: str = "",
    template: str = "enterprises/one_form.html",
    **shown: Any,
) -> HttpResponse:
    """A page that asks one thing about a business, and does `deed` with the answers."""
    return pages.form_page(
        request,
        form,
        group=about.group,
        back=back,
        deed=deed,
        ask=ask,
        lead=lead,
        template=template,
        enterprise=about,
        **shown,
    )
