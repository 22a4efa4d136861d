"""What was rated, checked, told and noted stays as it was: a newer row stands beside it.

Sealed words are not among the columns: they are sealed anew under new keys.
"""

from django.db import migrations

from berdaya.locks import lock

NEWER = "add a newer row"
OF_CASE = 'case_id, "on", by_id, recorded_at'


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0001_initial")]

    operations = [
        lock("outcomes_rating", 'plan_id, moment, "on", rated_with, by_id, recorded_at', NEWER),
        lock("outcomes_goalrating", "rating_id, goal_id, level", NEWER),
        lock("outcomes_clientrating", f"{OF_CASE}, change, help", NEWER),
        lock("outcomes_lesson", f"{OF_CASE}, kind", NEWER),
        lock("outcomes_readinesscheck", f"{OF_CASE}, answers", NEWER),
        lock("outcomes_aftercare", OF_CASE, NEWER),
        lock("outcomes_summary", OF_CASE, NEWER),
        lock("outcomes_summarygiven", 'summary_id, "on", how, by_id, recorded_at', NEWER),
        lock("outcomes_followup", "case_id, entry_id, months, due_on, by_id", NEWER),
        lock("outcomes_followupnote", 'follow_up_id, "on", result, by_id, recorded_at', NEWER),
    ]
