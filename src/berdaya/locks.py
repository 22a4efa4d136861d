"""The locks on tables that are append-only, taken off and put on again around a change of one.

SQLite makes a changed table anew and forgets its triggers; PostgreSQL refuses to change a
column that a trigger names. So a migration that changes such a table stands between the two.
"""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

REFUSAL = "{table} is append-only: {instead}"
POSTGRESQL = (
    """
    CREATE OR REPLACE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$
    """,
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {table}_is_final()
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {table}_is_final()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END
    """,
)

GUARD = """
    CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP <> 'INSERT' THEN IF {old} THEN RAISE EXCEPTION '{refusal}'; END IF; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF {new} THEN RAISE EXCEPTION '{refusal}'; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER {table}_{name} BEFORE INSERT OR UPDATE{of} OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_{name}();
"""


class Statements(Operation):
    """Statements of SQL that the database under migration has its own words for.

    RunPython would do, but makes all models of that moment anew first, which these never look
    at: a quarter of the time of all migrations together. They cannot be taken back.
    """

    category = OperationCategory.SQL
    reversible = False

    def __init__(self, work: Callable[[BaseDatabaseSchemaEditor], None]) -> None:
        self.work = work

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing that Django knows of."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        self.work(schema_editor)

    def describe(self) -> str:
        return "Locks of an append-only table"


def lock(
    table: str, columns: str, instead: str = "record a correction", *, when: str = ""
) -> Operation:
    """Refuse every delete from `table`, and every update of `columns`.

    With `when`, an SQL condition on the row as it was (OLD), only of such rows.
    It has no reverse: nobody should take such a lock off by migrating backwards.
    """

    def put_on(editor: BaseDatabaseSchemaEditor) -> None:
        statements = POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE
        refusal = REFUSAL.format(table=table, instead=instead)
        for statement in statements:
            only = f"WHEN ({when})" if when else ""
            words = {"table": table, "columns": columns, "refusal": refusal, "when": only}
            editor.execute(statement.format(**words))

    return Statements(put_on)


def unlock(table: str) -> Operation:
    """Take the lock off, for the operations that follow and end with `lock`."""

    def take_off(editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for deed in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{deed}{on_table}")

    return Statements(take_off)


def guard(
    table: str, name: str, condition: str, refusal: str, *, columns: str = ""
) -> Operation:
    """Refuse every writing of a row of `table` for which an SQL condition holds.

    In it `{row}` stands for the row, as it was and as it is to be. Where `columns` are named, an
    update of others alone passes: sealed ones are sealed anew under new keys. SQLite forgets the
    guard where a later migration makes the table anew: put it on again then.
    """
    of = f" OF {columns}" if columns else ""

    def put_on(editor: BaseDatabaseSchemaEditor) -> None:
        old, new = (f"({condition.format(row=row)})" for row in ("OLD", "NEW"))
        if editor.connection.vendor == "postgresql":
            statements = [
                GUARD.format(table=table, name=name, old=old, new=new, of=of, refusal=refusal)
            ]
        else:
            found = {"insert": new, "update": f"{old} OR {new}", "delete": old}
            statements = [
                f"CREATE TRIGGER {table}_{name}_{deed} BEFORE {deed}"
                f"{of if deed == 'update' else ''} ON {table} "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
                for deed, when in found.items()
            ]
        for statement in statements:
            editor.execute(statement)

    return Statements(put_on)
