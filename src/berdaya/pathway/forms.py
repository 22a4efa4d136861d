"""What is asked before a case takes a step."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.casework.forms import reason_field
from berdaya.ui.fields import DateField


class StepForm(forms.Form):
    """When it was decided and, where the step asks for it, why."""

    on = DateField(label=_("On which day was this decided?"), initial=timezone.localdate)
    reason = reason_field(
        _("Why?"), help_text=_("Whoever reads the case later wants to understand it.")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
