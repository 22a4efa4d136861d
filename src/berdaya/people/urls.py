from django.urls import path

from berdaya.people import browsing, revealing, views

urlpatterns = [
    path("keluarga/", browsing.family_list, name="family_list"),
    path("keluarga/baru/", views.family_new, name="family_new"),
    path("keluarga/periksa-nik/", browsing.nik_check, name="nik_check"),
    path("keluarga/periksa-kk/", browsing.kk_check, name="kk_check"),
    path("keluarga/<uuid:family_id>/ubah/", views.family_edit, name="family_edit"),
    path("keluarga/<uuid:family_id>/anggota/baru/", views.member_new, name="member_new"),
    path("orang/<uuid:person_id>/ubah/", views.person_edit, name="person_edit"),
    path("orang/<uuid:person_id>/nomor/", revealing.person_number, name="person_number"),
    path("keluarga/<uuid:family_id>/nomor/", revealing.family_number, name="family_number"),
    path(
        "keanggotaan/<uuid:membership_id>/akhiri/", views.membership_end, name="membership_end"
    ),
]
