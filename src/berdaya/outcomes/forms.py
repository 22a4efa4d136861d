"""What is asked at evaluation and ending, in plain words."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from berdaya.caseplans.forms import SHORT, words_field
from berdaya.caseplans.models import Goal
from berdaya.groups.forms import key_field
from berdaya.outcomes.actions.ending import Told
from berdaya.outcomes.actions.evaluating import NewRating, Said
from berdaya.outcomes.models import Lesson, RatedWith, Rating, SummaryGiven
from berdaya.rules.casework.outcomes import Asked, definition
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said
from berdaya.ui.templatetags.indonesian import signed


def day_field() -> DateField:
    return DateField(label=_("On which day?"), initial=timezone.localdate)


class RateForm(forms.Form):
    """Each goal with its five levels and by what one sees it; a goal may be left out."""

    moment = forms.ChoiceField(
        label=_("When is this?"), choices=Rating.Moment, widget=forms.RadioSelect
    )
    on = day_field()
    rated_with = forms.ChoiceField(
        label=_("Who judged?"), choices=RatedWith, widget=forms.RadioSelect
    )
    who = forms.CharField(label=_("Names, where needed"), max_length=SHORT, required=False)
    key = key_field()

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(one.place): one for one in goals}
        for place, goal in self.goals.items():
            levels = [
                (str(value), f"{signed(value)}  {words}") for value, words in goal.levels()
            ]
            self.fields[f"level{place}"] = forms.TypedChoiceField(
                label=goal.what,
                help_text=goal.indicator,
                choices=[*levels, ("", _("Not judged this time"))],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[f"evidence{place}"] = words_field(
                _("By what does one see it?"), most=SHORT, required=False
            )

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        levels: dict[UUID, tuple[int, str]] = {
            goal.pk: (data[f"level{place}"], data[f"evidence{place}"])
            for place, goal in self.goals.items()
            if data[f"level{place}"] is not None
        }
        rating = NewRating(data["moment"], data["on"], data["rated_with"], levels, data["who"])
        return {"key": data["key"], "rating": rating}


def _asked(asked: Asked) -> forms.TypedChoiceField:
    choices = [(str(one.value), f"{one.mark}  {said(one.words)}") for one in asked.answers]
    return forms.TypedChoiceField(
        label=said(asked.ask), choices=choices, coerce=int, widget=forms.RadioSelect
    )


class ClientForm(forms.Form):
    """Shown or read to the client: two questions with pictures, and room for their own words."""

    words = words_field(
        _("In the client's own words"),
        required=False,
        help_text=_("As the client says it, good and bad."),
    )
    who = forms.CharField(
        label=_("Who answered?"),
        max_length=SHORT,
        help_text=_(
            "Best asked by somebody who did not do the work: then write their name, too."
        ),
    )
    on = day_field()
    key = key_field()
    field_order = ("change", "help", "words", "who", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change"] = _asked(definition().change)
        self.fields["help"] = _asked(definition().help)
        self.order_fields(self.field_order)

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {"key": data.pop("key"), "said": Said(**data)}


class LessonForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How did it go?"), choices=Lesson.Kind, widget=forms.RadioSelect
    )
    what = words_field(_("What was done?"), most=SHORT)
    for_whom = forms.CharField(
        label=_("For whom?"),
        max_length=SHORT,
        help_text=_("The kind of people and situation, without names."),
    )
    why = words_field(_("Why, do you think?"), required=False)
    on = day_field()
    key = key_field()


class ReadinessForm(forms.Form):
    """A mark for each point of the checklist."""

    note = words_field(_("What is still open, and what is done about it?"), required=False)
    on = day_field()
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = [(code, said(words)) for code, words in definition().marks.items()]
        for code, words in definition().readiness.items():
            self.fields[code] = forms.ChoiceField(
                label=said(words), choices=marks, widget=forms.RadioSelect
            )
        self.order_fields([*definition().readiness, "note", "on"])

    def told(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = {code: data[code] for code in definition().readiness}
        more = {name: data[name] for name in ("key", "note", "on")}
        return {**more, "answers": answers}


class AfterCareForm(forms.Form):
    helpers = words_field(
        _("Who helps after this?"),
        help_text=_("People close by first, then cadres, the village, services."),
    )
    signs = words_field(_("How does the client see that it gets hard again?"), required=False)
    if_hard = words_field(
        _("What does the client do then?"),
        help_text=_("Step by step: whom to call first, where to go."),
    )
    on = day_field()
    key = key_field()


class DatesForm(forms.Form):
    """A day for each contact, with the usual one filled in."""

    def __init__(self, *args: Any, usual: dict[int, date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for months, day in usual.items():
            label = ngettext("After %(n)s month", "After %(n)s months", months) % {"n": months}
            self.fields[f"months{months}"] = DateField(label=label, initial=day)

    def told(self) -> dict[str, Any]:
        days = {m: self.cleaned_data[f"months{m}"] for m in definition().months}
        return {"days": days}


class FollowUpForm(forms.Form):
    result = forms.ChoiceField(label=_("How is it now?"), widget=forms.RadioSelect)
    words = words_field(_("A word about it"), required=False)
    on = day_field()
    key = key_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        results = [(code, said(words)) for code, words in definition().results.items()]
        self.fields["result"].choices = results  # type: ignore[attr-defined]  # a ChoiceField


class SummaryForm(forms.Form):
    """Plain words: the client reads it, or has it read."""

    worked_on = words_field(_("What did we work on together?"))
    changed = words_field(_("What is different now?"))
    strengths = words_field(
        _("What is the client good at? What helped?"),
        required=False,
        help_text=_("What the client did, not what you did."),
    )
    contact = words_field(
        _("Whom can the client call?"), help_text=_("Name, telephone number, place, hours.")
    )
    on = day_field()
    key = key_field()

    def told(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        key, on = data.pop("key"), data.pop("on")
        return {"key": key, "on": on, "told": Told(**data)}


class GivenForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How did the client get it?"),
        choices=SummaryGiven.How,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(label=_("Who got it?"), max_length=SHORT)
    on = day_field()
