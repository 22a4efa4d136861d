"""Every address of the system. Paths are Indonesian, names are English."""

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from berdaya.site.api import api

urlpatterns = [
    path("", include("berdaya.site.health_urls")),
    path("bahasa/", set_language, name="set_language"),
    path("", include("berdaya.access.urls")),
    path("", include("berdaya.areas.urls")),
    path("", include("berdaya.laws.urls")),
    path("", include("berdaya.instruments.urls")),
    path("", include("berdaya.people.urls")),
    path("", include("berdaya.life.urls")),
    path("", include("berdaya.consents.urls")),
    path("", include("berdaya.surveys.urls")),
    path("", include("berdaya.followups.urls")),
    path("", include("berdaya.quality.urls")),
    path("", include("berdaya.groups.urls")),
    path("", include("berdaya.services.urls")),
    path("", include("berdaya.kie.urls")),
    path("", include("berdaya.mentoring.urls")),
    path("", include("berdaya.enterprises.urls")),
    path("", include("berdaya.reports.urls")),
    path("", include("berdaya.partners.urls")),
    path("", include("berdaya.capital.urls")),
    path("", include("berdaya.readiness.urls")),
    path("", include("berdaya.objectives.urls")),
    path("", include("berdaya.contacts.urls")),
    path("", include("berdaya.casework.urls")),
    path("", include("berdaya.caseplans.urls")),
    path("", include("berdaya.psychosocial.urls")),
    path("", include("berdaya.outcomes.urls")),
    path("", include("berdaya.supervision.urls")),
    path("", include("berdaya.pathway.urls")),
    path("", include("berdaya.casefile.urls")),
    path("", include("berdaya.imports.urls")),
    path("", include("berdaya.insights.urls")),
    path("", include("berdaya.api.urls")),
    path("api/", api.urls),
]
if settings.DEMO or settings.DEBUG:
    urlpatterns.append(path("gaya/", include("berdaya.ui.urls")))
