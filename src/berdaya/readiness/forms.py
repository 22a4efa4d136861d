"""What is asked of somebody who looked at a criterion."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.keys import new_key
from berdaya.readiness.evidence import may_be_answered
from berdaya.readiness.models import Attestation
from berdaya.rules.instruments.definition import Item
from berdaya.ui.fields import DateField


class AttestForm(forms.Form):
    answer = forms.TypedChoiceField(
        label=_("What have you seen?"), coerce=int, widget=forms.RadioSelect
    )
    proof = forms.CharField(
        label=_("What proves it, and where does it lie?"),
        max_length=300,
        required=False,
        help_text=_("For example: cash book, last page October, kept by the treasurer."),
    )
    on = DateField(label=_("When did you look?"), initial=timezone.localdate)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args: object, item: Item, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django takes them
        choices = [it for it in Attestation.Answer.choices if may_be_answered(item, int(it[0]))]
        self.fields["answer"].choices = choices  # type: ignore[attr-defined]  # a choice field
