"""Index what few rows have by those rows alone, and put back the triggers that SQLite forgets."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
    CREATE TRIGGER consents_consent_no_{deed} BEFORE {deed} ON consents_consent
    BEGIN SELECT RAISE(ABORT, 'consents_consent is append-only: record another answer'); END
"""


def forbid_change_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for deed in ("update", "delete"):
            schema_editor.execute(SQLITE.format(deed=deed))


class Migration(migrations.Migration):
    dependencies = [
        ("consents", "0002_answers_are_final"),
        ("people", "0009_sparse_indexes"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="consent",
            name="consent_of_family",
        ),
        migrations.RemoveIndex(
            model_name="consent",
            name="consent_of_person",
        ),
        migrations.AlterField(
            model_name="consent",
            name="family",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="people.family",
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("family__isnull", False)),
                fields=["family", "purpose", "said_on"],
                name="consent_of_family",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person", "purpose", "said_on"],
                name="consent_of_person",
            ),
        ),
        migrations.RunPython(forbid_change_again, elidable=False),
    ]
