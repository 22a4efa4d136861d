"""The database refuses to change what was merged; and records get the key they are found under.

Only the undoing of a merge may be written into it later. The key is computed by the present
rules, for none was kept before.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from berdaya.rules.likeness.verdict import block_of

AT_ONCE = 2000
FIXED = (
    "person_kept_id, person_absorbed_id, family_kept_id, family_absorbed_id, part_of_id,"
    " chosen, before, moved, reason, by_id, at"
)
POSTGRESQL = """
    CREATE FUNCTION people_merge_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'people_merge is append-only: undo it by its verb'; END $$;
    CREATE TRIGGER people_merge_no_update BEFORE UPDATE OF {fixed} ON people_merge
    FOR EACH ROW EXECUTE FUNCTION people_merge_is_kept();
    CREATE TRIGGER people_merge_no_delete BEFORE DELETE ON people_merge
    FOR EACH ROW EXECUTE FUNCTION people_merge_is_kept();
"""
SQLITE = (
    """
    CREATE TRIGGER people_merge_no_update BEFORE UPDATE OF {fixed} ON people_merge
    BEGIN SELECT RAISE(ABORT, 'people_merge is append-only: undo it by its verb'); END
    """,
    """
    CREATE TRIGGER people_merge_no_delete BEFORE DELETE ON people_merge
    BEGIN SELECT RAISE(ABORT, 'people_merge is append-only: undo it by its verb'); END
    """,
)


def keep_merges(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = (POSTGRESQL,) if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement.format(fixed=FIXED))


def fill_blocks(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    persons = apps.get_model("people", "Person")._base_manager.filter(block="")
    some = []
    for person in persons.only("pk", "name", "birth_date").iterator(chunk_size=AT_ONCE):
        person.block = block_of(person.name, person.birth_date)
        some.append(person)
        if len(some) == AT_ONCE:
            persons.model._base_manager.bulk_update(some, ["block"])
            some = []
    persons.model._base_manager.bulk_update(some, ["block"])


class Migration(migrations.Migration):
    dependencies = [("people", "0006_duplicates")]
    # no reverse: nobody should take this lock off by migrating backwards
    operations = [
        migrations.RunPython(fill_blocks, elidable=True),
        migrations.RunPython(keep_merges, elidable=False),
    ]
