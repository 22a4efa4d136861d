from django.urls import path

from berdaya.outcomes import ending_views, evaluation_views, lesson_views

EVALUATION, ENDING = "kasus/<uuid:case_id>/evaluasi/", "kasus/<uuid:case_id>/pengakhiran/"

urlpatterns = [
    path("kasus/pelajaran/", lesson_views.lesson_list, name="lesson_list"),
    path("kasus/tengok/", ending_views.look_in_list, name="look_in_list"),
    path(
        "kasus-tengok/<uuid:follow_up_id>/", ending_views.follow_up_note, name="follow_up_note"
    ),
    path(EVALUATION, evaluation_views.case_evaluation, name="case_evaluation"),
    path(f"{EVALUATION}tujuan/", evaluation_views.goals_rate, name="goals_rate"),
    path(f"{EVALUATION}klien/", evaluation_views.client_rate, name="client_rate"),
    path(f"{EVALUATION}pelajaran/", evaluation_views.lesson_new, name="lesson_new"),
    path(ENDING, ending_views.case_ending, name="case_ending"),
    path(f"{ENDING}kesiapan/", ending_views.readiness_check, name="readiness_check"),
    path(f"{ENDING}sesudah/", ending_views.after_care_plan, name="after_care_plan"),
    path(f"{ENDING}ringkasan/", ending_views.summary_write, name="summary_write"),
    path(f"{ENDING}ringkasan/cetak/", ending_views.summary_print, name="summary_print"),
    path(f"{ENDING}ringkasan/berikan/", ending_views.summary_give, name="summary_give"),
    path(f"{ENDING}tengok/", ending_views.follow_ups_date, name="follow_ups_date"),
]
