from django.urls import path

from berdaya.imports import views

urlpatterns = [
    path("berkas/", views.import_list, name="import_list"),
    path("berkas/<uuid:upload_id>/", views.import_detail, name="import_detail"),
    path("berkas/<uuid:upload_id>/masukkan/", views.import_carry_out, name="import_carry_out"),
    path(
        "berkas/<uuid:upload_id>/perbaiki.xlsx", views.import_rejected, name="import_rejected"
    ),
]
