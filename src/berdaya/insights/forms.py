"""The filters of a list of families, which stand in the address; what a file is taken for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.insights.actions import ReasonToExport, WhyExport
from berdaya.insights.asked import Asked
from berdaya.rules.instruments.definition import INCOMPLETE
from berdaya.ui.languages import said


class OpensidForm(forms.Form):
    why = forms.ChoiceField(
        label=gettext_lazy("What for?"),
        choices=WhyExport,
        error_messages={
            "required": ReasonToExport.message,
            "invalid_choice": ReasonToExport.message,
        },
    )


class FamilyFilters(forms.Form):
    """Shows what is chosen; `asked` reads it."""

    nama = forms.CharField(label=gettext_lazy("Name of the head"), required=False)
    tahap = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    butir = forms.ChoiceField(label=gettext_lazy("Held back by"), required=False)
    belum = forms.ChoiceField(label=gettext_lazy("Survey of the year"), required=False)

    def __init__(self, data: Any, ask: Asked) -> None:
        super().__init__(data, auto_id="filter_%s")
        levels = [(level.code, said(level.label)) for level in ask.definition.outputs[0].levels]
        items = [(item.code, said(item.short)) for item in ask.definition.items]
        waiting = ("1", _("not yet in %(year)s") % {"year": ask.year})
        self._offer("tahap", [*levels, (INCOMPLETE.code, said(INCOMPLETE.label))])
        self._offer("butir", items)
        self._offer("belum", [waiting])
        if ask.is_waiting:  # without a survey there is neither
            del self.fields["tahap"], self.fields["butir"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
