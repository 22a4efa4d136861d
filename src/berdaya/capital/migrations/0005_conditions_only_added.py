"""How the conditions stood at a step is kept as it was; the looks of an application went elsewhere."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("capital", "0004_looks_carried_over")]

    operations = [
        lock(
            "capital_condition",
            "stage_id, version, item, answer, words, is_seen, attested_id",
            "note a newer step",
        ),
        migrations.DeleteModel(name="Checked"),
    ]
