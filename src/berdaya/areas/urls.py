from django.urls import path, register_converter

from berdaya.areas import views
from berdaya.areas.addresses import AreaCode, Ending

# read before those of the other rooms, which write <area:code> and <ending:ending>
register_converter(AreaCode, "area")
register_converter(Ending, "ending")

urlpatterns = [
    path("wilayah/cari/", views.area_search, name="area_search"),
    path("wilayah/<str:code>/rt-rw/", views.neighbourhoods, name="neighbourhoods"),
]
