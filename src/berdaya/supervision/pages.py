"""A page of supervision that asks one thing."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from berdaya.ui.answers import answer
from berdaya.ui.refusals import refusals_in
from berdaya.ui.requests import Request


def ask_page(
    request: Request,
    form: forms.Form,
    *,
    ask: str,
    back: str,
    deed: Callable[[], str],
    lead: str = "",
    template: str = "supervision/one_form.html",
    **shown: Any,
) -> HttpResponse:
    """Do `deed` with a form that can be taken; it says where to go on."""
    if form.is_valid():
        with refusals_in(form):
            onward = deed()
            messages.success(request, _("Noted."))
            return redirect(onward)
    context = {"ask": ask, "lead": lead, "back": back, "back_label": _("Back"), **shown}
    return answer(request, template, context, form)
