"""What is asked about a referral."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.consents.models import Consent
from berdaya.people.models import Person
from berdaya.services.forms import key_field, words
from berdaya.services.models import Referral, Step
from berdaya.ui.fields import DateField, NameField

ANSWER_WITHIN = 14  # days; a first offer, changed on the form
TELLS = (
    ("name", _("The name")),
    ("age", _("The age")),
    ("address", _("The address")),
    ("phone", _("The telephone number")),
    ("need", _("What is asked, as written above")),
)
TOLD_OF_A_GROUP = ("name", "address", "need")


def in_two_weeks() -> Any:
    return timezone.localdate() + timedelta(days=ANSWER_WITHIN)


class ReferralForm(forms.Form):
    """What is asked whoever is sent."""

    need = words(
        _("What do you ask of the service?"),
        max_length=500,
        help_text=_("As little as the service needs. Read it together with whom it is about."),
    )
    tells = forms.MultipleChoiceField(
        label=_("What may we tell the service?"),
        choices=TELLS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask one by one. Letter and message hold nothing else."),
    )
    agreed_by = NameField(label=_("Who agreed to it?"), max_length=120)
    agreed_how = forms.ChoiceField(label=_("How?"), choices=Consent.How)
    agreed_on = DateField(label=_("When?"), initial=timezone.localdate)
    due_on = DateField(label=_("By when should there be an answer?"), initial=in_two_weeks)
    key = key_field()

    def told(self) -> dict[str, Any]:
        """What `NewReferral` takes besides the service and who is sent."""
        said = dict(self.cleaned_data)
        return said | {"tells": frozenset(said["tells"])}


class FamilyReferralForm(ReferralForm):
    """Also who of the family is sent, or all of it."""

    person = forms.ChoiceField(label=_("Who is it for?"), required=False)
    field_order = ("person",)

    def __init__(self, *args: Any, persons: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = {str(it.pk): it for it in persons}
        choices = [
            ("", _("The whole family")),
            *((key, it.name) for key, it in self.persons.items()),
        ]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> dict[str, Any]:
        said = super().told()
        return said | {"person": self.persons.get(said["person"])}


class GroupReferralForm(ReferralForm):
    """Of a group as a whole: it has no age, and nobody's telephone is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tells: Any = self.fields["tells"]
        tells.choices = [it for it in TELLS if it[0] in TOLD_OF_A_GROUP]


class StepForm(forms.Form):
    """One step; what is asked depends on which."""

    channel = forms.ChoiceField(
        label=_("How was it handed over?"), choices=Step.Channel, widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(
        label=_("Why was it refused?"), choices=Step.Reason, widget=forms.RadioSelect
    )
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    due_on = DateField(label=_("By when should there be an answer?"), initial=in_two_weeks)
    note = words(_("A word about it"), max_length=300, required=False)
    key = key_field()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = Referral.State
        if kind != state.SENT:
            del self.fields["channel"]
        if kind != state.REFUSED:
            del self.fields["reason"]
        if kind not in (state.SENT, state.NOT_REACHED):
            del self.fields["due_on"]
