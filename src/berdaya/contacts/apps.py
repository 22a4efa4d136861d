from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ContactsConfig(AppConfig):
    name = "berdaya.contacts"

    def ready(self) -> None:
        from berdaya.casework.waits import Wait, waits_in  # noqa: PLC0415  # models are ready now
        from berdaya.contacts.due import waiting_for  # noqa: PLC0415

        waits_in(
            Wait(
                pgettext_lazy("cases", "To do"),
                "step_list",
                "clock",
                lambda user, today: waiting_for(user, today).all,
            )
        )
