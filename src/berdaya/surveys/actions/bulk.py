"""Many rows at once into one table, in the caller's transaction, as fast as the database takes them."""

from collections.abc import Iterable
from uuid import UUID

import polars as pl
from django.db import connection, models

NULL = "\\N"


def written(keys: Iterable[UUID]) -> list[str]:
    """Keys as the database keeps them."""
    if connection.vendor == "postgresql":
        return [str(key) for key in keys]
    return [key.hex for key in keys]


def insert(model: type[models.Model], rows: pl.DataFrame) -> None:
    """Insert the rows, whose columns are columns of the table. Keys are `written` already."""
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in rows.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            command = f"COPY {table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '{NULL}')"
            with cursor.copy(command) as copy:
                copy.write(rows.write_csv(include_header=False, null_value=NULL))
            return
        places = ", ".join(["%s"] * len(rows.columns))
        command = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608  # quoted
        cursor.executemany(command, rows.rows())
