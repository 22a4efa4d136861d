"""Columns for free words, in which no NIK or KK number is kept, whoever typed it where.

People write a number into an address, a name or a reason. Here it is masked at the last door,
the database's, so that no verb, form or file has to think of it. Migrations see the plain
columns: only what is written changes.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from berdaya.rows import Once
from berdaya.sealed.masking import NEARLY_A_NUMBER, hide_numbers

if TYPE_CHECKING:  # not subscriptable at run time
    _Char = models.CharField[str, str]
else:
    _Char = models.CharField


class WordsField(_Char):
    """Words that people typed, kept without identity numbers."""

    def get_prep_value(self, value: Any) -> Any:
        return _hidden(super().get_prep_value(value))

    def column_of(self, rows: Iterable[models.Model]) -> Iterable[Any]:
        """What the database keeps of many rows: names and addresses come again and again."""
        once = Once(self.get_prep_value)
        return [once[row.__dict__[self.attname]] for row in rows]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class AnswersField(models.JSONField):
    """Values that people gave, kept without identity numbers in their words."""

    def get_prep_value(self, value: Any) -> Any:
        return _hidden(super().get_prep_value(value))

    def column_of(self, rows: Iterable[models.Model]) -> Iterable[Any]:
        """What the database keeps of many rows, as text."""
        return [_written(row.__dict__[self.attname]) for row in rows]

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def _written(value: Any) -> str | None:
    """JSON without identity numbers. Hardly any has one, so its text is looked at as a whole."""
    if value is None:
        return None
    text = json.dumps(value)
    # behind a backslash may be whatever is not ASCII, digits of other scripts among it
    may_hold_a_number = "\\" in text or NEARLY_A_NUMBER.search(text)
    return json.dumps(_hidden(value)) if may_hold_a_number else text


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return hide_numbers(value)
    if isinstance(value, dict):
        return {_hidden(key): _hidden(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(one) for one in value]
    return value
