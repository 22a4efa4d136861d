"""What is asked about users and their roles."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from berdaya.access.kinds import Kind
from berdaya.access.models import NATION, Role, User
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

    def __init__(self, *args: Any, by: User, cell: str = "role.add", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = by.areas_for(cell)
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


class InviteForm(RoleForm):
    """Whom to invite; only roles and areas that `by` looks after are offered."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("As the person is called; they can correct it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "kind", "is_national", "area"]

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, cell="invitation.add", **kwargs)
        kinds = {kind for role in by.current_roles for kind in role.profile.looks_after}
        offered = [(kind.value, kind.label) for kind in Kind if kind in kinds]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered
        if len(offered) == 1:
            field.widget = forms.HiddenInput()
            field.initial = offered[0][0]
        own = [role.area for role in by.current_roles if role.profile.looks_after]
        if len(own) == 1 and own[0] and own[0].level >= own[0].Level.VILLAGE:
            self.fields["area"].initial = own[0]


class PasswordForm(forms.Form):
    """A password of one's own choice, seen while it is typed: telephones mistype."""

    password = forms.CharField(
        label=_("A password of your own"),
        help_text=_("At least eight characters. Three words that nobody guesses are good."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "new-password",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def __init__(self, *args: Any, about: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        self.about.first_name = cleaned.get("name", self.about.first_name)
        self.about.username = cleaned.get("username", self.about.username)
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], self.about)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class JoinForm(PasswordForm):
    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=30,
        validators=[USERNAME],
        help_text=_("What you type to sign in, for example sari or sari.sukamaju."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ["name", "username", "password"]


class FilterForm(forms.Form):
    q = forms.CharField(
        label=_("Name or user name"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
