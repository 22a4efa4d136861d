"""Kinds of values that every room takes in, described as they are checked."""

from datetime import date
from typing import Annotated, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from berdaya.ui.fields import NameField, PhoneField

NO_NUL = r"^[^\x00]*$"
CODE = r"^[0-9]{2}(\.[0-9]{2}){0,2}(\.[0-9]{4}(\.[0-9]{3}){0,2})?$"


def _as(field: forms.Field) -> Any:
    """The check of a form's field, so that a page and the API take the same."""

    def clean(value: str) -> Any:
        try:
            return field.clean(value)
        except ValidationError as error:
            raise PydanticCustomError("said", "{words}", {"words": error.messages[0]}) from None

    return AfterValidator(clean)


def _begun(day: date) -> date:
    if day > timezone.localdate():
        raise PydanticCustomError("future", "this day is still to come")
    return day


def _written(value: object) -> object:
    """A day is written, not counted in seconds since 1970."""
    if not isinstance(value, str | date):
        raise PydanticCustomError("date_type", "a day is written as 2026-11-23")
    return value


AreaCode = Annotated[
    str, Field(pattern=CODE, max_length=21, description="Area code, as 32.04.32.1001")
]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL), _as(NameField())]
Phone = Annotated[str, Field(max_length=40, pattern=NO_NUL), _as(PhoneField(required=False))]
Line = Annotated[str, Field(max_length=200, pattern=NO_NUL)]
PastDay = Annotated[
    date,
    BeforeValidator(_written),
    AfterValidator(_begun),
    Field(description="A day that has begun, as 2026-11-23"),
]
Digits = Annotated[str, Field(pattern=r"^[0-9]{16}$", description="Sixteen digits")]
