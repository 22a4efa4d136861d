"""What is asked about areas: places below a village, and which one is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.areas.actions import LONGEST_NAME
from berdaya.areas.fields import AreaField

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


class AreaOrAllForm(forms.Form):
    """One area more, or the whole country: where a partner works, what a service covers."""

    area = AreaField(label=_("Village, district, regency or province"), required=False)
    is_all = forms.BooleanField(label=_("The whole country"), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.errors and bool(said.get("area")) == bool(said.get("is_all")):
            self.add_error("area", _("Name one area, or tick the whole country."))
        return said

    def told(self) -> str | None:
        """The code of the area; None is the whole country."""
        area = self.cleaned_data["area"]
        return str(area.code) if area else None
