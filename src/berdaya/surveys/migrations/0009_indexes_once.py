"""Let one index serve where another begins with the same column: each costs when rows come in."""

import django.db.models.deletion
from django.db import migrations, models

from berdaya.locks import lock, unlock

FINAL = "answers, roster, provenance, conducted_on, instrument, version, recorded_at"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0013_indexes_once"),
        ("surveys", "0008_confirmed_answers"),
    ]

    operations = [
        unlock("surveys_assessment"),
        migrations.AlterField(
            model_name="assessment",
            name="family",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="people.family",
            ),
        ),
        lock("surveys_assessment", FINAL),
        unlock("surveys_outcome"),
        migrations.AlterField(
            model_name="outcome",
            name="assessment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="surveys.assessment",
            ),
        ),
        lock("surveys_outcome", "assessment_id, output, level, score, blocked_by"),
    ]
