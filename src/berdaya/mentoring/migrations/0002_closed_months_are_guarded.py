"""A visit of a month that its group closed is not written while it stays closed."""

from django.db import migrations

from berdaya.locks import guard

LIES_IN_IT = """EXISTS (
    SELECT 1 FROM groups_closing c WHERE c.group_id = {row}.group_id AND c.reopened_at IS NULL
    AND {row}."on" >= c.month AND {row}."on" < c.until
)"""


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0001_initial"),
        ("groups", "0005_closed_months_are_guarded"),
    ]

    operations = [
        guard("mentoring_visit", "month_open", LIES_IN_IT, "the month of this visit is closed")
    ]
