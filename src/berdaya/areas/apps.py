from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "berdaya.areas"

    def ready(self) -> None:
        # these register `among` and `within` for every query
        import berdaya.among  # noqa: PLC0415
        import berdaya.areas.lookups  # noqa: F401, PLC0415
