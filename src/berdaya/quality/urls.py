from django.urls import path

from berdaya.quality import views

urlpatterns = [
    path("mutu-data/", views.note_list, name="note_list"),
    path("mutu-data/susun/", views.note_make, name="note_make"),
    path("mutu-data/saya/", views.own_notes, name="own_notes"),
    path("mutu-data/<uuid:note_id>/", views.note_talk, name="note_talk"),
]
