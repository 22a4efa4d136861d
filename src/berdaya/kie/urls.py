from django.urls import path

from berdaya.kie import material_views, views

urlpatterns = [
    path("kelompok/<uuid:group_id>/kie/", views.session_list, name="session_list"),
    path(
        "kelompok/<uuid:group_id>/kie/catat/", views.session_record, name="session_record_new"
    ),
    path("cakupan-kie/", material_views.kie_coverage, name="kie_coverage"),
    path("kie/<uuid:session_id>/", views.session_detail, name="session_detail"),
    path("kie/<uuid:session_id>/catat/", views.session_record, name="session_record"),
    path("kie/<uuid:session_id>/batal/", views.session_withdraw, name="session_withdraw"),
    path(
        "kie/<uuid:session_id>/tanya/<slug:code>/<slug:when>/",
        views.session_ask,
        name="session_ask",
    ),
    path("materi/", material_views.material_list, name="material_list"),
    path("materi/baru/", material_views.material_new, name="material_new"),
    path("materi/<uuid:material_id>/", material_views.material_detail, name="material_detail"),
    path(
        "materi/<uuid:material_id>/versi-baru/", material_views.edition_new, name="edition_new"
    ),
    path("materi/<uuid:material_id>/tutup/", material_views.material_end, name="material_end"),
    path("materi/berkas/<uuid:edition_id>/", material_views.edition_file, name="edition_file"),
]
