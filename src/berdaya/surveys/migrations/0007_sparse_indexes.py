"""Index what few rows have by those rows alone.

To SQLite, an index in which nearly every entry is NULL seems to find nearly every row; after
ANALYZE it would rather read the table.
"""

import django.db.models.deletion
from django.db import migrations, models

from berdaya.locks import lock, unlock

FINAL = "answers, roster, provenance, conducted_on, instrument, version, recorded_at"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_sparse_indexes"),
        ("surveys", "0006_door_of_programs"),
    ]

    operations = [
        unlock("surveys_assessment"),
        migrations.AlterField(
            model_name="assessment",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="people.person",
            ),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="surveys.assessment",
            ),
        ),
        lock("surveys_assessment", FINAL),
        migrations.AlterField(
            model_name="standing",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standings",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person", "instrument", "conducted_on"],
                name="person_timeline",
            ),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("person__isnull", False)),
                fields=["person"],
                name="standing_of_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaces__isnull", False)),
                fields=("replaces",),
                name="corrected_once",
            ),
        ),
    ]
