"""The sixteen questions of the principles of practice, made from the instrument."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from berdaya.contacts.actions.reviews import PRINCIPLES
from berdaya.rules.instruments.definition import load
from berdaya.surveys.answers import may_not_apply
from berdaya.surveys.forms import field_of
from berdaya.ui.languages import said


class ReviewForm(forms.Form):
    """All must be answered; the groups of the instrument are shown one below the other."""

    def __init__(self, data: Mapping[str, Any] | None, *, on: date) -> None:
        super().__init__(data)
        self.definition = load(PRINCIPLES)
        for item in self.definition.items:
            field = field_of(item, may_not_apply(item, (), on))
            field.required = True
            self.fields[item.code] = field

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        for group in self.definition.groups:
            yield said(group.title), said(group.intro), [self[it.code] for it in group.items]

    def answers(self) -> dict[str, int]:
        return {code: int(value) for code, value in self.cleaned_data.items()}
