"""Form fields for what Indonesians write."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from berdaya.rules import indonesia

_AMOUNT = re.compile(r"(?:Rp\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,00|,-)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2}) ([a-z]+)\.? (\d{4})", re.IGNORECASE)
# where they differ from the Indonesian ones, and the usual second spellings
_OTHER_MONTHS = {
    "january": 1,
    "february": 2,
    "nopember": 11,
    "nop": 11,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "aug": 8,
    "october": 10,
    "oct": 10,
    "december": 12,
    "dec": 12,
    "sept": 9,
    "agt": 8,
    "ags": 8,
}

# Django's own words, said again in plainer Indonesian: a room's catalogue goes before Django's
gettext_noop("This field is required.")
gettext_noop("Select a valid choice. %(value)s is not one of the available choices.")
gettext_noop("Select a valid choice. That choice is not one of the available choices.")
gettext_noop("Enter a whole number.")


class RupiahField(forms.IntegerField):
    """Whole rupiah as people write them: 1250000, 1.250.000 or Rp1.250.000,00."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write the amount in digits, like 50.000.")}

    def __init__(self, *, empty: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty = empty

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return self.empty
        if not (match := _AMOUNT.fullmatch(str(value).strip())):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(match[1].replace(".", ""))


class DateField(forms.DateField):
    """A day as people write it: 23/11/2026, 23-11-2026, 2026-11-23 or 23 November 2026.

    The day stands before the month, as everywhere in Indonesia.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "23-11-2026"})
    default_error_messages = {
        "invalid": _("Write day, month and year, like 23-11-2026 or 23 November 2026."),
        "no_day": _("There is no such day in the calendar. Look at day and month again."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        parts = _year_month_day(" ".join(str(value).split()))
        if parts is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return date(*parts)
        except ValueError:
            raise ValidationError(self.error_messages["no_day"], code="no_day") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d-%m-%Y}" if isinstance(value, date) else value


class NameField(forms.CharField):
    """A name as it stands on the card: letters of any script, marks and spaces."""

    default_error_messages = {
        "invalid": _("Write the name in letters, as it stands on the card."),
    }

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "words"}

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and (not value[0].isalpha() or any(sign.isdigit() for sign in value)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class PhoneField(forms.CharField):
    """An Indonesian phone number as people write it; gives `+62…`."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Write the number with its first digits, like 0812-3456-7890."),
    }

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        if not text:
            return ""
        if not (found := indonesia.phone(text)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if (match := _IN_WORDS.fullmatch(text)) and (month := _month(match[2])):
        return int(match[3]), month, int(match[1])
    return None


def _month(word: str) -> int | None:
    """The number of a month by its Indonesian or English name or the first three letters."""
    word = word.lower()
    for number, name in enumerate(indonesia.MONTHS, start=1):
        if word in (name.lower(), name[:3].lower()):
            return number
    return _OTHER_MONTHS.get(word)
