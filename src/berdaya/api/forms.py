"""What is asked of somebody who makes a token."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import NATION, User
from berdaya.api.scopes import scopes

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("one year")))


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("A name by which you know it again, for example: village website."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=scopes,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as will do. It never sees more than you do."),
    )
    area = forms.ChoiceField(label=_("Where?"), widget=forms.RadioSelect)
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=DAYS,
        coerce=int,
        initial=90,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = {
            role.area_id or NATION: role.area
            for role in by.current_roles
            if by.may("api.issue_token", area=role.area_id or NATION)
        }
        choices = [
            (code or "nasional", area.label if area else _("The whole country"))
            for code, area in self.areas.items()
        ]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices) == 1:
            self.fields["area"].initial = choices[0][0]

    def asked(self) -> dict[str, Any]:
        """The answers by the names that `issue_token` uses."""
        code = self.cleaned_data["area"]
        return {
            "name": self.cleaned_data["name"],
            "scopes": self.cleaned_data["scopes"],
            "area": self.areas[NATION if code == "nasional" else code],
            "expires_on": timezone.localdate() + timedelta(days=self.cleaned_data["days"]),
        }
