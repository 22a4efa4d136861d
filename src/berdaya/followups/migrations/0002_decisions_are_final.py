"""The database itself refuses to change or remove what was decided."""

from django.db import migrations

from berdaya.locks import lock

COLUMNS = (
    "assessment_id, item, step, kind, words, act, reason, who, note, decided_on, recorded_at"
)


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_initial")]
    operations = [lock("followups_decision", COLUMNS, "note another decision")]
