from django.urls import path

from berdaya.reports import file_views, views

OF_GROUP = "kelompok/<uuid:group_id>/laporan"
MONTH = "<int:year>-<int:number>"
urlpatterns = [
    path(f"{OF_GROUP}/", views.group_forms, name="group_forms"),
    path(
        f"{OF_GROUP}/kegiatan/{MONTH}.<slug:ending>",
        file_views.register_file,
        name="register_file",
    ),
    path(
        f"{OF_GROUP}/kegiatan/{MONTH}/lengkap.<slug:ending>",
        file_views.register_in_full,
        name="register_in_full",
    ),
    path(f"{OF_GROUP}/kartu/<int:year>.<slug:ending>", file_views.card_file, name="card_file"),
    path(
        f"{OF_GROUP}/kartu/<int:year>/lengkap.<slug:ending>",
        file_views.card_in_full,
        name="card_in_full",
    ),
    path("laporan/", views.report_calendar, name="report_calendar"),
    path("laporan/formulir/<slug:key>/", views.form_columns, name="form_columns"),
    path(f"laporan/desa/<str:code>/{MONTH}/", views.village_month, name="village_month"),
    path(
        f"laporan/desa/<str:code>/{MONTH}.<slug:ending>",
        file_views.village_file,
        name="village_file",
    ),
]
