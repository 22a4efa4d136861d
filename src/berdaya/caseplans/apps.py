from django.apps import AppConfig


class CaseplansConfig(AppConfig):
    name = "berdaya.caseplans"

    def ready(self) -> None:
        from berdaya.caseplans.referring import opens  # noqa: PLC0415  # models are ready now
        from berdaya.services.sight import opened_also_to  # noqa: PLC0415

        opened_also_to(opens)
