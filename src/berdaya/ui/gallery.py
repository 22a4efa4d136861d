"""Every component in every state, for whoever builds or checks pages (demo and debug only)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {})
