"""Forms made from the definition of an instrument, one group of items at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berdaya.rules.instruments.applicability import Roster, not_applicable
from berdaya.rules.instruments.definition import NO, YES, Group, Instrument, Item
from berdaya.surveys.answers import Answer, may_not_apply
from berdaya.surveys.known import Known
from berdaya.ui.days import long_date
from berdaya.ui.fields import DateField
from berdaya.ui.languages import said

SAME = "same"  # how a page says that a known answer is still right; no answer is written so


class StartForm(forms.Form):
    conducted_on = DateField(label=gettext_lazy("Day of the visit"), initial=timezone.localdate)

    def clean_conducted_on(self) -> date:
        day: date = self.cleaned_data["conducted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext_lazy("This day has not come yet."))
        return day


class ConfirmForm(forms.Form):
    """Nothing to fill in: the answers stand in the draft."""


class CorrectionForm(ConfirmForm):
    reason = forms.CharField(
        label=gettext_lazy("Why is this corrected?"),
        max_length=200,
        help_text=gettext_lazy("A few words, for example: the answer was heard wrongly."),
    )


@dataclass(frozen=True, slots=True)
class Question:
    """An item as a page asks it; without a field it does not apply, for the `reason` given."""

    item: Item
    text: str
    help: str
    before: str  # how it was answered last time
    field: forms.BoundField | None = None
    reason: str = ""
    known: Known | None = None  # it is offered to be confirmed, and so it is `before`

    @property
    def look(self) -> str:
        """Short answers stand in a row; the words of a scale below each other."""
        return "segments" if self.item.kind == "yes_no" else ""


class GroupForm(forms.Form):
    """One page of a questionnaire. What the roster rules out is not asked."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        definition: Instrument,
        group: Group,
        roster: Roster,
        on: date,
        answers: Mapping[str, Answer],
        before: Mapping[str, Answer],
        known: Mapping[str, Known] = MappingProxyType({}),
    ) -> None:
        super().__init__(data, initial={k: _written(v) for k, v in answers.items()})
        self.group = group
        self.before = before
        self.known = known
        self.ruled_out = not_applicable(definition, roster, on)
        for item in group.items:
            if item.code not in self.ruled_out:
                may_not = may_not_apply(item, roster, on)
                fact = known.get(item.code)
                self.fields[item.code] = field_of(item, may_not, fact)
                if fact and answers.get(item.code) == fact.answer:
                    self.initial[item.code] = SAME

    def questions(self) -> Iterator[Question]:
        for item in self.group.items:
            asked = item.code in self.fields
            yield Question(
                item=item,
                text=said(item.text),
                help=said(item.help),
                before=answer_in_words(item, self._before(item.code)),
                field=self[item.code] if asked else None,
                reason="" if asked else said(self.ruled_out[item.code]),
                known=self.known.get(item.code) if asked else None,
            )

    def _before(self, code: str) -> Answer:
        fact = self.known.get(code)
        return fact.answer if fact else self.before.get(code)

    def answers(self) -> dict[str, Answer]:
        """The answers as the verb takes them; blank is unanswered."""
        items = {item.code: item for item in self.group.items}
        return {
            code: self.known[code].answer if value == SAME else read_answer(items[code], value)
            for code, value in self.cleaned_data.items()
        }

    def confirmed(self) -> dict[str, date]:
        """Since when the answers are known that were confirmed here."""
        return {
            code: self.known[code].since
            for code, value in self.cleaned_data.items()
            if value == SAME
        }


def field_of(
    item: Item, may_say_it_does_not_apply: bool, known: Known | None = None
) -> forms.Field:
    """The form field in which an item is answered. Blank is always possible.

    What is known is confirmed by the first choice; the others say what has changed.
    """
    common: dict[str, Any] = {"label": said(item.text), "required": False}
    if item.kind == "number":
        return NumberField(item, may_say_it_does_not_apply, **common)
    if item.kind == "date":
        return DateField(**common)
    if item.options:  # a choice, or a scale whose points have words
        choices = [(option.code, said(option.text)) for option in item.options]
    elif item.kind == "likert":
        choices = [(str(n), str(n)) for n in range(item.minimum, item.maximum + 1)]
    else:
        choices = [(str(YES), _("Yes")), (str(NO), _("No"))]
    if may_say_it_does_not_apply:
        choices.append((str(item.not_applicable), _("Does not apply")))
    if known:
        words = answer_in_words(item, known.answer)
        others = [one for one in choices if one[0] != _written(known.answer)]
        choices = [(SAME, _("Still right: %(answer)s") % {"answer": words}), *others]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


class NumberField(forms.IntegerField):
    """A number within its bounds; what does not apply is written as the form says."""

    def __init__(self, item: Item, may_not_apply: bool, **options: Any) -> None:
        between = _("A number from %(low)s to %(high)s.")
        hint = between % {"low": item.minimum, "high": item.maximum}
        if may_not_apply:
            written = _("Write %(sign)s where it does not apply.")
            hint = f"{hint} {written % {'sign': item.not_applicable}}"
        super().__init__(help_text=hint, **options)
        self.item, self.may_not_apply = item, may_not_apply

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value == self.item.not_applicable and self.may_not_apply:
            return
        if value is not None and not self.item.minimum <= value <= self.item.maximum:
            raise forms.ValidationError(self.help_text)


def answer_in_words(item: Item, answer: Answer) -> str:
    """An answer as a person says it; nothing for none."""
    if answer is None:
        return ""
    if answer == item.not_applicable:
        return _("does not apply")
    if item.kind == "yes_no":
        return _("yes") if answer == YES else _("no")
    if item.kind == "date":
        return long_date(date.fromisoformat(str(answer)))
    options = {option.code: said(option.text) for option in item.options}
    return options.get(str(answer), str(answer))


def _written(answer: Answer) -> str | None:
    return None if answer is None else str(answer)


def read_answer(item: Item, value: Any) -> Answer:
    """What a field gave, as the verbs take it; blank is unanswered."""
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if item.kind == "choice" else int(value)
