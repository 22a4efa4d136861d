from django.urls import path

from berdaya.ui import gallery

urlpatterns = [
    path("", gallery.gallery, name="gallery"),
    path("formulir/", gallery.gallery_forms, name="gallery_forms"),
]
