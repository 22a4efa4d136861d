from django.urls import path

from berdaya.casework import case_views, contract_views, intake_views, people_views

urlpatterns = [
    path("kasus/", case_views.case_list, name="case_list"),
    path("kasus/minta/", intake_views.intake_new, name="intake_new"),
    path("kasus/minta/warga/", intake_views.intake_community, name="intake_community"),
    path(
        "kasus/minta/orang/<uuid:person_id>/", intake_views.intake_about, name="intake_person"
    ),
    path(
        "kasus/minta/keluarga/<uuid:family_id>/",
        intake_views.intake_about,
        name="intake_family",
    ),
    path(
        "kasus/minta/kelompok/<uuid:group_id>/", intake_views.intake_about, name="intake_group"
    ),
    path("kasus/masuk/", intake_views.intake_list, name="intake_list"),
    path("kasus/masuk/<uuid:intake_id>/", intake_views.intake_detail, name="intake_detail"),
    path(
        "kasus/masuk/<uuid:intake_id>/nilai/", intake_views.intake_triage, name="intake_triage"
    ),
    path("kasus/masuk/<uuid:intake_id>/terima/", intake_views.intake_take, name="intake_take"),
    path(
        "kasus/masuk/<uuid:intake_id>/tolak/",
        intake_views.intake_decline,
        name="intake_decline",
    ),
    path(
        "kasus/darurat/orang/<uuid:person_id>/",
        people_views.case_break,
        name="case_break_person",
    ),
    path(
        "kasus/darurat/keluarga/<uuid:family_id>/",
        people_views.case_break,
        name="case_break_family",
    ),
    path(
        "kasus/darurat/kelompok/<uuid:group_id>/",
        people_views.case_break,
        name="case_break_group",
    ),
    path("kasus/<uuid:case_id>/", case_views.case_detail, name="case_detail"),
    path("kasus/<uuid:case_id>/orang/", people_views.case_people, name="case_people"),
    path("kasus/<uuid:case_id>/pembaca/", case_views.case_reads, name="case_reads"),
    path("kasus/<uuid:case_id>/tugaskan/", people_views.case_assign, name="case_assign"),
    path(
        "kasus/<uuid:case_id>/alihkan/pekerja/",
        people_views.case_transfer,
        {"role": "pekerja"},
        name="case_transfer",
    ),
    path(
        "kasus/<uuid:case_id>/alihkan/penyelia/",
        people_views.case_transfer,
        {"role": "penyelia"},
        name="case_hand_over",
    ),
    path("kasus/<uuid:case_id>/buka-lagi/", people_views.case_reopen, name="case_reopen"),
    path("kasus/<uuid:case_id>/akses/baru/", people_views.access_new, name="access_new"),
    path(
        "kasus/<uuid:case_id>/kesepakatan/", contract_views.case_contract, name="case_contract"
    ),
    path(
        "kasus/<uuid:case_id>/kesepakatan/tulis/",
        contract_views.contract_write,
        name="contract_write",
    ),
    path(
        "kesepakatan/<uuid:contract_id>/",
        contract_views.contract_detail,
        name="contract_detail",
    ),
    path(
        "kesepakatan/<uuid:contract_id>/tanda-tangan/",
        contract_views.contract_sign,
        name="contract_sign",
    ),
    path(
        "kesepakatan/<uuid:contract_id>/tanda-tangan.jpg",
        contract_views.contract_signature,
        name="contract_signature",
    ),
    path(
        "kesepakatan/<uuid:contract_id>/kesepakatan.pdf",
        contract_views.contract_file,
        name="contract_file",
    ),
    path(
        "kesepakatan/<uuid:contract_id>/tarik/",
        contract_views.contract_withdraw,
        name="contract_withdraw",
    ),
    path("kasus-akses/<uuid:access_id>/akhiri/", people_views.access_end, name="access_end"),
    path("kasus-darurat/<uuid:break_id>/jawab/", people_views.break_see, name="break_see"),
]
