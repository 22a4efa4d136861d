"""What an office tells us along with its file."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.areas.models import Area
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.ui.fields import DateField

ENDINGS = (".xlsx", ".xls", ".ods", ".csv")
FOUND_OUT = ("", _("Find out by itself"))


class UploadForm(forms.Form):
    """`cleaned_data` has what `check_file` takes, the file as name and content."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) or .csv, just as it is."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    area = forms.ModelChoiceField(
        label=_("Village or area"), queryset=Area.objects.none(), empty_label=None
    )
    surveyed_on = DateField(
        label=_("Day of the survey"),
        help_text=_("For rows with answers that give no date of their own."),
        initial=timezone.localdate,
    )
    kind = forms.ChoiceField(
        label=_("What a row is"),
        choices=[FOUND_OUT, *Upload.Kind.choices],
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # of the choice field
        self.fields["area"].label_from_instance = _named  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not str(file.name).lower().endswith(ENDINGS):
            raise forms.ValidationError(
                _("This is not a spreadsheet. Choose a file that ends in %(endings)s."),
                params={"endings": ", ".join(ENDINGS)},
            )
        if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Split it, for example by hamlet."),
                params={"most": settings.MAX_UPLOAD_BYTES // 2**20},
            )
        return file

    def clean_surveyed_on(self) -> Any:
        day = self.cleaned_data["surveyed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


def _named(area: Area) -> str:
    if area.level == Area.Level.VILLAGE:
        return area.label
    return _("All villages in %(area)s: each row names its village by code") % {
        "area": area.label
    }
