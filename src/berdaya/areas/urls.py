from django.urls import path

from berdaya.areas import views

urlpatterns = [
    path("wilayah/cari/", views.area_search, name="area_search"),
    path("wilayah/<str:code>/rt-rw/", views.neighbourhoods, name="neighbourhoods"),
]
