"""How a page with a form answers."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from berdaya.ui.requests import Request


def answer(request: Request, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    """The page with the form on it; its status says where the form cannot be taken as it is."""
    context = {"form": form, **context}
    return render(request, template, context, status=422 if form.errors else 200)
