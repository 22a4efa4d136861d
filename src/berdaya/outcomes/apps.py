from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutcomesConfig(AppConfig):
    name = "berdaya.outcomes"

    def ready(self) -> None:
        from berdaya.casework.waits import Wait, waits_in  # noqa: PLC0415  # models are ready now
        from berdaya.outcomes.due import due_for  # noqa: PLC0415

        waits_in(Wait(_("Looking in again"), "look_in_list", "calendar", due_for))
