from django.urls import path

from berdaya.consents import views

urlpatterns = [
    path("keluarga/<uuid:family_id>/persetujuan/", views.consent_list, name="consent_list"),
    path("keluarga/<uuid:family_id>/persetujuan/ketuk/", views.consent_tap, name="consent_tap"),
    path(
        "keluarga/<uuid:family_id>/persetujuan/<slug:purpose_id>/",
        views.consent_new,
        name="consent_new",
    ),
    path(
        "keluarga/<uuid:family_id>/persetujuan/<slug:purpose_id>/lembar/",
        views.consent_sheet,
        name="consent_sheet",
    ),
]
