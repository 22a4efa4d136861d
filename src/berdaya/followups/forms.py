"""The form on which a proposal is taken up or declined."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.followups.models import Decision
from berdaya.keys import new_key
from berdaya.ui.fields import DateField


class DecisionForm(forms.Form):
    """What was decided; the key is made with the page, so that a second press adds nothing."""

    act = forms.ChoiceField(
        label=_("What do you do about it?"),
        choices=Decision.Act.choices,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("Who will do it?"),
        required=False,
        max_length=120,
        help_text=_("For example: Bu Sari together with the mother."),
    )
    reason = forms.ChoiceField(
        label=_("If not: why?"),
        required=False,
        choices=[("", _("Choose a reason")), *Decision.Reason.choices],
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("Only if it helps.")
    )
    decided_on = DateField(label=_("When was this agreed?"), initial=timezone.localdate)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
