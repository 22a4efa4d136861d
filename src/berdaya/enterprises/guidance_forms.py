"""What is asked about guidance: plan, visit, task, technology."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from berdaya.enterprises.actions.guidance import NewTask
from berdaya.enterprises.models import Task, Technology
from berdaya.groups.forms import key_field
from berdaya.ui.fields import DateField

LINES = 4


class WithTasks(forms.Form):
    """A form with a few lines for what is to be done, each with a day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(LINES):
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("What is to be done?"), max_length=200, required=False
            )
            self.fields[f"due_{number}"] = DateField(label=_("By when?"), required=False)
            self.fields[f"key_{number}"] = key_field()

    def lines(self) -> Iterator[tuple[BoundField, BoundField, BoundField]]:
        for number in range(LINES):
            yield self[f"text_{number}"], self[f"due_{number}"], self[f"key_{number}"]

    def tasks(self) -> list[NewTask]:
        said = self.cleaned_data
        return [
            NewTask(said[f"key_{number}"], said[f"text_{number}"], said[f"due_{number}"])
            for number in range(LINES)
            if said[f"text_{number}"]
        ]


class PlanForm(WithTasks):
    aims = forms.CharField(
        label=_("What does the business aim at?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line for each aim, for example: sell at three shops before Lebaran."),
    )
    since = DateField(label=_("From which day?"), initial=timezone.localdate)
    key = key_field()


class VisitForm(WithTasks):
    on = DateField(label=_("On which day?"), initial=timezone.localdate)
    seen = forms.CharField(
        label=_("What was seen and talked over?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = key_field()


class TaskForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What became of it?"), choices=Task.State, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class TechnologyForm(forms.Form):
    name = forms.CharField(
        label=_("Which technology?"),
        max_length=120,
        help_text=_("For example: vacuum sealer, solar dryer, slicer."),
    )
    brought_by = forms.CharField(label=_("Who brought it in?"), max_length=120, required=False)
    since = DateField(label=_("Since when?"), initial=timezone.localdate)
    key = key_field()


class AskForm(forms.Form):
    used = forms.ChoiceField(
        label=_("Is it still used?"),
        choices=[
            (Technology.Used.YES, Technology.Used.YES.label),
            (Technology.Used.NO, Technology.Used.NO.label),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Why, or what for?"), max_length=200, required=False)
    on = DateField(label=_("Asked on"), initial=timezone.localdate)
