"""What is asked in supervision."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.casework.models.cases import Cases
from berdaya.casework.words import STAGES

NOBODY = "belum"  # of a case that waits for a worker


class AgeingForm(forms.Form):
    """Which cases are shown. What makes no sense narrows nothing."""

    tahap = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All stages")), *((str(it), name) for it, name in STAGES.items())],
    )
    pekerja = forms.ChoiceField(label=pgettext_lazy("case", "Social worker"), required=False)
    lewat = forms.BooleanField(label=_("Only those longer than expected"), required=False)

    def __init__(self, *args: Any, workers: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(it.pk), str(it)) for it in workers.order_by("first_name", "pk")]
        self.fields["pekerja"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("All social workers")),
            (NOBODY, _("Nobody yet")),
            *listed,
        ]

    def narrowed(self, rows: Cases, over: Q) -> Cases:
        told = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if stage := told.get("tahap"):
            rows = rows.filter(stage=int(stage))
        if worker := told.get("pekerja"):
            rows = rows.filter(worker=None if worker == NOBODY else worker)
        return rows.filter(over) if told.get("lewat") else rows
