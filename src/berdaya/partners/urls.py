"""Addresses of partners and partnerships."""

from django.urls import path

from berdaya.partners import directory_views, partnership_views, promise_views

urlpatterns = [
    path("mitra/", directory_views.partner_list, name="partner_list"),
    path("mitra/baru/", directory_views.partner_new, name="partner_new"),
    path("mitra/cocok/", directory_views.match_list, name="match_list"),
    path("mitra/<uuid:partner_id>/", directory_views.partner_detail, name="partner_detail"),
    path("mitra/<uuid:partner_id>/ubah/", directory_views.partner_edit, name="partner_edit"),
    path(
        "mitra/<uuid:partner_id>/wilayah/", directory_views.work_area_new, name="work_area_new"
    ),
    path(
        "mitra/<uuid:partner_id>/wilayah/<int:number>/selesai/",
        directory_views.work_area_end,
        name="work_area_end",
    ),
    path("mitra/<uuid:partner_id>/kebutuhan/", directory_views.need_new, name="need_new"),
    path("kebutuhan-mitra/<uuid:need_id>/selesai/", directory_views.need_end, name="need_end"),
    path(
        "kelompok/<uuid:group_id>/kemitraan/",
        partnership_views.partnership_list,
        name="partnership_list",
    ),
    path(
        "kelompok/<uuid:group_id>/kemitraan/baru/",
        partnership_views.partnership_new,
        name="partnership_new",
    ),
    path(
        "kemitraan/<uuid:partnership_id>/",
        partnership_views.partnership_detail,
        name="partnership_detail",
    ),
    path(
        "kemitraan/<uuid:partnership_id>/langkah/<slug:step>/",
        partnership_views.partnership_step,
        name="partnership_step",
    ),
    path(
        "kemitraan/<uuid:partnership_id>/kewajiban/baru/",
        promise_views.obligation_new,
        name="obligation_new",
    ),
    path(
        "kewajiban/<uuid:obligation_id>/",
        promise_views.obligation_settle,
        name="obligation_settle",
    ),
    path(
        "kemitraan/<uuid:partnership_id>/berkas/baru/",
        promise_views.document_new,
        name="document_new",
    ),
    path(
        "berkas-kemitraan/<uuid:document_id>/",
        promise_views.document_file,
        name="document_file",
    ),
    path(
        "berkas-kemitraan/<uuid:document_id>/tarik/",
        promise_views.document_withdraw,
        name="document_withdraw",
    ),
]
