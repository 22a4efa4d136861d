from django.urls import path

from berdaya.followups import views

urlpatterns = [
    path("hasil/<uuid:assessment_id>/", views.result_detail, name="result_detail"),
    path(
        "hasil/<uuid:assessment_id>/langkah/<slug:item>/<int:number>/",
        views.step_decide,
        name="step_decide",
    ),
    path("tindak-lanjut/", views.follow_up_counts, name="follow_up_counts"),
]
