"""What happened to a group is only added to, never edited: a wrong entry gets a newer one."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial")]

    operations = [
        lock("groups_turn", 'group_id, kind, "on", reason, other_id', "note a newer turn"),
    ]
