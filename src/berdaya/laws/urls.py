"""Addresses of the legal library."""

from django.urls import path

from berdaya.laws import views

urlpatterns = [
    path("peraturan/", views.law_list, name="law_list"),
    path("peraturan/<slug:law>/", views.law_detail, name="law_detail"),
]
