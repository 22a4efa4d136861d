"""Leave no trace of what once stood in clear."""

from collections.abc import Iterable
from typing import Any


def sweep(connection: Any, tables: Iterable[str]) -> None:
    """Write the tables anew, without the places of what was changed or dropped.

    SQLite keeps such bytes on free pages and in the write-ahead log, PostgreSQL in every row
    until its table is rewritten. Runs outside of a transaction. Copies made before (backups, a
    WAL archive) keep what they hold.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in tables:
            cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")
