from django.urls import path

from berdaya.api import views

urlpatterns = [
    path("token/", views.token_list, name="token_list"),
    path("token/baru/", views.token_new, name="token_new"),
    path("token/<uuid:token_id>/akhiri/", views.token_end, name="token_end"),
]
