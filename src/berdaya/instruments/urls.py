from django.urls import path

from berdaya.instruments import views

urlpatterns = [
    path("instrumen/kantor/", views.own_list, name="own_list"),
    path("instrumen/kantor/tambah/", views.own_new, name="own_new"),
    path("instrumen/kantor/<uuid:own_id>/berkas.yaml", views.own_file, name="own_file"),
]
