"""What a group answered stands; it is taken off and never deleted."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("psychosocial", "0003_answers_of_a_group")]

    operations = [
        lock(
            "psychosocial_groupresult",
            "case_id, instrument, version, conducted_on, answers, came_to, by_id, recorded_at",
            "take the row off and ask anew",
        ),
    ]
