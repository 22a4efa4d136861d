from django.urls import path

from berdaya.imports import column_views, doubt_views, head_views, job_views, list_views, views

urlpatterns = [
    path("berkas/", views.import_list, name="import_list"),
    path(
        "berkas/contoh-kelompok.xlsx",
        list_views.import_group_example,
        name="import_group_example",
    ),
    path("berkas/<uuid:upload_id>/", views.import_detail, name="import_detail"),
    path("berkas/<uuid:upload_id>/masukkan/", views.import_carry_out, name="import_carry_out"),
    path("berkas/<uuid:upload_id>/kepala/", head_views.import_heads, name="import_heads"),
    path(
        "berkas/<uuid:upload_id>/kepala/<uuid:question_id>/",
        head_views.import_heads_decide,
        name="import_heads_decide",
    ),
    path("berkas/<uuid:upload_id>/hentikan/", job_views.import_stop, name="import_stop"),
    path("berkas/<uuid:upload_id>/lanjutkan/", job_views.import_go_on, name="import_go_on"),
    path("berkas/<uuid:upload_id>/banding/", doubt_views.import_doubts, name="import_doubts"),
    path(
        "berkas/<uuid:upload_id>/banding/<uuid:doubt_id>/",
        doubt_views.import_decide,
        name="import_decide",
    ),
    path("berkas/<uuid:upload_id>/kolom/", column_views.import_columns, name="import_columns"),
    path(
        "berkas/<uuid:upload_id>/kolom/lupakan/",
        column_views.import_forget,
        name="import_forget",
    ),
    path("pekerja/", job_views.worker_page, name="worker_page"),
    path(
        "berkas/<uuid:upload_id>/perbaiki.xlsx", views.import_rejected, name="import_rejected"
    ),
]
