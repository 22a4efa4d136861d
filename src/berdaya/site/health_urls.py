"""Addresses that a load balancer asks."""

from django.urls import path

from berdaya.site import health

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
