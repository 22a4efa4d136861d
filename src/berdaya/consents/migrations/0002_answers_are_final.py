"""The database itself refuses to change or remove what somebody answered."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

POSTGRESQL = """
    CREATE FUNCTION consents_consent_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'consents_consent is append-only: record another answer'; END $$;
    CREATE TRIGGER consents_consent_final BEFORE UPDATE OR DELETE ON consents_consent
    FOR EACH ROW EXECUTE FUNCTION consents_consent_is_final();
"""
SQLITE = """
    CREATE TRIGGER consents_consent_no_{deed} BEFORE {deed} ON consents_consent
    BEGIN SELECT RAISE(ABORT, 'consents_consent is append-only: record another answer'); END
"""


def forbid_change(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for deed in ("update", "delete"):
        schema_editor.execute(SQLITE.format(deed=deed))


class Migration(migrations.Migration):
    dependencies = [("consents", "0001_initial")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [migrations.RunPython(forbid_change, elidable=False)]
