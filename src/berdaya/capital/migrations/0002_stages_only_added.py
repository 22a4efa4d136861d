"""The steps of an application are only added to; money spent is taken back, never rewritten."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("capital", "0001_initial")]

    operations = [
        lock(
            "capital_stage",
            'application_id, kind, "on", reason, amount, by_id',
            "note a newer step",
        ),
        lock("capital_use", 'line_id, "on", amount, proof, by_id', "take it back"),
    ]
