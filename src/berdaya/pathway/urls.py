from django.urls import path

from berdaya.pathway import views

urlpatterns = [
    path("kasus/<uuid:case_id>/jalan/", views.case_path, name="case_path"),
    path(
        "kasus/<uuid:case_id>/jalan/<slug:kind>/<slug:code>/", views.case_step, name="case_step"
    ),
]
