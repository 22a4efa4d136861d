"""Many new rows into one table, in the caller's transaction, as fast as the database takes them.

Django's `bulk_create` builds one statement with a place for every value of every row; half of
the time of an import went into that. Here SQLite gets tuples for one short statement, and
PostgreSQL gets them by COPY. Values are made ready column by column: what a kind of field needs
is asked once, and not for each of its values (a quarter of that time again).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice, repeat
from operator import itemgetter
from typing import Any, TypeVar
from uuid import UUID

import polars as pl
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.utils import timezone

Columns = dict[str, Sequence[Any]]  # values of many rows by column of the table
NULL = "\\N"
AT_ONCE = 10_000  # rows kept in memory as tuples
Model = TypeVar("Model", bound=models.Model)
AS_THEY_ARE = (
    models.CharField,
    models.IntegerField,
    models.PositiveSmallIntegerField,
    models.BooleanField,
)


class Once(dict[Any, Any]):
    """What a function makes of a value, made once for each that is different."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made


def new_row(
    model: type[Model], values: Mapping[str, Any], **related: models.Model | None
) -> Model:
    """An object as `model(**values)` makes it; names are those of columns, `area_id`.

    What has a default that is made, a key say, must be named. `related` are the rows themselves
    that some of the keys name. Django's own way asks each field whether it was named, and
    whether somebody listens: a sixth of the time of an import.
    """
    row = model.__new__(model)
    row._state = ModelState()
    row._state.fields_cache = related
    row.__dict__ |= _blank(model)
    row.__dict__ |= values
    return row


@lru_cache(maxsize=64)
def _blank(model: type[models.Model]) -> dict[str, Any]:
    """What stands in a column that nobody names."""
    return {
        field.attname: field.get_default()
        for field in model._meta.local_concrete_fields
        if not (field.generated or (field.has_default() and callable(field.default)))
    }


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new objects, whose keys are set or counted up by the database.

    Raises:
        IntegrityError, as `bulk_create` would.
    """
    now = timezone.now()
    for field in _stamped(model):
        for row in rows:
            setattr(row, field.attname, now)
    insert_ready(model, ready(model, rows), now)
    database = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, database


def ready(model: type[models.Model], rows: Sequence[models.Model]) -> Columns:
    """New objects as columns that the database takes; all but the moment of writing."""
    fields = [field for field in model._meta.local_concrete_fields if not _is_made(field)]
    names = [field.attname for field in fields]
    # taken out row by row, for the rows lie far apart in memory
    values = zip(*map(itemgetter(*names), map(vars, rows)), strict=True) if rows else repeat(())
    database = connections[connection.alias]
    return {
        str(field.column): list(_column(field, column, rows, database))
        for field, column in zip(fields, values, strict=False)
    }


def insert_ready(
    model: type[models.Model], columns: Columns, now: datetime | None = None
) -> None:
    """Insert rows whose columns are `ready`.

    Raises:
        IntegrityError
    """
    moment = timezone.now() if now is None else now
    count = len(next(iter(columns.values())))
    stamps = {
        str(field.column): [field.get_db_prep_save(moment, connection)] * count
        for field in _stamped(model)
    }
    tuples = zip(*columns.values(), *stamps.values(), strict=True)
    while some := list(islice(tuples, AT_ONCE)):
        _insert(model, [*columns, *stamps], some)


def insert_frame(model: type[models.Model], frame: pl.DataFrame) -> None:
    """Insert rows whose columns are columns of the table. Keys are `written` already."""
    if connection.vendor != "postgresql":
        _insert(model, frame.columns, frame.rows())
        return
    with connection.cursor() as cursor, connection.wrap_database_errors:
        command = f"{_copy(model, frame.columns)} WITH (FORMAT csv, NULL '{NULL}')"
        with cursor.copy(command) as copy:
            copy.write(frame.write_csv(include_header=False, null_value=NULL))


def written(keys: Iterable[UUID]) -> list[str]:
    """Keys as the database keeps them."""
    if connection.vendor == "postgresql":
        return [str(key) for key in keys]
    return [key.hex for key in keys]


def _insert(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            with cursor.copy(_copy(model, columns)) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        command = f"INSERT INTO {_named(model, columns)} VALUES ({places})"  # noqa: S608  # quoted
        cursor.executemany(command, rows)


def _copy(model: type[models.Model], columns: Sequence[str]) -> str:
    return f"COPY {_named(model, columns)} FROM STDIN"


def _named(model: type[models.Model], columns: Sequence[str]) -> str:
    quoted = connection.ops.quote_name
    return f"{quoted(model._meta.db_table)} ({', '.join(quoted(name) for name in columns)})"


def _is_made(field: "models.Field[Any, Any]") -> bool:
    """Whether the value is made later: a generated column, a key that counts up, a moment."""
    return bool(field.generated) or isinstance(field, models.AutoField) or _is_stamp(field)


def _is_stamp(field: "models.Field[Any, Any]") -> bool:
    return getattr(field, "auto_now_add", False) or getattr(field, "auto_now", False)


def _stamped(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that keep the moment of writing."""
    return [field for field in model._meta.local_concrete_fields if _is_stamp(field)]


def _column(
    field: "models.Field[Any, Any]",
    values: Sequence[Any],
    rows: Sequence[models.Model],
    database: BaseDatabaseWrapper,
) -> Iterable[Any]:
    """The values of one column, as the database takes them.

    A field with a `column_of` of its own makes a whole column ready at once.
    """
    if own := getattr(field, "column_of", None):
        return own(rows)  # type: ignore[no-any-return]
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if isinstance(target, models.UUIDField):  # PostgreSQL reads it without its dashes too
        return [None if value is None else value.hex for value in values]
    if isinstance(field, models.DateField):
        # the same days come again and again
        prepared = Once(lambda day: field.get_db_prep_save(day, database))
        return map(prepared.__getitem__, values)
    if type(target) in AS_THEY_ARE:
        return values
    return [field.get_db_prep_save(field.pre_save(row, True), database) for row in rows]
