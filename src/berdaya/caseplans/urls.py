from django.urls import path

from berdaya.caseplans import goal_views, plan_views, referral_views, work_views

urlpatterns = [
    path("kasus/<uuid:case_id>/rencana/", plan_views.case_plan, name="case_plan"),
    path("kasus/<uuid:case_id>/rencana/baru/", plan_views.plan_begin, name="plan_begin"),
    path("kasus/<uuid:case_id>/tugas/baru/", work_views.case_task_new, name="case_task_new"),
    path("kasus-rencana/<uuid:plan_id>/", plan_views.plan_detail, name="plan_detail"),
    path("kasus-rencana/<uuid:plan_id>/isi/", plan_views.plan_describe, name="plan_describe"),
    path("kasus-rencana/<uuid:plan_id>/setuju/", plan_views.plan_agree, name="plan_agree"),
    path("kasus-rencana/<uuid:plan_id>/tujuan/", goal_views.goal_new, name="goal_new"),
    path(
        "kasus-rencana/<uuid:plan_id>/rujukan/",
        referral_views.case_referral_new,
        name="case_referral_new",
    ),
    path("kasus-tujuan/<uuid:goal_id>/", goal_views.goal_change, name="goal_change"),
    path("kasus-tujuan/<uuid:goal_id>/hapus/", goal_views.goal_remove, name="goal_remove"),
    path(
        "kasus-rencana/<uuid:plan_id>/kegiatan/",
        work_views.case_activity_new,
        name="case_activity_new",
    ),
    path(
        "kasus-kegiatan/<uuid:activity_id>/",
        work_views.case_activity_settle,
        name="case_activity_settle",
    ),
    path("kasus-tugas/<uuid:task_id>/", work_views.case_task, name="case_task"),
    path("kasus-tugas/<uuid:task_id>/akhiri/", work_views.case_task_end, name="case_task_end"),
    path(
        "kasus-latihan/<uuid:practice_id>/batalkan/",
        work_views.case_practice_undo,
        name="case_practice_undo",
    ),
]
