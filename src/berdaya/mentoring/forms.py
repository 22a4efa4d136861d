"""What is asked about a visit: two minutes at the gate."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.groups.forms import key_field
from berdaya.keys import new_key
from berdaya.mentoring.actions import NewAgreement
from berdaya.mentoring.models import Agreement
from berdaya.ui.fields import DateField

LINES = 2  # for what is agreed; more are added by opening the visit again


class VisitForm(forms.Form):
    on = DateField(label=_("Day"), initial=timezone.localdate)
    seen = forms.CharField(
        label=_("What did you see?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: who was there, how the business goes."),
    )
    next_on = DateField(label=_("When do you come again?"), required=False)
    key = key_field()

    def __init__(self, *args: Any, still_open: Iterable[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.still_open = list(still_open)
        for one in self.still_open:
            self.fields[f"open_{one.pk}"] = forms.ChoiceField(
                label=one.text,
                choices=Agreement.State,
                initial=Agreement.State.OPEN,
                widget=forms.RadioSelect,
            )
        for number in range(LINES):
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("What was agreed?"), max_length=300, required=False
            )
            self.fields[f"due_{number}"] = DateField(label=_("By when?"), required=False)
            self.fields[f"key_{number}"] = forms.UUIDField(
                widget=forms.HiddenInput, initial=new_key, required=False
            )

    def returning(self) -> Iterator[tuple[Agreement, forms.BoundField]]:
        return ((one, self[f"open_{one.pk}"]) for one in self.still_open)

    def lines(self) -> Iterator[list[forms.BoundField]]:
        names = ("text", "due", "key")
        return ([self[f"{it}_{number}"] for it in names] for number in range(LINES))

    def told(self) -> dict[str, Any]:
        """What `NewVisit` takes besides the group."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("key", "on", "seen", "next_on")},
            "agreed": list(self._agreed()),
            "settled": self._settled(),
        }

    def _agreed(self) -> Iterator[NewAgreement]:
        data = self.cleaned_data
        for number in range(LINES):
            if text := data[f"text_{number}"]:
                yield NewAgreement(
                    data[f"key_{number}"] or new_key(), text, data[f"due_{number}"]
                )

    def _settled(self) -> dict[UUID, str]:
        data = self.cleaned_data
        told = {one.pk: data[f"open_{one.pk}"] for one in self.still_open}
        return {key: state for key, state in told.items() if state != Agreement.State.OPEN}
