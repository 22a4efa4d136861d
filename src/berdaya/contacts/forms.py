"""What is asked of a contact, of what comes next, and of a note."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.casework.words import choices
from berdaya.contacts.actions.contacts import Told
from berdaya.contacts.actions.steps import NextStep
from berdaya.contacts.models import Contact, Note, Step
from berdaya.contacts.words import PARTICIPATION, ROLES, TECHNIQUES, with_meaning
from berdaya.groups.forms import key_field
from berdaya.ui.days import long_date
from berdaya.ui.fields import DateField

DAYS = {
    "1": _("Tomorrow"),
    "3": _("In 3 days"),
    "7": _("In a week"),
    "14": _("In two weeks"),
    "30": _("In a month"),
}
OTHER_DAY = "other"
NO_STEP = "none"
FROM_BEFORE = (
    "kind",
    "place",
    "others",
    "roles",
)  # what a new form takes from the last contact


class ContactForm(forms.Form):
    """`told()` is what the verbs take."""

    on = DateField(label=_("Which day?"), initial=timezone.localdate)
    kind = forms.ChoiceField(
        label=pgettext_lazy("contact", "How?"),
        choices=Contact.Kind,
        widget=forms.RadioSelect,
        initial="visit",
    )
    place = forms.CharField(label=_("Where?"), max_length=120, required=False)
    others = forms.MultipleChoiceField(
        label=_("Who took part besides the client?"),
        choices=Contact.Other,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    participation = forms.ChoiceField(
        label=_("How did the client take part?"), widget=forms.RadioSelect
    )
    in_crisis = forms.BooleanField(label=_("The client is in a crisis"), required=False)
    roles = forms.MultipleChoiceField(label=_("Your role"), widget=forms.CheckboxSelectMultiple)
    techniques = forms.MultipleChoiceField(
        label=_("How did you talk?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("A few sentences: what you saw and heard, and what was agreed."),
        min_length=3,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = {
            "participation": with_meaning(PARTICIPATION),
            "roles": choices(ROLES),
            "techniques": choices(TECHNIQUES),
        }
        for name, found in asked.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # a ChoiceField

    def told(self) -> Told:
        names = Told.__dataclass_fields__
        return Told(**{name: self.cleaned_data[name] for name in names})


class NewContactForm(ContactForm):
    """A contact with what is done of earlier steps, and what comes next."""

    done = forms.MultipleChoiceField(
        label=_("Was any of this done?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    next_words = forms.CharField(
        label=_("What comes next?"),
        help_text=_("Blank where nothing was agreed."),
        max_length=200,
        required=False,
    )
    next_in = forms.ChoiceField(
        label=_("When?"),
        choices=[(NO_STEP, _("No day")), *DAYS.items(), (OTHER_DAY, _("Another day"))],
        initial=NO_STEP,
        required=False,
        widget=forms.RadioSelect,
    )
    next_on = DateField(label=_("Another day"), required=False)

    def __init__(self, *args: Any, steps: Iterable[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(it.pk), f"{it.words} ({long_date(it.due_on)})") for it in steps]
        if found:
            self.fields["done"].choices = found  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields["done"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("next_words") and self._due(said) is None and "next_on" not in self.errors:
            self.add_error("next_in", _("Say when, so that you are reminded."))
        return said

    def next_step(self) -> NextStep | None:
        """What was agreed, with its day; nothing without words."""
        said = self.cleaned_data
        due = self._due(said)
        if not said["next_words"].strip() or due is None:
            return None
        return NextStep(said["next_words"], due)

    def _due(self, said: dict[str, Any]) -> date | None:
        """A day that was written counts, however the choice above it stands."""
        if said.get("next_on"):
            day: date = said["next_on"]
            return day
        days = said.get("next_in")
        if days in DAYS and said.get("on"):
            reached: date = said["on"] + timedelta(days=int(days))
            return reached
        return None


class StepForm(forms.Form):
    words = forms.CharField(label=_("What is to be done?"), max_length=200)
    due_on = DateField(label=_("Until which day?"))
    key = key_field()


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[one for one in Step.State.choices if one[0] != Step.State.OPEN],
        initial=Step.State.DONE,
        widget=forms.RadioSelect,
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    is_private = forms.TypedChoiceField(
        label=_("Who reads it?"),
        choices=[
            ("no", _("Everybody who sees the case")),
            ("yes", _("I alone")),
        ],
        coerce=lambda said: said == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    key = key_field()

    def __init__(self, *args: Any, note: Note | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if note and not note.is_private:
            self.fields["is_private"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
                ("no", _("Everybody who sees the case"))
            ]
