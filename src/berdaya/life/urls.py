from django.urls import path

from berdaya.life import views

urlpatterns = [
    path("keluarga/<uuid:family_id>/peristiwa/", views.event_list, name="event_list"),
    path("keluarga/<uuid:family_id>/peristiwa/<slug:kind>/", views.event_new, name="event_new"),
    path("peristiwa/<uuid:event_id>/batalkan/", views.event_take_back, name="event_take_back"),
    path("keluarga/<uuid:family_id>/susunan/", views.roster_on, name="roster_on"),
]
