"""The database refuses to change what was noted; only its taking back may be written into it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FIXED = (
    'kind, family_id, other_family_id, person_id, area_id, "on", reason, note, changes,'
    " by_id, recorded_at"
)
POSTGRESQL = """
    CREATE FUNCTION life_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'life_lifeevent is append-only: take it back by its verb'; END $$;
    CREATE TRIGGER life_event_no_update BEFORE UPDATE OF {fixed} ON life_lifeevent
    FOR EACH ROW EXECUTE FUNCTION life_event_is_kept();
    CREATE TRIGGER life_event_no_delete BEFORE DELETE ON life_lifeevent
    FOR EACH ROW EXECUTE FUNCTION life_event_is_kept();
"""
SQLITE = (
    """
    CREATE TRIGGER life_event_no_update BEFORE UPDATE OF {fixed} ON life_lifeevent
    BEGIN SELECT RAISE(ABORT, 'life_lifeevent is append-only: take it back by its verb'); END
    """,
    """
    CREATE TRIGGER life_event_no_delete BEFORE DELETE ON life_lifeevent
    BEGIN SELECT RAISE(ABORT, 'life_lifeevent is append-only: take it back by its verb'); END
    """,
)


def keep_events(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement.format(fixed=FIXED))


class Migration(migrations.Migration):
    dependencies = [("life", "0001_initial")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [migrations.RunPython(keep_events, elidable=False)]
