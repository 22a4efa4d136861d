from django.urls import path

from berdaya.surveys import (
    handing_views,
    instrument_views,
    result_views,
    start_views,
    views,
)

urlpatterns = [
    path("pengguna/<uuid:user_id>/serah-terima/", handing_views.hand_over, name="hand_over"),
    path(
        "keluarga/<uuid:family_id>/pendataan/<slug:instrument>/",
        start_views.survey_start,
        name="survey_start",
    ),
    path(
        "orang/<uuid:person_id>/pendataan/<slug:instrument>/",
        start_views.survey_start_person,
        name="survey_start_person",
    ),
    path("pendataan/<uuid:draft_id>/<int:number>/", views.survey_group, name="survey_group"),
    path("pendataan/<uuid:draft_id>/periksa/", views.survey_review, name="survey_review"),
    path("pendataan/<uuid:draft_id>/buang/", views.survey_discard, name="survey_discard"),
    path("hasil/<uuid:assessment_id>/lembar/", result_views.result_sheet, name="result_sheet"),
    path(
        "hasil/<uuid:assessment_id>/perbaiki/",
        result_views.result_correct,
        name="result_correct",
    ),
    path("instrumen/", instrument_views.instrument_list, name="instrument_list"),
    path(
        "instrumen/<slug:instrument>/",
        instrument_views.instrument_detail,
        name="instrument_detail",
    ),
    path(
        "instrumen/<slug:instrument>/formulir/",
        instrument_views.instrument_form,
        name="instrument_form",
    ),
    path(
        "instrumen/<slug:instrument>/formulir.xlsx",
        instrument_views.instrument_xlsform,
        name="instrument_xlsform",
    ),
    path(
        "instrumen/<slug:instrument>/buku-kode.<slug:ending>",
        instrument_views.instrument_book,
        name="instrument_book",
    ),
    path(
        "instrumen/<slug:instrument>/nilai-ulang/",
        instrument_views.instrument_rescorings,
        name="instrument_rescorings",
    ),
]
