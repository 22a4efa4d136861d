"""Columns that are sealed. Code reads and writes them like others, but sees no clear text.

    nik = SealedNumberField(null=True, index="nik_index")
    nik_index = index_field("nik")

`person.nik` is a `Number`: it shows itself masked, and gives its digits where one asks for them.
`filter(nik=…)` and `filter(nik__in=…)` look in the index; any other look-up is refused, for
there is nothing to compare. What cannot be looked up cannot be sorted by accident either.
"""

import logging
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from operator import add
from typing import Any

from django.db import models
from django.db.models.expressions import Col
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact, GreaterThan, In, IsNull
from django.db.models.query_utils import DeferredAttribute

from berdaya.rules.indonesia import mask_nik
from berdaya.sealed.boxes import (
    AROUND,
    INDEX,
    CannotOpen,
    found_by,
    index_all,
    index_of,
    indexes_of,
    is_newest,
    is_newest_index,
    seal,
    seal_all,
    unseal,
)
from berdaya.sealed.keyring import keyring
from berdaya.sealed.masking import hide_numbers

log = logging.getLogger(__name__)
UNREADABLE = "••••"
SEALED_LENGTH = INDEX + AROUND + 16  # bytes in the column


class Box(bytes):
    """Sealed bytes as the database holds them."""

    def __str__(self) -> str:
        return "(sealed)"

    __repr__ = __str__


class Number:
    """A NIK or KK number in its place. Whatever prints it prints it masked."""

    __slots__ = ("_label", "_place", "_raw")

    def __init__(self, raw: "str | Box", label: str, key: object) -> None:
        self._raw = raw
        self._label = label
        self._place = f"{label}:{key}".encode()

    @property
    def digits(self) -> str:
        """The number in clear. Raises CannotOpen."""
        if isinstance(self._raw, Box):
            return unseal(self._raw[INDEX:], self._place).decode()
        return self._raw

    @property
    def masked(self) -> str:
        """For eyes: 3204••••••••9001. A number that cannot be opened is said in the log."""
        try:
            return mask_nik(self.digits)
        except CannotOpen as refusal:
            log.error("%s", refusal)
            return UNREADABLE

    def stored(self) -> Box:
        """What the database keeps: index and box. What older keys made is made anew."""
        raw = self._raw
        if isinstance(raw, Box) and is_newest(raw[INDEX:]) and is_newest_index(raw):
            return raw
        return self.sealed(self.digits)

    def sealed(self, digits: str) -> Box:
        return Box(index_of(digits, self._label) + seal(digits.encode(), self._place))

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<{self.masked}>"

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Number):
            return self.digits == other.digits
        return self.digits == other if isinstance(other, str) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digits)


class _Sealed(models.Field):  # type: ignore[type-arg]  # not subscriptable at run time
    """A binary column whose bytes were sealed for this one row."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        return "BinaryField"

    @property
    def label(self) -> str:
        """The column in words, `people.person.nik`: it goes into seal and index."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def place(self, row: models.Model) -> bytes:
        return f"{self.label}:{row.pk}".encode()

    def from_db_value(self, value: Any, expression: object, connection: object) -> Box | None:
        return None if value is None else Box(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Number):
            value = value.stored()
        if value == "":  # no words, which tell nothing
            value = Box()
        if value is not None and not isinstance(value, Box):
            raise TypeError(f"{self.label} is sealed row by row: set it on a row and save that")
        return None if value is None else connection.Database.Binary(value)

    def to_python(self, value: Any) -> Any:
        """As `loaddata` reads what `dumpdata` has written."""
        return Box(b64decode(value)) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """As `dumpdata` writes it: sealed."""
        stored = self.pre_save(obj, add=False)
        return b64encode(stored).decode() if stored is not None else ""


class _NumberOfRow(DeferredAttribute):
    """Gives the row's number together with where it stands."""

    field: "SealedNumberField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        raw = super().__get__(instance, cls)
        return None if raw is None else Number(raw, self.field.label, instance.pk)

    def __set__(self, instance: Any, value: "str | Box | Number | None") -> None:
        if isinstance(value, Number):
            own = value._place == self.field.place(instance)
            value = value._raw if own else value.digits
        instance.__dict__[self.field.attname] = value or None


class SealedNumberField(_Sealed):
    """A NIK or KK number. `index` names the column of `index_field` beside it."""

    descriptor_class = _NumberOfRow

    def __init__(self, *args: Any, index: str, **kwargs: Any) -> None:
        self.index = index
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "index": self.index}

    def pre_save(self, model_instance: models.Model, add: bool) -> Box | None:
        number = getattr(model_instance, self.attname)
        return None if number is None else number.stored()

    def column_of(self, rows: Sequence[models.Model]) -> list[bytes | None]:
        """What the database keeps of many rows at once, as `pre_save` would make it of each."""
        name, own = self.attname, self.model._meta.pk.attname
        raws = [row.__dict__[name] for row in rows]
        keys = [row.__dict__[own] for row in rows]
        fresh = {at: raw for at, raw in enumerate(raws) if isinstance(raw, str)}
        label = self.label
        places = [f"{label}:{keys[at]}".encode() for at in fresh]
        boxes = seal_all([raw.encode() for raw in fresh.values()], places)
        indexes = index_all(fresh.values(), label)
        made = map(add, indexes, boxes)
        if len(fresh) == len(raws):
            return list(made)
        stored = dict(zip(fresh, made, strict=True))
        return [
            stored[at] if at in stored else raw and Number(raw, label, key).stored()
            for at, (raw, key) in enumerate(zip(raws, keys, strict=True))
        ]

    def get_lookup(self, lookup_name: str) -> Any:
        return {"exact": _is_number, "in": _IsAmongNumbers, "isnull": IsNull}.get(lookup_name)

    def get_transform(self, lookup_name: str) -> None:
        return None


class _ByIndex(models.Lookup):
    """A look-up that asks the index column in place of the sealed one."""

    def __init__(self, lhs: Any, rhs: Any) -> None:
        if hasattr(rhs, "resolve_expression"):
            raise TypeError("sealed numbers are found by a number, not by another column")
        if isinstance(lhs, Col) and rhs is not None:
            sealed_field: Any = lhs.target
            self.label = sealed_field.label
            column: Any = sealed_field.model._meta.get_field(sealed_field.index)
            lhs = Col(lhs.alias, column, column.output_field)
        super().__init__(lhs, rhs)


class _IsNumber(_ByIndex, Exact):
    def get_prep_lookup(self) -> Any:
        return None if self.rhs is None else Box(index_of(_digits(self.rhs), self.label))


class _IsAmongNumbers(_ByIndex, In):
    def get_prep_lookup(self) -> Any:
        numbers: Iterable[object] = self.rhs
        found = (_digits(number) for number in numbers if number)
        return [Box(index) for digits in found for index in indexes_of(digits, self.label)]


def _is_number(lhs: Any, rhs: Any) -> _ByIndex:
    """While older index keys stand beside the newest, any of them may have made the index."""
    if rhs is None or len(keyring().indexes) == 1:
        return _IsNumber(lhs, rhs)
    return _IsAmongNumbers(lhs, [rhs])


def _digits(number: object) -> str:
    return number.digits if isinstance(number, Number) else str(number)


def index_field(of: str) -> "models.GeneratedField":
    """The index of the sealed column `of`. The database itself keeps it true."""
    return models.GeneratedField(
        expression=Substr(of, 1, INDEX), output_field=models.BinaryField(), db_persist=True
    )


def by_index(
    model: type[models.Model], column: str, numbers: Iterable[str]
) -> dict[bytes, str]:
    """The numbers by what they are found by in the index of `column`, for a look-up in bulk."""
    field: Any = model._meta.get_field(column)
    return found_by([number for number in numbers if number], field.label)


def sealed(column: str, *, name: str) -> models.CheckConstraint:
    """The constraint that the column holds nothing but sealed numbers of sixteen digits."""
    return models.CheckConstraint(condition=Exact(Length(column), SEALED_LENGTH), name=name)


class _BytesOfRow(DeferredAttribute):
    field: "SealedBytesField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        raw = super().__get__(instance, cls)
        return unseal(raw, self.field.place(instance)) if isinstance(raw, Box) and raw else raw

    def __set__(self, instance: Any, value: "bytes | Box | None") -> None:
        instance.__dict__[self.field.attname] = value


class SealedBytesField(_Sealed):
    """A file or other bytes. Empty bytes, which tell nothing, are kept as they are."""

    descriptor_class = _BytesOfRow

    def pre_save(self, model_instance: models.Model, add: bool) -> Box | None:
        raw = model_instance.__dict__[self.attname]
        if raw is None or raw == b"":
            return raw if raw is None else Box()
        if isinstance(raw, Box) and is_newest(raw):
            return raw
        clear = getattr(model_instance, self.attname)
        return Box(seal(bytes(clear), self.place(model_instance)))

    def get_lookup(self, lookup_name: str) -> Any:
        return IsNull if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> None:
        return None


class _WordsOfRow(_BytesOfRow):
    """Gives the row's words as text."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        raw = super().__get__(instance, cls)
        return raw.decode() if isinstance(raw, bytes) else raw


class SealedWordsField(SealedBytesField):
    """What people typed that few may read, as text: sealed, and without identity numbers in it."""

    descriptor_class = _WordsOfRow

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Box | None:
        raw = model_instance.__dict__[self.attname]
        if isinstance(raw, Box) and (not raw or is_newest(raw)):
            return raw
        words = hide_numbers(getattr(model_instance, self.attname))
        return Box(seal(words.encode(), self.place(model_instance))) if words else Box()


def says_something(column: str, *, name: str) -> models.CheckConstraint:
    """The constraint that sealed words are not blank."""
    return models.CheckConstraint(condition=has_words(column), name=name)


def has_words(column: str) -> models.Q:
    """The condition that sealed words are not blank."""
    return models.Q(GreaterThan(Length(column), 0))
