"""What is asked about a meeting: the plan, and on one page all that is noted when it was held."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.groups.actions.meetings import NewResolution, Settled
from berdaya.groups.forms import key_field
from berdaya.groups.models import Attendance, Meeting, Member, Resolution
from berdaya.groups.persons import told_apart
from berdaya.keys import new_key
from berdaya.ui.fields import DateField

TAPPED = (  # short enough for three beside each other on a small phone
    (Attendance.Presence.PRESENT, _("Here")),
    (Attendance.Presence.EXCUSED, _("Excused")),
    (Attendance.Presence.ABSENT, _("Absent")),
)
NEW_RESOLUTIONS = 3  # lines on the page; more are added by saving and opening it again


class TimeField(forms.TimeField):
    """A time of day as people write it: 15.30, 15:30 or 15."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the time like 15.30.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            text = value.strip().replace(".", ":")
            value = f"{text}:00" if text.isdecimal() else text
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H.%M}" if hasattr(value, "hour") else value


class MeetingForm(forms.Form):
    """`cleaned_data` has what `NewMeeting` takes besides the group."""

    on = DateField(label=_("Day"), initial=timezone.localdate)
    at = TimeField(label=_("Time"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    agenda = forms.CharField(
        label=_("What it is about"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One point a line."),
    )
    key = key_field()


class HeldForm(forms.Form):
    """Everything about a meeting that took place, a tap for each member."""

    on = DateField(label=_("Day"), initial=timezone.localdate)
    at = TimeField(label=_("Time"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    how = forms.ChoiceField(
        label=_("How did you meet?"),
        choices=Meeting.How,
        initial=Meeting.How.TOGETHER,
        widget=forms.RadioSelect,
    )
    guests = forms.IntegerField(
        label=_("Guests"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("Who came without being a member; leave blank where there were none."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    agenda = forms.CharField(
        label=_("What it was about"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.CharField(
        label=_("What was said"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    key = key_field()

    def __init__(
        self,
        *args: Any,
        members: Iterable[Member],
        still_open: Iterable[Resolution],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.members = list(members)
        self.still_open = list(still_open)
        names = told_apart(self.members)
        for key, name in names.items():
            self.fields[f"member_{key}"] = _presence(name)
        for one in self.still_open:
            self.fields[f"open_{one.pk}"] = _outcome(one.text)
        owners = [("", _("Nobody named")), *((str(it), name) for it, name in names.items())]
        for number in range(NEW_RESOLUTIONS):
            self._add_line(number, owners)

    def _add_line(self, number: int, owners: Sequence[tuple[str, Any]]) -> None:
        self.fields[f"text_{number}"] = forms.CharField(
            label=_("What was decided?"), max_length=300, required=False
        )
        self.fields[f"owner_{number}"] = forms.ChoiceField(
            label=_("Who does it?"), choices=owners, required=False
        )
        self.fields[f"due_{number}"] = DateField(label=_("By when?"), required=False)
        self.fields[f"key_{number}"] = forms.UUIDField(
            widget=forms.HiddenInput, initial=new_key, required=False
        )

    def attendance(self) -> Iterator[tuple[Member, forms.BoundField]]:
        return ((member, self[f"member_{member.pk}"]) for member in self.members)

    def returning(self) -> Iterator[tuple[Resolution, forms.BoundField]]:
        return ((one, self[f"open_{one.pk}"]) for one in self.still_open)

    def lines(self) -> Iterator[list[forms.BoundField]]:
        names = ("text", "owner", "due", "key")
        return ([self[f"{it}_{number}"] for it in names] for number in range(NEW_RESOLUTIONS))

    def told(self) -> dict[str, Any]:
        """What `Held` takes besides the group."""
        said = self.cleaned_data
        plain = {
            name: said[name]
            for name in ("key", "on", "at", "place", "how", "agenda", "minutes")
        }
        return {
            **plain,
            "guests": said["guests"] or 0,
            "presence": self._presence(),
            "resolutions": list(self._resolutions()),
            "settled": [
                Settled(one, said[f"open_{one.pk}"])
                for one in self.still_open
                if said[f"open_{one.pk}"] != Resolution.State.OPEN
            ],
        }

    def _presence(self) -> dict[UUID, str]:
        said = ((it.pk, self.cleaned_data[f"member_{it.pk}"]) for it in self.members)
        return {key: presence for key, presence in said if presence}

    def _resolutions(self) -> Iterator[NewResolution]:
        said, owners = self.cleaned_data, {str(it.pk): it for it in self.members}
        for number in range(NEW_RESOLUTIONS):
            if text := said[f"text_{number}"]:
                yield NewResolution(
                    key=said[f"key_{number}"] or new_key(),
                    text=text,
                    owner=owners.get(said[f"owner_{number}"]),
                    due_on=said[f"due_{number}"],
                )


class CallOffForm(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=200)


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[it for it in Resolution.State.choices if it[0] != Resolution.State.OPEN],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


def _presence(name: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=name,
        choices=TAPPED,
        initial=Attendance.Presence.ABSENT,
        widget=forms.RadioSelect,
    )


def _outcome(text: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=text,
        choices=Resolution.State,
        initial=Resolution.State.OPEN,
        widget=forms.RadioSelect,
    )
