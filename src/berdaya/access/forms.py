"""What is asked about users and their roles."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import NATION, Role, User
from berdaya.access.register import administered_by
from berdaya.areas.fields import AreaField

USERNAME = RegexValidator(
    r"^[A-Za-z0-9._-]+$", _("Use letters, digits, dots and hyphens only, without spaces.")
)


class RoleForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Role"), choices=Role.Kind.choices, widget=forms.RadioSelect
    )
    is_national = forms.BooleanField(label=_("The whole country"), required=False)
    area = AreaField(
        label=_("Area"),
        required=False,
        help_text=_("The role reaches this area and everything below it."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = administered_by(by)
        area = self.fields["area"]
        assert isinstance(area, AreaField)
        area.limit_to(codes)
        if NATION not in codes:
            del self.fields["is_national"]
            area.required = area.widget.is_required = True

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        is_national = cleaned.pop("is_national", False)
        if "area" in cleaned and bool(cleaned["area"]) == is_national:
            self.add_error(
                "area",
                _("Choose an area or the whole country, not both.")
                if is_national
                else _("Choose the area of this role."),
            )
        if "kind" in cleaned:
            cleaned["kind"] = Role.Kind(cleaned["kind"])
        return cleaned


class UserForm(RoleForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=30,
        validators=[USERNAME],
        help_text=_("What the person types to sign in, for example sari or sari.sukamaju."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ["name", "username", "kind", "is_national", "area"]


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name or user name"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
