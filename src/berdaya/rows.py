"""Many new rows into one table, in the caller's transaction, as fast as the database takes them.

Django's `bulk_create` builds one statement with a place for every value of every row; half of
the time of an import went into that. Here SQLite gets tuples for one short statement, and
PostgreSQL gets them by COPY.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from operator import attrgetter
from typing import Any
from uuid import UUID

import polars as pl
from django.db import connection, models
from django.utils import timezone

NULL = "\\N"
AT_ONCE = 10_000  # rows kept in memory as tuples
Value = Callable[[Any], Any]
AS_THEY_ARE = (
    models.CharField,
    models.IntegerField,
    models.PositiveSmallIntegerField,
    models.BooleanField,
)


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Insert new objects, whose keys are set or counted up by the database.

    Raises:
        IntegrityError, as `bulk_create` would.
    """
    fields = [field for field in model._meta.local_concrete_fields if not _is_made(field)]
    now = timezone.now()
    values = [_value_of(field, now) for field in fields]
    tuples = (tuple([value(row) for value in values]) for row in rows)
    columns = [str(field.column) for field in fields]
    while some := list(islice(tuples, AT_ONCE)):
        _insert(model, columns, some)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


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
    """Whether the database makes the value: a generated column, or a key that counts up."""
    return bool(field.generated) or isinstance(field, models.AutoField)


def _value_of(field: "models.Field[Any, Any]", now: datetime) -> Value:
    """From an object to what the database takes for one of its columns."""
    name, target = field.attname, field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    if getattr(field, "auto_now_add", False):
        return _at(name, now, field.get_db_prep_save(now, connection))
    if type(field) is models.DateField and not field.auto_now:
        return _in_text(name, date.isoformat)
    if isinstance(target, models.UUIDField) and connection.vendor != "postgresql":
        return _in_text(name, attrgetter("hex"))
    if isinstance(target, models.UUIDField) or type(target) in AS_THEY_ARE:
        return attrgetter(name)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _at(name: str, now: datetime, moment: Any) -> Value:
    def at(row: Any) -> Any:
        setattr(row, name, now)
        return moment

    return at


def _in_text(name: str, text: Value) -> Value:
    def value(row: Any) -> str | None:
        known = getattr(row, name)
        return None if known is None else text(known)

    return value
