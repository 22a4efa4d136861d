"""The database itself refuses to change a note; and to remove one of what was changed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# who looked is forgotten after a while, what was changed never
LOCKS = {"access_trace": ("UPDATE", "DELETE"), "access_look": ("UPDATE",)}
POSTGRESQL = """
    CREATE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
    CREATE TRIGGER {table}_final BEFORE {deeds} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_final();
"""
SQLITE = """
    CREATE TRIGGER {table}_no_{deed} BEFORE {deed} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""


def forbid_change(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table, deeds in LOCKS.items():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL.format(table=table, deeds=" OR ".join(deeds)))
            continue
        for deed in deeds:
            schema_editor.execute(SQLITE.format(table=table, deed=deed))


class Migration(migrations.Migration):
    dependencies = [("access", "0004_looks")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [migrations.RunPython(forbid_change, elidable=False)]
