"""The locks on tables that are append-only, taken off and put on again around a change of one.

SQLite makes a changed table anew and forgets its triggers; PostgreSQL refuses to change a
column that a trigger names. So a migration that changes such a table stands between the two.
"""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

REFUSAL = "{table} is append-only: {instead}"
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
    """,
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_final()
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_final()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    BEGIN SELECT RAISE(ABORT, '{refusal}'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{refusal}'); END
    """,
)


def lock(table: str, columns: str, instead: str = "record a correction") -> RunPython:
    """Refuse every delete from `table`, and every update of `columns`.

    It has no reverse: nobody should take such a lock off by migrating backwards.
    """

    def put_on(editor: BaseDatabaseSchemaEditor) -> None:
        statements = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        refusal = REFUSAL.format(table=table, instead=instead)
        for statement in statements:
            editor.execute(statement.format(table=table, columns=columns, refusal=refusal))

    return _running(put_on)


def unlock(table: str) -> RunPython:
    """Take the lock off, for the operations that follow and end with `lock`."""

    def take_off(editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for deed in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{deed}{on_table}")

    return _running(take_off)


def _running(work: Callable[[BaseDatabaseSchemaEditor], None]) -> RunPython:
    def run(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        work(schema_editor)

    return RunPython(run, elidable=False)
