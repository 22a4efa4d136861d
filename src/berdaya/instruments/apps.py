from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "berdaya.instruments"

    def ready(self) -> None:
        from berdaya.instruments.shelf import found  # noqa: PLC0415  # models are ready now
        from berdaya.rules.instruments.shelf import stands_at  # noqa: PLC0415

        stands_at(found)
