"""What is asked about places below a village."""

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.areas.actions import LONGEST_NAME

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


class NeighbourhoodForm(forms.Form):
    hamlet = forms.CharField(
        label=_("Hamlet (dusun)"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Leave blank where the village has no hamlets."),
    )
    rw = forms.CharField(
        label=_("RW"), max_length=10, required=False, widget=forms.TextInput(attrs=NUMBER)
    )
    rt = forms.CharField(
        label=_("RT"), max_length=10, required=False, widget=forms.TextInput(attrs=NUMBER)
    )
