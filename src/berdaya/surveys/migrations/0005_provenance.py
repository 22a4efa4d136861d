"""Where an answer set came from, final like the answers themselves."""

from django.db import migrations, models

from berdaya.locks import lock, unlock

FINAL = "answers, roster, provenance, conducted_on, instrument, version, recorded_at"


class Migration(migrations.Migration):
    dependencies = [("surveys", "0004_rescoring")]

    operations = [
        unlock("surveys_assessment"),
        migrations.AddField(
            model_name="assessment",
            name="provenance",
            field=models.JSONField(default=dict),
        ),
        lock("surveys_assessment", FINAL),
        migrations.AddField(
            model_name="draft",
            name="saves",
            field=models.JSONField(default=list),
        ),
    ]
