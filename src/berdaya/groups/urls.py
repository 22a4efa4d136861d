from django.urls import path

from berdaya.groups import (
    kb_views,
    meeting_views,
    month_views,
    people_views,
    photo_views,
    register_views,
)

urlpatterns = [
    path("kelompok/baru/", register_views.group_new, name="group_new"),
    path("kelompok/<uuid:group_id>/ubah/", register_views.group_edit, name="group_edit"),
    path("kelompok/<uuid:group_id>/surat/", register_views.group_papers, name="group_papers"),
    path("kelompok/<uuid:group_id>/surat/baru/", register_views.paper_new, name="paper_new"),
    path("surat/<uuid:paper_id>/cabut/", register_views.paper_withdraw, name="paper_withdraw"),
    path(
        "kelompok/<uuid:group_id>/perubahan/<slug:kind>/",
        register_views.group_turn,
        name="group_turn",
    ),
    path("kelompok/<uuid:group_id>/anggota/", people_views.member_list, name="member_list"),
    path(
        "kelompok/<uuid:group_id>/anggota/baru/",
        people_views.member_new_in_group,
        name="member_join",
    ),
    path("kelompok/<uuid:group_id>/kb/", kb_views.member_kb, name="member_kb"),
    path("anggota/<uuid:member_id>/keluar/", people_views.member_end, name="member_end"),
    path("kelompok/<uuid:group_id>/pengurus/baru/", people_views.term_new, name="term_new"),
    path("pengurus/<uuid:term_id>/selesai/", people_views.term_end, name="term_end"),
    path(
        "kelompok/<uuid:group_id>/pendamping/baru/",
        people_views.mentoring_new,
        name="mentoring_new",
    ),
    path(
        "pendamping/<uuid:mentoring_id>/selesai/",
        people_views.mentoring_end,
        name="mentoring_end",
    ),
    path(
        "kelompok/<uuid:group_id>/pertemuan/", meeting_views.meeting_list, name="meeting_list"
    ),
    path(
        "kelompok/<uuid:group_id>/pertemuan/rencana/",
        meeting_views.meeting_plan,
        name="meeting_plan",
    ),
    path(
        "kelompok/<uuid:group_id>/pertemuan/catat/",
        meeting_views.meeting_record,
        name="meeting_record_new",
    ),
    path("pertemuan/<uuid:meeting_id>/", meeting_views.meeting_detail, name="meeting_detail"),
    path(
        "pertemuan/<uuid:meeting_id>/catat/",
        meeting_views.meeting_record,
        name="meeting_record",
    ),
    path(
        "pertemuan/<uuid:meeting_id>/batal/",
        meeting_views.meeting_call_off,
        name="meeting_call_off",
    ),
    path(
        "pertemuan/<uuid:meeting_id>/notulen/",
        meeting_views.meeting_minutes,
        name="meeting_minutes",
    ),
    path("pertemuan/<uuid:meeting_id>/foto/", photo_views.photo_new, name="photo_new"),
    path("foto-pertemuan/<uuid:photo_id>/", photo_views.photo_detail, name="photo_detail"),
    path(
        "foto-pertemuan/<uuid:photo_id>/kecil.jpg",
        photo_views.photo_file,
        {"size": "kecil"},
        name="photo_preview",
    ),
    path(
        "foto-pertemuan/<uuid:photo_id>/foto.jpg",
        photo_views.photo_file,
        {"size": "besar"},
        name="photo_file",
    ),
    path(
        "foto-pertemuan/<uuid:photo_id>/hapus/", photo_views.photo_remove, name="photo_remove"
    ),
    path(
        "kelompok/<uuid:group_id>/bulan/<int:year>-<int:number>/tutup/",
        month_views.month_close,
        name="month_close",
    ),
    path(
        "kelompok/<uuid:group_id>/bulan/<int:year>-<int:number>/buka/",
        month_views.month_reopen,
        name="month_reopen",
    ),
    path(
        "hasil-rapat/<uuid:resolution_id>/",
        meeting_views.resolution_settle,
        name="resolution_settle",
    ),
]
