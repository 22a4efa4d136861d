"""What is asked when an answer is noted on its own page."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.consents.actions import Answer
from berdaya.consents.models import Consent
from berdaya.keys import new_key
from berdaya.people.models import Family, Membership
from berdaya.rules.purposes.definition import GIVEN, REFUSED, Purpose, is_child
from berdaya.ui.fields import DateField, NameField

FAMILY, SOMEBODY_ELSE = "family", "else"


class AnswerForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    about = forms.ChoiceField(label=_("Who is it about?"), widget=forms.RadioSelect)
    act = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[(GIVEN, _("Yes, agreed")), (REFUSED, _("No, refused"))],
        widget=forms.RadioSelect,
    )
    who = forms.ChoiceField(label=_("Who answered?"), widget=forms.RadioSelect)
    name = NameField(
        label=_("Name, if it is somebody else"),
        required=False,
        help_text=_("For example the guardian of a child."),
    )
    relation = forms.ChoiceField(
        label=_("As whom did they answer?"),
        choices=Consent.Relation.choices,
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("How did they answer?"),
        choices=Consent.How.choices,
        initial=Consent.How.SPOKEN,
        widget=forms.RadioSelect,
    )
    said_on = DateField(label=_("When did they say so?"), initial=timezone.localdate)

    def __init__(
        self,
        *args: Any,
        family: Family,
        purpose: Purpose,
        roster: Sequence[Membership],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.family, self.purpose, self.today = family, purpose, today
        self.people = {str(one.person_id): one.person for one in roster}
        members = [(key, person.name) for key, person in self.people.items()]
        adults = [
            (key, person.name)
            for key, person in self.people.items()
            if not is_child(person.birth_date, today)
        ]
        whole = [(FAMILY, _("The whole family"))] if "family" in purpose.subjects else []
        singly = members if "person" in purpose.subjects else []
        self._choose("about", [*whole, *singly])
        self._choose("who", [*adults, (SOMEBODY_ELSE, _("Somebody else"))])

    def _choose(self, field: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("who") == SOMEBODY_ELSE and not said.get("name"):
            self.add_error("name", _("Write the name of who answered."))
        return said

    def answer(self) -> Answer:
        """What was filled in, for the verb."""
        said = self.cleaned_data
        who = self.people.get(said["who"])
        return Answer(
            key=said["key"],
            subject=self.people.get(said["about"], self.family),
            purpose=self.purpose.id,
            act=said["act"],
            text_version=self.purpose.wording_on(said["said_on"]).version,
            relation=said["relation"],
            how=said["how"],
            said_on=said["said_on"],
            answered_by=who,
            answered_name="" if who else said["name"],
        )


class TapForm(forms.Form):
    """A no or a withdrawal, by a tap on the name of who says so."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=new_key)
    purpose = forms.CharField()
    act = forms.ChoiceField(choices=Consent.Act.choices)
    about = forms.CharField(required=False)  # the key of a person; blank is the family
    who = forms.UUIDField()
