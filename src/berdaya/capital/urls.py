"""Addresses of capital."""

from django.urls import path

from berdaya.capital import application_views, call_views, use_views

urlpatterns = [
    path("modal/", call_views.call_list, name="call_list"),
    path("modal/saya/", call_views.oneself, name="oneself"),
    path("modal/panggilan/baru/", call_views.call_new, name="call_new"),
    path("modal/panggilan/<uuid:call_id>/", call_views.call_detail, name="call_detail"),
    path(
        "kelompok/<uuid:group_id>/modal/",
        application_views.application_list,
        name="application_list",
    ),
    path(
        "kelompok/<uuid:group_id>/modal/baru/",
        application_views.application_new,
        name="application_new",
    ),
    path(
        "pengajuan/<uuid:application_id>/",
        application_views.application_detail,
        name="application_detail",
    ),
    path(
        "pengajuan/<uuid:application_id>/musyawarah/",
        application_views.application_agreed,
        name="application_agreed",
    ),
    path("pengajuan/<uuid:application_id>/biaya/", application_views.line_new, name="line_new"),
    path(
        "pengajuan/<uuid:application_id>/langkah/<slug:step>/",
        application_views.application_step,
        name="application_step",
    ),
    path("biaya/<uuid:line_id>/hapus/", application_views.line_remove, name="line_remove"),
    path("biaya/<uuid:line_id>/pakai/", use_views.use_new, name="use_new"),
    path("bukti/<uuid:use_id>/", use_views.use_file, name="use_file"),
    path("bukti/<uuid:use_id>/batal/", use_views.use_take_back, name="use_take_back"),
]
