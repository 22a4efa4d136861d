"""The database itself refuses to change or remove what happened to a referral."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("services", "0003_referrals")]
    operations = [
        lock(
            "services_step",
            'referral_id, number, kind, "on", channel, reason, by_id, recorded_at',
            "note a newer step",
        ),
    ]
