from django.urls import path

from berdaya.contacts import contact_views, note_views, step_views

OF_CASE = "kasus/<uuid:case_id>"
OF_CONTACT = "kasus-kontak/<uuid:contact_id>"

urlpatterns = [
    path("kasus/langkah/", step_views.step_list, name="step_list"),
    path(f"{OF_CASE}/kontak/", contact_views.contact_list, name="contact_list"),
    path(f"{OF_CASE}/kontak/baru/", contact_views.contact_new, name="contact_new"),
    path(f"{OF_CONTACT}/", contact_views.contact_detail, name="contact_detail"),
    path(f"{OF_CONTACT}/perbaiki/", contact_views.contact_correct, name="contact_correct"),
    path(f"{OF_CONTACT}/asas/", contact_views.contact_review, name="contact_review"),
    path(f"{OF_CASE}/langkah/baru/", step_views.step_new, name="step_new"),
    path("kasus-langkah/<uuid:step_id>/selesai/", step_views.step_settle, name="step_settle"),
    path(f"{OF_CASE}/catatan/", note_views.case_note_list, name="case_note_list"),
    path(f"{OF_CASE}/catatan/baru/", note_views.case_note_new, name="case_note_new"),
    path(
        "kasus-catatan/<uuid:note_id>/ubah/", note_views.case_note_edit, name="case_note_edit"
    ),
    path(
        "kasus-catatan/<uuid:note_id>/",
        note_views.case_note_versions,
        name="case_note_versions",
    ),
]
