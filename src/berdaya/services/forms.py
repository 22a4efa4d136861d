"""What is asked about services."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from berdaya.areas.fields import AreaField
from berdaya.keys import new_key
from berdaya.services import hours, vocabulary
from berdaya.services.facts import PLAIN, ProviderFacts, ServiceFacts
from berdaya.services.models import Provider, Service
from berdaya.ui.fields import PhoneField

WHOLE_COUNTRY = "-"
DAYS = tuple(WEEKDAYS)


def key_field() -> forms.UUIDField:
    """Made with the page, so that a second press adds nothing."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


def words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **more)


class SearchForm(forms.Form):
    """What is looked for; it stands in the address."""

    q = forms.CharField(
        label=_("What do you need?"),
        required=False,
        max_length=80,
        help_text=_("For example: elderly, violence, school. Spelling errors do no harm."),
    )
    bidang = forms.ChoiceField(label=_("Field"), required=False)
    fungsi = forms.ChoiceField(label=_("Function"), required=False)
    untuk = forms.ChoiceField(
        label=_("For whom?"),
        required=False,
        choices=[
            ("", _("For anybody")),
            (Service.Takes.PEOPLE, _("Persons and families")),
            (Service.Takes.GROUPS, _("Groups")),
        ],
    )
    dekat = AreaField(label=_("Near which area?"), required=False)
    buka = forms.BooleanField(label=_("Only what is open now"), required=False)
    luar = forms.BooleanField(
        label=_("Also services that do not cover this area"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, none, known in (
            ("bidang", _("All fields"), vocabulary.fields()),
            ("fungsi", _("All functions"), vocabulary.functions()),
        ):
            self.fields[name].choices = [("", none), *known]  # type: ignore[attr-defined]


class ProviderForm(forms.Form):
    area = AreaField(label=_("Where does it stand?"))
    name = forms.CharField(label=_("What is it called?"), max_length=120)
    kind = forms.ChoiceField(label=_("What kind of body is it?"), choices=Provider.Kind)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    whatsapp = PhoneField(label=_("WhatsApp number"), required=False)
    key = key_field()

    def __init__(self, *args: Any, within: Sequence[str] = (), **kwargs: Any) -> None:
        """With `within`, of a new provider, also where it stands: in one of these areas."""
        super().__init__(*args, **kwargs)
        if not within:
            del self.fields["area"]
        elif "" not in within:
            self.fields["area"].limit_to(within)  # type: ignore[attr-defined]  # an AreaField

    def told(self) -> ProviderFacts:
        said = self.cleaned_data
        names = ("kind", "address", "phone", "whatsapp")
        return ProviderFacts(
            name=" ".join(said["name"].split()), **{it: said[it] or "" for it in names}
        )


class HoursField(forms.CharField):
    """The hours of a weekday; gives times."""

    default_error_messages = {
        "invalid": _("Write the hours like 08.00-14.00, or 08.00-12.00, 13.00-15.00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)
        self.widget.attrs |= {"placeholder": "08.00-14.00", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        try:
            return hours.read_spans(str(super().clean(value)))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ServiceForm(forms.Form):
    name = forms.CharField(label=_("What is the service called?"), max_length=120)
    functions = forms.MultipleChoiceField(
        label=_("What is it for?"), widget=forms.CheckboxSelectMultiple
    )
    fields_ = forms.MultipleChoiceField(
        label=_("In which field?"), widget=forms.CheckboxSelectMultiple
    )
    eligible = words(
        _("Who may come?"),
        max_length=500,
        help_text=_("In plain words. For example: anyone over 60 who lives in the district."),
    )
    takes = forms.ChoiceField(
        label=_("Whom does it take?"),
        choices=Service.Takes,
        initial=Service.Takes.PEOPLE,
        widget=forms.RadioSelect,
    )
    cost = forms.ChoiceField(label=_("What does it cost?"), choices=Service.Cost)
    price = forms.CharField(label=_("More about the cost"), max_length=120, required=False)
    papers = words(
        _("What should one bring?"),
        max_length=300,
        required=False,
        help_text=_("For example: copies of the family card and the identity card."),
    )
    about = words(_("More about it"), max_length=500, required=False)
    reach = forms.ChoiceField(
        label=_("Which area does it cover?"),
        help_text=_("With all that lies below it. More areas are added on its page."),
    )
    key = key_field()

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """With `places`, of a new service, also which of them it covers first."""
        super().__init__(*args, **kwargs)
        asked: Any = self.fields
        asked["functions"].choices = vocabulary.functions()
        asked["fields_"].choices = vocabulary.fields()
        for day, called in WEEKDAYS.items():
            asked[f"day{day}"] = HoursField(label=called)
        if not places:
            del self.fields["reach"]
            return
        asked["reach"].choices = [*places, (WHOLE_COUNTRY, _("The whole country"))]

    def days(self) -> list[Any]:
        """The fields of the weekdays."""
        return [self[f"day{day}"] for day in DAYS]

    def questions(self) -> list[Any]:
        """All others that are seen."""
        return [it for it in self.visible_fields() if not it.name.startswith("day")]

    def told(self) -> ServiceFacts:
        said = self.cleaned_data
        names = ("eligible", "takes", "cost", "price", "papers", "about", "functions")
        return ServiceFacts(
            name=" ".join(said["name"].split()),
            fields=said["fields_"],
            hours={day: said[f"day{day}"] for day in DAYS if said[f"day{day}"]},
            **{it: said[it] for it in names},
        )

    def first_area(self) -> str | None:
        """Which it covers first, None the whole country."""
        said: str = self.cleaned_data["reach"]
        return None if said == WHOLE_COUNTRY else said


def initial_of(facts: ServiceFacts) -> dict[str, Any]:
    """The form as it stands filled with what is told already."""
    return (
        {it: getattr(facts, it) for it in PLAIN}
        | {"functions": facts.functions, "fields_": facts.fields}
        | {f"day{day}": hours.said(spans) for day, spans in facts.hours.items()}
    )
