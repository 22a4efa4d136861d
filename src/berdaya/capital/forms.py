"""What is asked about calls, applications, decisions and use."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.capital import sources
from berdaya.capital.models import Call
from berdaya.groups.forms import key_field
from berdaya.groups.models import Resolution
from berdaya.partners.forms import WHOLE_COUNTRY
from berdaya.partners.models import Partner
from berdaya.rules.indonesia import number_in
from berdaya.ui.attachments import AttachmentField
from berdaya.ui.days import long_date
from berdaya.ui.fields import DateField, RupiahField

MOST_MONEY = 10**15


def words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **more)


class CallForm(forms.Form):
    title = forms.CharField(label=_("Name of the call"), max_length=120)
    source = forms.ChoiceField(label=_("From which source?"), choices=sources.to_choose)
    partner = forms.ChoiceField(label=_("Which partner gives it?"), required=False)
    reach = forms.ChoiceField(label=_("Groups of which area may apply?"))
    who = words(_("Who may apply, as the giver says it?"), max_length=300)
    opens_on = DateField(label=_("Open from"), initial=timezone.localdate)
    closes_on = DateField(label=_("Last day"))
    least = RupiahField(label=_("At least"), min_value=1, max_value=MOST_MONEY)
    most = RupiahField(label=_("At most"), min_value=1, max_value=MOST_MONEY)
    key = key_field()

    def __init__(
        self,
        *args: Any,
        places: Sequence[tuple[str, str]],
        partners: Iterable[Partner],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(it.pk): it for it in partners}
        named = [(key, it.name) for key, it in self.partners.items()]
        everywhere = (WHOLE_COUNTRY, _("The whole country"))
        self.fields["partner"].choices = [("", _("None of the directory")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["reach"].choices = [*places, everywhere]  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        """What `NewCall` takes besides the area."""
        said = dict(self.cleaned_data)
        reach = None if said["reach"] == WHOLE_COUNTRY else said["reach"]
        return said | {"reach": reach, "partner": self.partners.get(said["partner"])}


class ApplicationForm(forms.Form):
    call = forms.ChoiceField(label=_("To which call?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("What does the group want to do with it?"),
        max_length=120,
        help_text=_("For example: a second frying pan and packaging."),
    )
    key = key_field()

    def __init__(self, *args: Any, calls: Iterable[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calls = {str(it.pk): it for it in calls}
        choices = [(key, f"{it.title} ({it.source_name})") for key, it in self.calls.items()]
        self.fields["call"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        return self.cleaned_data | {"call": self.calls[self.cleaned_data["call"]]}


class LineForm(forms.Form):
    purpose = forms.CharField(label=_("What for?"), max_length=200)
    amount = RupiahField(label=_("What does it cost?"), min_value=1, max_value=MOST_MONEY)
    key = key_field()


class AgreedForm(forms.Form):
    """In which of its decisions the members wanted the application."""

    decision = forms.ChoiceField(
        label=_("Which decision of a meeting?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, decisions: Iterable[Resolution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decisions = {str(it.pk): it for it in decisions}
        choices = [
            (key, f"{it.text} · {long_date(it.meeting.on)}")
            for key, it in self.decisions.items()
        ]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        return {"decision": self.decisions[self.cleaned_data["decision"]]}


class ReasonForm(forms.Form):
    reason = words(_("Why?"), max_length=300)


class ProposalForm(ReasonForm):
    amount = RupiahField(
        label=_("How much is to be granted?"),
        min_value=0,
        max_value=MOST_MONEY,
        help_text=_("In rupiah; 0 where nothing is to be granted."),
    )
    field_order = ("amount", "reason")


class NothingForm(forms.Form):
    """Only a button."""


class UseForm(forms.Form):
    on = DateField(label=_("On which day was it paid?"), initial=timezone.localdate)
    amount = RupiahField(label=_("How much?"), min_value=1, max_value=MOST_MONEY)
    proof = forms.CharField(
        label=_("Which receipt, from whom?"),
        max_length=200,
        help_text=_("For example: receipt 14 of Toko Plastik Jaya."),
    )
    content = AttachmentField(label=_("Photo of the receipt"), required=False)
    key = key_field()


class TakeBackForm(forms.Form):
    because = words(_("What was wrong?"), max_length=200)


class OneselfForm(forms.Form):
    """NIK and birth date of the reader, or that there is no record."""

    is_recorded = forms.ChoiceField(
        label=_("Are you or your family recorded in this system?"),
        choices=[("yes", _("Yes, or perhaps")), ("no", _("No, certainly not"))],
        widget=forms.RadioSelect,
    )
    nik = forms.CharField(
        label=_("Your NIK, all 16 digits"),
        required=False,
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    birth_date = DateField(label=_("Your birth date"), required=False)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("is_recorded") == "yes":
            said["nik"] = number_in(said.get("nik") or "")
            if not said["nik"]:
                self.add_error("nik", _("Type all 16 digits as they stand on your card."))
            if not said.get("birth_date"):
                self.add_error("birth_date", _("Write your birth date too."))
        return said
