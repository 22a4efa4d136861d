from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "berdaya.areas"

    def ready(self) -> None:
        import berdaya.areas.lookups  # noqa: F401, PLC0415  # registers `within` for every query
