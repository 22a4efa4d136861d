"""What is asked when somebody hands in, takes on, assigns and lets in."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from berdaya.access.models import User
from berdaya.casework.actions.intakes import TakenOn
from berdaya.casework.actions.stages import AGAIN
from berdaya.casework.limits import FEWEST_WORDS
from berdaya.casework.models import Assignment, CaseAccess, Intake
from berdaya.casework.words import STAGES, choices
from berdaya.groups.forms import key_field
from berdaya.rules.casework.triage import signs
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said


def reason_field(label: Any, *, help_text: Any = "", fewest: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        min_length=fewest,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IntakeForm(forms.Form):
    """What is going on and how urgent it is; never more than a social worker needs to call."""

    signs = forms.MultipleChoiceField(
        label=_("Is any of this so?"),
        help_text=_("Tick what you know or fear. It decides how soon somebody comes."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    told = forms.CharField(
        label=_("What is going on?"),
        help_text=_("What you saw or were told, in a few sentences. No guesses."),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.CharField(
        label=_("How can the client be reached safely?"),
        help_text=_("For example: by telephone in the morning, not at home."),
        max_length=300,
        required=False,
    )
    client_knows = forms.TypedChoiceField(
        label=_("Does the client know that you ask for help?"),
        choices=[("yes", _("Yes, they know")), ("no", _("Not yet"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(one.code, said(one.ask)) for one in signs().values()]
        self.fields["signs"].choices = asked  # type: ignore[attr-defined]  # a MultipleChoiceField


class CommunityForm(IntakeForm):
    community = forms.CharField(
        label=_("Which community?"),
        help_text=_("As people call it, for example: families along the river in RW 03."),
        max_length=200,
        min_length=3,
    )
    area = forms.ChoiceField(label=_("Where?"))
    field_order = ("community", "area")

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]  # a ChoiceField


class TriageForm(forms.Form):
    urgency = forms.TypedChoiceField(
        label=_("How soon must somebody act?"),
        choices=Intake.Urgency,
        coerce=int,
        widget=forms.RadioSelect,
    )
    note = reason_field(_("Why do you judge so?"))


class TakeOnForm(forms.Form):
    """In what field, with which functions and in which setting the case begins."""

    field = forms.ChoiceField(label=_("Field of service"))
    functions = forms.MultipleChoiceField(
        label=_("What is the help to do?"), widget=forms.CheckboxSelectMultiple
    )
    setting = forms.ChoiceField(label=_("Setting"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, of in (
            ("field", "fields"),
            ("functions", "functions"),
            ("setting", "settings"),
        ):
            self.fields[name].choices = choices(of)  # type: ignore[attr-defined]  # a ChoiceField

    def taken(self) -> TakenOn:
        return TakenOn(**self.cleaned_data)


class DeclineForm(forms.Form):
    reason = reason_field(_("Why does it become no case?"))


class _WithUsers(forms.Form):
    """A form in which one of some users is chosen; `user_field` names where."""

    user_field = "to"

    def __init__(self, *args: Any, users: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(it.pk): it for it in users}
        self.fields[self.user_field].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (key, self.name_of(it)) for key, it in self.users.items()
        ]

    def name_of(self, user: User) -> str:
        return str(user)

    def chosen(self) -> User:
        return self.users[self.cleaned_data[self.user_field]]


class AssignForm(_WithUsers):
    """Who works on the case: each with the cases they carry already."""

    to = forms.ChoiceField(label=_("Social worker"), widget=forms.RadioSelect)
    on = DateField(label=_("From which day?"), initial=timezone.localdate)

    def __init__(self, *args: Any, load: dict[object, int], **kwargs: Any) -> None:
        self.load = load
        super().__init__(*args, **kwargs)

    def name_of(self, user: User) -> str:
        cases = self.load.get(user.pk, 0)
        return ngettext("%(name)s: %(cases)s case", "%(name)s: %(cases)s cases", cases) % {
            "name": user,
            "cases": cases,
        }


class TransferForm(AssignForm):
    reason = reason_field(_("Why does it pass on?"))


class SupervisorForm(_WithUsers):
    to = forms.ChoiceField(label=Assignment.Role.SUPERVISOR.label, widget=forms.RadioSelect)
    on = DateField(label=_("From which day?"), initial=timezone.localdate)
    reason = reason_field(_("Why does it pass on?"))


class ReopenForm(forms.Form):
    to = forms.TypedChoiceField(
        label=_("Where does it begin again?"),
        choices=[(it, STAGES[it]) for it in AGAIN],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reason = reason_field(_("Why is it opened again?"))
    on = DateField(label=_("From which day?"), initial=timezone.localdate)


class AccessForm(_WithUsers):
    """Who is let in, how far, until when and why."""

    user_field = "user"
    user = forms.ChoiceField(label=_("Whom do you let in?"))
    scope = forms.ChoiceField(
        label=_("What for?"), choices=CaseAccess.Scope, widget=forms.RadioSelect
    )
    until = DateField(label=_("Until which day?"))
    reason = reason_field(
        _("Why?"),
        help_text=_("The client may read this later, on the page of who saw the case."),
    )
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=7)


class BreakForm(forms.Form):
    reason = reason_field(
        _("What is the emergency?"),
        help_text=_("The supervisor reads this, and the client may."),
        fewest=FEWEST_WORDS,
    )
    key = key_field()


class VerdictForm(forms.Form):
    verdict = reason_field(_("What did you find of it?"))
