"""What is asked about a group and the people around it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.consents.models import Consent
from berdaya.groups.models import Group, Member, Mentoring, Paper, Term
from berdaya.groups.persons import told_apart
from berdaya.keys import new_key
from berdaya.ui.fields import DateField, NameField


def key_field() -> forms.UUIDField:
    """Made with the page, so that a second press adds nothing."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=new_key)


class GroupForm(forms.Form):
    """`cleaned_data` has what `edit_group` takes."""

    name = forms.CharField(label=_("Name of the group"), max_length=120)
    number = forms.CharField(
        label=_("Register number"),
        max_length=30,
        required=False,
        help_text=_("As it stands on the group's card, if it has one."),
    )
    address = forms.CharField(label=_("Where it meets"), max_length=200, required=False)
    meets = forms.CharField(
        label=_("Its usual day"),
        max_length=120,
        required=False,
        help_text=_("For example: every first Saturday, 15.30."),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class NewGroupForm(GroupForm):
    area = forms.ChoiceField(label=_("Where the group is"))
    founded_on = DateField(label=_("When was it founded?"))
    key = key_field()
    field_order = ("name", "area", "founded_on")

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = list(areas)  # type: ignore[attr-defined]  # a ChoiceField


class JoinForm(forms.Form):
    """When and why somebody joins; `agrees` is asked where no consent stands."""

    since = DateField(label=_("Member since"), initial=timezone.localdate)
    joined = forms.ChoiceField(
        label=_("Why do they join?"), choices=Member.Joined, initial=Member.Joined.NOT_SAID
    )
    how = forms.ChoiceField(
        label=_("How did they agree?"),
        choices=[
            (Consent.How.SPOKEN, Consent.How.SPOKEN.label),
            (Consent.How.PAPER, Consent.How.PAPER.label),
        ],
        widget=forms.RadioSelect,
    )
    agrees = forms.BooleanField(label=_("They agree to this"))
    consent_key = key_field()
    key = key_field()

    def __init__(self, *args: Any, is_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in () if is_asked else ("how", "agrees", "consent_key"):
            del self.fields[name]


class LeaveForm(forms.Form):
    until = DateField(label=_("From which day no longer?"), initial=timezone.localdate)
    left = forms.ChoiceField(label=_("Why?"), choices=Member.Left, widget=forms.RadioSelect)


class TermForm(forms.Form):
    """Who takes which office; `account` lets them sign in for the group."""

    office = forms.ChoiceField(label=_("Office"), choices=Term.Office, widget=forms.RadioSelect)
    member = forms.ChoiceField(label=_("Who takes it?"))
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    account = forms.ChoiceField(
        label=_("Account with which they sign in"),
        required=False,
        help_text=_("Only accounts with the role of a group officer here are listed."),
    )
    key = key_field()

    def __init__(
        self, *args: Any, members: Iterable[Member], accounts: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        self.accounts = {str(it.pk): it for it in accounts}
        names = told_apart(self.members.values())
        _choose(self.fields["member"], self.members, lambda it: names[it.pk])
        _choose(self.fields["account"], self.accounts, str, none=_("None yet"))

    def told(self) -> dict[str, Any]:
        """What `elect` takes."""
        said = self.cleaned_data
        return {
            "key": said["key"],
            "member": self.members[said["member"]],
            "office": said["office"],
            "since": said["since"],
            "user": self.accounts.get(said["account"]),
        }


class EndForm(forms.Form):
    until = DateField(label=_("From which day no longer?"), initial=timezone.localdate)


class MentoringForm(forms.Form):
    """Who accompanies the group: an account of this system, or somebody by name."""

    kind = forms.ChoiceField(
        label=_("As what?"), choices=Mentoring.Kind, widget=forms.RadioSelect
    )
    account = forms.ChoiceField(label=_("Account"), required=False)
    name = NameField(label=_("Name, if they have no account"), max_length=120, required=False)
    organisation = forms.CharField(
        label=_("From which office or body?"), max_length=120, required=False
    )
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()

    def __init__(self, *args: Any, accounts: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {str(it.pk): it for it in accounts}
        _choose(self.fields["account"], self.accounts, str, none=_("No account"))

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("account") and not self.cleaned_data.get("name"):
            self.add_error("name", _("Choose an account, or write the name."))
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """What `NewMentoring` takes besides the group."""
        said = dict(self.cleaned_data)
        user = self.accounts.get(said.pop("account"))
        return {**said, "user": user, "name": "" if user else said["name"]}


class PaperForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Which paper?"), choices=Paper.Kind, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("Number"), max_length=80)
    issued_by = forms.CharField(
        label=pgettext_lazy("paper", "Issued by"), max_length=120, required=False
    )
    issued_on = DateField(label=_("Issued on"))
    valid_until = DateField(
        label=_("Valid until"),
        required=False,
        help_text=_("Leave blank where the paper names no end."),
    )
    key = key_field()


class TurnForm(forms.Form):
    """Rest, revival or end of a group."""

    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class MergeForm(TurnForm):
    into = forms.ChoiceField(label=_("Into which group?"))

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(it.pk): it for it in groups}
        _choose(self.fields["into"], self.groups, lambda it: it.name)


class SplitForm(NewGroupForm):
    reason = forms.CharField(
        label=_("Why?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    going = forms.MultipleChoiceField(
        label=_("Who goes along?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {str(it.pk): it for it in members}
        names = told_apart(self.members.values())
        _choose(self.fields["going"], self.members, lambda it: names[it.pk])


def _choose(field: forms.Field, rows: dict[str, Any], label: Any, none: Any = None) -> None:
    first = [] if none is None else [("", none)]
    field.choices = [*first, *((key, label(row)) for key, row in rows.items())]  # type: ignore[attr-defined]  # a ChoiceField


def day_asked(text: str, today: date) -> date:
    """The day of an address (`?tanggal=`), or today where it makes no sense or lies ahead."""
    try:
        day = DateField(required=False).clean(text)
    except forms.ValidationError:
        return today
    return min(day, today) if day else today
