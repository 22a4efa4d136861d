from django.urls import path

from berdaya.services import coverage_views, directory_views, referral_views, search_views

urlpatterns = [
    path("layanan/", search_views.service_search, name="service_search"),
    path("layanan/<uuid:service_id>/", search_views.service_detail, name="service_detail"),
    path("layanan/<uuid:service_id>/ubah/", directory_views.service_edit, name="service_edit"),
    path(
        "layanan/<uuid:service_id>/periksa/",
        directory_views.service_check,
        name="service_check",
    ),
    path("layanan/<uuid:service_id>/tutup/", directory_views.service_end, name="service_end"),
    path("layanan/<uuid:service_id>/wilayah/", directory_views.reach_new, name="reach_new"),
    path(
        "layanan/<uuid:service_id>/wilayah/<int:number>/selesai/",
        directory_views.reach_end,
        name="reach_end",
    ),
    path("layanan/<uuid:service_id>/rujuk/", referral_views.referral_new, name="referral_new"),
    path("rujukan/", referral_views.referral_list, name="referral_list"),
    path("rujukan/<uuid:referral_id>/", referral_views.referral_detail, name="referral_detail"),
    path(
        "rujukan/<uuid:referral_id>/langkah/<slug:slug>/",
        referral_views.referral_step,
        name="referral_step",
    ),
    path(
        "rujukan/<uuid:referral_id>/surat.pdf",
        referral_views.referral_letter,
        name="referral_letter",
    ),
    path("cakupan-layanan/", coverage_views.coverage_board, name="coverage_board"),
    path(
        "cakupan-layanan/<area:code>/cakupan.<ending:ending>",
        coverage_views.coverage_export,
        name="coverage_export",
    ),
    path("cakupan-layanan/<area:code>/", coverage_views.coverage_area, name="coverage_area"),
    path("penyedia/baru/", directory_views.provider_new, name="provider_new"),
    path("penyedia/<uuid:provider_id>/", search_views.provider_detail, name="provider_detail"),
    path(
        "penyedia/<uuid:provider_id>/ubah/",
        directory_views.provider_edit,
        name="provider_edit",
    ),
    path(
        "penyedia/<uuid:provider_id>/tutup/",
        directory_views.provider_end,
        name="provider_end",
    ),
    path(
        "penyedia/<uuid:provider_id>/layanan/baru/",
        directory_views.service_new,
        name="service_new",
    ),
]
