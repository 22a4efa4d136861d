from django.urls import path

from berdaya.casefile import views

urlpatterns = [
    path("kasus/<uuid:case_id>/berkas/", views.case_file, name="case_file"),
    path("kasus-berkas/<uuid:print_id>/", views.case_print, name="case_print"),
    path(
        "kasus-berkas/<uuid:print_id>/berkas.pdf", views.case_print_file, name="case_print_file"
    ),
]
