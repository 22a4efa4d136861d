"""The form after a talk: what it was."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.ui.fields import DateField


class TalkForm(forms.Form):
    outcome = forms.CharField(
        label=_("What was it?"),
        max_length=300,
        help_text=_("In a few words, as you both would say it."),
    )
    talked_on = DateField(label=_("When did you talk?"), initial=timezone.localdate)
