from django.urls import path

from berdaya.enterprises import (
    book_views,
    guidance_views,
    product_views,
    register_views,
    thing_views,
)

OF = "usaha/<uuid:enterprise_id>/"

urlpatterns = [
    path(
        "kelompok/<uuid:group_id>/usaha/",
        register_views.enterprise_list,
        name="enterprise_list",
    ),
    path(
        "kelompok/<uuid:group_id>/usaha/baru/",
        register_views.enterprise_new,
        name="enterprise_new",
    ),
    path(OF, register_views.enterprise_detail, name="enterprise_detail"),
    path(f"{OF}ubah/", register_views.enterprise_edit, name="enterprise_edit"),
    path(f"{OF}kbli/", register_views.kbli_choose, name="kbli_choose"),
    path(f"{OF}tutup/", register_views.enterprise_end, name="enterprise_end"),
    path(f"{OF}sebelumnya/", register_views.baseline_new, name="baseline_new"),
    path(f"{OF}biaya-tetap/", register_views.fixed_costs_new, name="fixed_costs_new"),
    path(f"{OF}produk/baru/", product_views.product_new, name="product_new"),
    path("produk/<uuid:product_id>/", product_views.product_detail, name="product_detail"),
    path("produk/<uuid:product_id>/harga/", product_views.price_new, name="price_new"),
    path("produk/<uuid:product_id>/biaya/", product_views.costs_new, name="costs_new"),
    path("produk/<uuid:product_id>/selesai/", product_views.product_end, name="product_end"),
    path("izin/", thing_views.permit_due, name="permit_due"),
    path(f"{OF}izin/baru/", thing_views.permit_new, name="permit_new"),
    path("izin/<uuid:permit_id>/cabut/", thing_views.permit_withdraw, name="permit_withdraw"),
    path(f"{OF}alat/baru/", thing_views.asset_new, name="asset_new"),
    path("alat/<uuid:asset_id>/lepas/", thing_views.asset_gone, name="asset_gone"),
    path(f"{OF}catatan/", book_views.book_list, name="book_list"),
    path("catatan-bulan/<uuid:book_id>/", book_views.book_detail, name="book_detail"),
    path(f"{OF}hari/", book_views.sales_day, name="sales_day"),
    path(f"{OF}bulan/", book_views.sales_month, name="sales_month"),
    path(f"{OF}pendapatan/", book_views.income_new, name="income_new"),
    path(f"{OF}pembinaan/", guidance_views.guidance, name="guidance"),
    path(f"{OF}pembinaan/rencana/", guidance_views.plan_new, name="plan_new"),
    path(f"{OF}pembinaan/kunjungan/", guidance_views.visit_new, name="visit_new"),
    path(f"{OF}pembinaan/teknologi/", guidance_views.technology_new, name="technology_new"),
    path("tugas-usaha/<uuid:task_id>/", guidance_views.task_settle, name="task_settle"),
    path(
        "teknologi/<uuid:technology_id>/", guidance_views.technology_ask, name="technology_ask"
    ),
]
