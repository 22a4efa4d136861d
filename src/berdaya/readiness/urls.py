from django.urls import path

from berdaya.readiness import views

urlpatterns = [
    path("kelompok/<uuid:group_id>/kedudukan/", views.group_standing, name="group_standing"),
    path(
        "kelompok/<uuid:group_id>/kedudukan/simpan/",
        views.standing_keep,
        name="standing_keep",
    ),
    path(
        "kelompok/<uuid:group_id>/kedudukan/<slug:which>/<slug:item>/",
        views.criterion_attest,
        name="criterion_attest",
    ),
]
