"""What is asked of who adds an instrument."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import NATION, User
from berdaya.instruments.actions import FILE
from berdaya.instruments.spoken import spoken
from berdaya.rules.instruments.checker import examine
from berdaya.rules.instruments.soundness import MOST_BYTES

EVERYWHERE = "semua"  # how a page writes the nation, whose code is blank


class OwnForm(forms.Form):
    file = forms.FileField(
        label=_("The definition"),
        help_text=_("A .yaml file, as the manual describes. It is checked before it is added."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    area = forms.ChoiceField(
        label=_("Where may it be asked?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it may be asked.")},
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {
            role.area_id or EVERYWHERE: role.area
            for role in by.current_roles
            if by.may("instruments.add_own", area=role.area_id or NATION)
        }
        choices = [
            (code, area.label if area else _("Everywhere in this installation"))
            for code, area in self.areas.items()
        ]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            self.fields["area"].initial = choices[0][0]

    def clean_file(self) -> bytes:
        """The bytes; every fault in them is an error of its own, with its line."""
        file = self.cleaned_data["file"]
        content: bytes = file.read(MOST_BYTES + 1)  # one more tells that it is too large
        _data, faults = examine(content, FILE, spoken())
        if faults:
            told = _("line %(line)s: %(fault)s")
            raise forms.ValidationError(
                [told % {"line": one.line, "fault": one.message} for one in faults]
            )
        return content

    def asked(self) -> dict[str, Any]:
        """The answers by the names that `add_own` uses."""
        area = self.areas[self.cleaned_data["area"]]
        return {"content": self.cleaned_data["file"], "area": area}
