from django.urls import path

from berdaya.supervision import caseload_views, profile_views, review_views, sample_views

REVIEW = "penyeliaan/telaah/<uuid:review_id>"

urlpatterns = [
    path("penyeliaan/", caseload_views.caseload_board, name="caseload_board"),
    path("penyeliaan/lama/", caseload_views.case_ageing, name="case_ageing"),
    path("penyeliaan/ambil-alih/", caseload_views.cases_take_over, name="cases_take_over"),
    path("penyeliaan/prinsip/", profile_views.practice_profile, name="practice_profile"),
    path(
        "penyeliaan/prinsip/<uuid:user_id>/",
        profile_views.practice_profile,
        name="practice_profile_of",
    ),
    path("penyeliaan/undian/", sample_views.sample_list, name="sample_list"),
    path("penyeliaan/undian/baru/", sample_views.sample_new, name="sample_new"),
    path(
        "penyeliaan/undian/<uuid:sample_id>/", sample_views.sample_detail, name="sample_detail"
    ),
    path(
        "penyeliaan/terundi/<uuid:pick_id>/beri/", sample_views.review_give, name="review_give"
    ),
    path(f"{REVIEW}/tarik/", sample_views.review_take_back, name="review_take_back"),
    path("penyeliaan/telaah/", review_views.review_list, name="review_list"),
    path(f"{REVIEW}/", review_views.review_detail, name="review_detail"),
    path(f"{REVIEW}/isi/", review_views.review_write, name="review_write"),
    path(f"{REVIEW}/kembalikan/", review_views.review_step_back, name="review_step_back"),
    path(f"{REVIEW}/jawab/", review_views.review_answer, name="review_answer"),
]
