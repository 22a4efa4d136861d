"""The database itself refuses to change what was answered, or to remove an assessment.

A correction is a new assessment that replaces the old one; both stand for ever. What may
change later, such as the family after two records of one are merged, is not locked.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FINAL = {
    "surveys_assessment": "answers, roster, conducted_on, instrument, version, recorded_at",
    "surveys_outcome": "assessment_id, output, level, score, blocked_by",
}
POSTGRESQL = """
    CREATE FUNCTION {table}_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{table} is append-only: record a correction'; END $$;
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_final();
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_is_final();
"""
SQLITE = (
    """
    CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {columns} ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only: record a correction'); END
    """,
    """
    CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    BEGIN SELECT RAISE(ABORT, '{table} is append-only: record a correction'); END
    """,
)


def forbid_change(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE
    for table, columns in FINAL.items():
        for statement in statements:
            schema_editor.execute(statement.format(table=table, columns=columns))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [migrations.RunPython(forbid_change, elidable=False)]
