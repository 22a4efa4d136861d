"""The steps of a partnership are only added to, never edited: a wrong one gets a newer one."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial")]

    operations = [
        lock(
            "partners_step",
            'partnership_id, kind, "on", reason, value, since, last_day',
            "note a newer step",
        ),
    ]
