"""What somebody confirmed and what was judged stays as it was: a newer row counts instead."""

from django.db import migrations

from berdaya.locks import lock

ATTESTED = 'group_id, instrument, item, answer, proof, "on", by_id'
JUDGED = 'group_id, instrument, version, "on", answers, level, blocked_by, by_id'


class Migration(migrations.Migration):
    dependencies = [("readiness", "0001_initial")]

    operations = [
        lock("readiness_attestation", ATTESTED, "look again"),
        lock("readiness_judgement", JUDGED, "judge again"),
    ]
