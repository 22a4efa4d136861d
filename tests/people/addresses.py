"""The addresses, with a stand-in for the home of a family, which an upper room shows."""

from django.http import HttpResponse
from django.urls import path

from berdaya.site.urls import urlpatterns as of_the_site

urlpatterns = [
    *of_the_site,
    path(
        "keluarga/<uuid:family_id>/",
        lambda _request, family_id: HttpResponse(family_id),
        name="family_detail",
    ),
]
