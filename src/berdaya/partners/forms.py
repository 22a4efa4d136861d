"""What is asked about partners, needs and partnerships."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.groups.forms import key_field
from berdaya.laws import shown as laws
from berdaya.partners import sectors
from berdaya.partners.actions.directory import PartnerFacts
from berdaya.partners.actions.partnerships import Terms, Told
from berdaya.partners.models import Need, Obligation, Partner, Partnership
from berdaya.ui.attachments import AttachmentField
from berdaya.ui.fields import DateField, NameField, PhoneField, RupiahField

WHOLE_COUNTRY = "-"


def words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **more)


def sector_field(label: Any, **more: Any) -> forms.ChoiceField:
    """Its names follow the language of the reader, so the choices are made for each form."""
    return forms.ChoiceField(label=label, choices=sectors.to_choose, **more)


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("What the partner is called"), max_length=120)
    kind = forms.ChoiceField(label=_("What kind of partner?"), choices=Partner.Kind)
    reach = forms.ChoiceField(
        label=_("Where does it work with groups?"),
        help_text=_("With all that lies below it. More areas are added on the partner's page."),
    )
    contact = NameField(label=_("Whom to ask for"), max_length=120, required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    about = words(_("More about it"), max_length=500, required=False)
    key = key_field()

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        """With `places`, of a new partner, also where it works first."""
        super().__init__(*args, **kwargs)
        if not places:
            del self.fields["reach"]
            return
        choices = [*places, (WHOLE_COUNTRY, _("The whole country"))]
        self.fields["reach"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def told(self) -> PartnerFacts:
        said = dict(self.cleaned_data)
        del said["key"]
        said.pop("reach", None)
        said["phone"] = said["phone"] or ""
        return PartnerFacts(**said)

    def first_area(self) -> str | None:
        """In which it works first, None the whole country."""
        said: str = self.cleaned_data["reach"]
        return None if said == WHOLE_COUNTRY else said


class PartnerFilterForm(forms.Form):
    q = forms.CharField(label=_("What the partner is called"), required=False, max_length=80)
    jenis = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Partner.Kind.choices]
    )
    bidang = sector_field(_("Field of business"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All fields")), *sectors.to_choose()]
        self.fields["bidang"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class NeedForm(forms.Form):
    way = forms.ChoiceField(
        label=_("Does it seek or offer?"), choices=Need.Way, widget=forms.RadioSelect
    )
    sector = sector_field(_("Field of business"))
    words = forms.CharField(
        label=_("What, and how much?"),
        max_length=200,
        help_text=_("For example: cassava crisps, 100 packets a week."),
    )
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()


class PartnershipForm(forms.Form):
    partner = forms.ChoiceField(label=_("With whom?"))
    form = forms.ChoiceField(
        label=_("In which form?"), choices=Partnership.Form, widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        help_text=_("For example: crisps for the shop, sold under the group's name."),
    )
    on = DateField(label=_("When was the first contact?"), initial=timezone.localdate)
    reason = words(_("How did it come about?"), max_length=300)
    key = key_field()

    def __init__(self, *args: Any, partners: Iterable[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(it.pk): it for it in partners}
        choices = [(key, it.name) for key, it in self.partners.items()]
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        """What `NewPartnership` takes besides the group."""
        return self.cleaned_data | {"partner": self.partners[self.cleaned_data["partner"]]}


class StepForm(forms.Form):
    """A step; with `has_terms` also what was agreed."""

    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    reason = words(_("What happened, and why?"), max_length=300)
    value = RupiahField(
        label=_("Value of the agreement"),
        min_value=0,
        max_value=10**15,
        help_text=_("In rupiah, for the whole time agreed. Write 0 where no money is agreed."),
    )
    since = DateField(label=_("First day"))
    last_day = DateField(label=_("Last day"))
    key = key_field()

    def __init__(self, *args: Any, has_terms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_terms = has_terms
        for name in () if has_terms else ("value", "since", "last_day"):
            del self.fields[name]

    def told(self) -> dict[str, Any]:
        """What the verb of the step takes."""
        said = self.cleaned_data
        step = {"told": Told(said["key"], said["on"], said["reason"])}
        if not self.has_terms:
            return step
        return step | {"terms": Terms(said["value"], said["since"], said["last_day"])}


class ObligationForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Who promises it?"), choices=Obligation.Side, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What exactly?"),
        max_length=300,
        help_text=_("For example: deliver 100 packets; pay within a week."),
    )
    due_on = DateField(label=_("By which day?"))
    key = key_field()


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[
            (it.value, it.label) for it in (Obligation.State.DONE, Obligation.State.DROPPED)
        ],
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    note = words(_("A word about it"), max_length=300, required=False)


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Which paper is it?"), max_length=120)
    content = AttachmentField(label=_("File of the paper"))
    cites = forms.ChoiceField(label=_("Regulation it names"), required=False)
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("None")), *laws.to_choose()]
        self.fields["cites"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class WithdrawForm(forms.Form):
    because = words(_("Why does it not belong here?"), max_length=200)
