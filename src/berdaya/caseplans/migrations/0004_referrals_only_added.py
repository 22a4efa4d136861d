"""For which case a referral was made stands."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("caseplans", "0003_referrals_of_cases")]

    operations = [
        lock("caseplans_casereferral", "case_id, goal_id, referral_id, by_id", "refer anew"),
    ]
