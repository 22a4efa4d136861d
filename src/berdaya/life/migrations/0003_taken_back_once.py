"""An event is taken back once: who did so, when and why is not written over."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
    CREATE TRIGGER life_lifeevent_taken_back_once
    BEFORE UPDATE OF undone_by_id, undone_at, undo_reason ON life_lifeevent
    FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION life_lifeevent_is_final();
"""
SQLITE = """
    CREATE TRIGGER life_lifeevent_taken_back_once
    BEFORE UPDATE OF undone_by_id, undone_at, undo_reason ON life_lifeevent
    WHEN OLD.undone_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'life_lifeevent is append-only: it is taken back already'); END
"""


def take_back_once(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if is_postgresql else SQLITE)


class Migration(migrations.Migration):
    dependencies = [("life", "0002_events_are_kept")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [migrations.RunPython(take_back_once, elidable=False)]
