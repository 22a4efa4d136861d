"""The database refuses to change what was noted; only its taking back may be written into it."""

from django.db import migrations

from berdaya.locks import lock

FIXED = (
    'kind, family_id, other_family_id, person_id, area_id, "on", reason, note, changes,'
    " by_id, recorded_at"
)


class Migration(migrations.Migration):
    dependencies = [("life", "0001_initial")]
    operations = [lock("life_lifeevent", FIXED, "take it back by its verb")]
