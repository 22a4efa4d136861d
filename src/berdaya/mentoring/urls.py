from django.urls import path

from berdaya.mentoring import views

urlpatterns = [
    path("kunjungan/", views.visit_plan, name="visit_plan"),
    path("kunjungan/daftar/", views.visit_day, name="visit_day"),
    path("kunjungan/<uuid:visit_id>/", views.visit_detail, name="visit_detail"),
    path("kunjungan/<uuid:visit_id>/catat/", views.visit_record, name="visit_record"),
    path("kelompok/<uuid:group_id>/kunjungan/", views.visit_list, name="visit_list"),
    path(
        "kelompok/<uuid:group_id>/kunjungan/catat/", views.visit_record, name="visit_record_new"
    ),
]
