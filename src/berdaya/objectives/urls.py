from django.urls import path

from berdaya.objectives import views

urlpatterns = [
    path("kelompok/<uuid:group_id>/tujuan/", views.group_objectives, name="group_objectives"),
    path("tujuan/", views.objective_board, name="objective_board"),
    path(
        "tujuan/<area:code>/tujuan.<ending:ending>",
        views.objective_export,
        name="objective_export",
    ),
    path("tujuan/<area:code>/", views.objective_area, name="objective_area"),
]
