"""What is asked in supervision."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.caseplans.forms import words_field
from berdaya.casework.models.cases import Cases
from berdaya.casework.words import STAGES
from berdaya.groups.forms import key_field
from berdaya.rules.casework.peer_review import definition
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said

NOBODY = "belum"  # of a case that waits for a worker
HALF_A_YEAR = timedelta(days=182)


class AgeingForm(forms.Form):
    """Which cases are shown. What makes no sense narrows nothing."""

    tahap = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("All stages")), *((str(it), name) for it, name in STAGES.items())],
    )
    pekerja = forms.ChoiceField(label=pgettext_lazy("case", "Social worker"), required=False)
    lewat = forms.BooleanField(label=_("Only those longer than expected"), required=False)

    def __init__(self, *args: Any, workers: "QuerySet[User]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(it.pk), str(it)) for it in workers.order_by("first_name", "pk")]
        self.fields["pekerja"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", _("All social workers")),
            (NOBODY, _("Nobody yet")),
            *listed,
        ]

    def narrowed(self, rows: Cases, over: Q) -> Cases:
        told = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        if stage := told.get("tahap"):
            rows = rows.filter(stage=int(stage))
        if worker := told.get("pekerja"):
            rows = rows.filter(worker=None if worker == NOBODY else worker)
        return rows.filter(over) if told.get("lewat") else rows


class PeriodForm(forms.Form):
    """Over which days. Without any, the last half year."""

    dari = DateField(label=_("From"), required=False)
    sampai = DateField(label=pgettext_lazy("day", "Until"), required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.days()
        if first > last:
            raise forms.ValidationError(_("The first day comes before the last one."))
        return self.cleaned_data

    def days(self) -> tuple[date, date]:
        told = getattr(self, "cleaned_data", {})
        last = told.get("sampai") or timezone.localdate()
        return told.get("dari") or last - HALF_A_YEAR, last


class SampleForm(forms.Form):
    size = forms.IntegerField(
        label=_("How many cases?"),
        help_text=_("They are drawn by lot, in turn from each worker's."),
        min_value=1,
        max_value=definition().most,
        initial=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    key = key_field()


class GiveForm(forms.Form):
    reviewer = forms.ChoiceField(label=_("To which colleague?"), widget=forms.RadioSelect)
    until = DateField(label=_("Until which day?"))
    key = key_field()

    def __init__(self, *args: Any, reviewers: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reviewers = {str(it.pk): it for it in reviewers}
        self.fields["until"].initial = timezone.localdate() + timedelta(days=14)
        self.fields["reviewer"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (key, str(it)) for key, it in self.reviewers.items()
        ]

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "reviewer": self.reviewers[data["reviewer"]]}


class StepBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("For the supervisor alone, and without names. You may leave it blank."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FindingForm(forms.Form):
    """The questions that are asked of a case that came so far, and two for words."""

    well = words_field(
        _("What goes well here?"), help_text=_("The worker reads this. Without names.")
    )
    talk = words_field(
        _("What would you talk about with the worker?"),
        help_text=_("As a question or an idea, not as a verdict."),
        required=False,
    )

    def __init__(self, *args: Any, stage: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = definition().asked_at(stage)
        choices = [(one.code, said(one.words)) for one in definition().answers.values()]
        for item in self.items:
            self.fields[item.code] = forms.ChoiceField(
                label=said(item.ask), choices=choices, widget=forms.RadioSelect
            )
        self.order_fields([*(item.code for item in self.items), "well", "talk"])

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = {item.code: data[item.code] for item in self.items}
        return {"answers": answers, "well": data["well"], "talk": data["talk"]}


class ReplyForm(forms.Form):
    words = words_field(
        _("Your answer"),
        help_text=_("Your colleague and your supervisor read it. Without names."),
    )
