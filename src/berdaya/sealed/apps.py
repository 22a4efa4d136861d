from django.apps import AppConfig


class SealedConfig(AppConfig):
    name = "berdaya.sealed"
