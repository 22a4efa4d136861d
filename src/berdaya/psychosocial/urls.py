from django.urls import path

from berdaya.psychosocial import assessment_views, ecomap_views, genogram_views, group_views

urlpatterns = [
    path(
        "kasus/<uuid:case_id>/asesmen/",
        assessment_views.case_assessment,
        name="case_assessment",
    ),
    path(
        "kasus/<uuid:case_id>/asesmen/tulis/",
        assessment_views.assessment_write,
        name="assessment_write",
    ),
    path(
        "kasus-asesmen/<uuid:edition_id>/",
        assessment_views.edition_detail,
        name="edition_detail",
    ),
    path(
        "kasus/<uuid:case_id>/asesmen/hasil/<uuid:assessment_id>/",
        assessment_views.result_choose,
        name="result_choose",
    ),
    path(
        "kasus-hasil/<uuid:result_id>/lepas/",
        assessment_views.result_drop,
        name="result_drop",
    ),
    path(
        "kasus/<uuid:case_id>/asesmen/tanya/<slug:instrument>/",
        group_views.group_ask,
        name="group_ask",
    ),
    path("kasus-jawaban/<uuid:result_id>/", group_views.group_result, name="group_result"),
    path(
        "kasus-jawaban/<uuid:result_id>/lepas/",
        group_views.group_result_drop,
        name="group_result_drop",
    ),
    path("kasus/<uuid:case_id>/genogram/", genogram_views.case_genogram, name="case_genogram"),
    path("kasus/<uuid:case_id>/genogram/isi/", genogram_views.kin_seed, name="kin_seed"),
    path("kasus/<uuid:case_id>/genogram/klien/", genogram_views.kin_first, name="kin_first"),
    path(
        "kasus/<uuid:case_id>/genogram/hubungan/", genogram_views.kin_relate, name="kin_relate"
    ),
    path("kasus-kerabat/<uuid:kin_id>/", genogram_views.kin_edit, name="kin_edit"),
    path("kasus-kerabat/<uuid:kin_id>/lepas/", genogram_views.kin_off, name="kin_off"),
    path(
        "kasus-kerabat/<uuid:kin_id>/tambah/<slug:relation>/",
        genogram_views.kin_add,
        name="kin_add",
    ),
    path("kasus-pasangan/<uuid:couple_id>/", genogram_views.couple_edit, name="couple_edit"),
    path(
        "kasus-hubungan/<slug:kind>/<uuid:relation_id>/lepas/",
        genogram_views.relation_off,
        name="relation_off",
    ),
    path("kasus/<uuid:case_id>/ekomap/", ecomap_views.case_ecomap, name="case_ecomap"),
    path("kasus/<uuid:case_id>/ekomap/tambah/", ecomap_views.system_new, name="system_new"),
    path("kasus-sistem/<uuid:system_id>/", ecomap_views.system_edit, name="system_edit"),
    path("kasus-sistem/<uuid:system_id>/lepas/", ecomap_views.system_off, name="system_off"),
]
