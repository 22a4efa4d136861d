"""What a session of a closed month was about and who came is not written while it stays closed."""

from django.db import migrations

from berdaya.locks import guard

LIES_IN_IT = """EXISTS (
    SELECT 1 FROM groups_closing c {session} AND c.reopened_at IS NULL AND (
        {day} >= c.month AND {day} < c.until
        OR EXISTS (
            SELECT 1 FROM groups_meeting m WHERE m.id = {meeting}
            AND m."on" >= c.month AND m."on" < c.until
        )
    )
)"""
OF_SESSION = LIES_IN_IT.format(
    session="WHERE c.group_id = {row}.group_id", day='{row}."on"', meeting="{row}.meeting_id"
)
OF_ITS_ROWS = LIES_IN_IT.format(
    session="JOIN kie_session s ON s.group_id = c.group_id WHERE s.id = {row}.session_id",
    day='s."on"',
    meeting="s.meeting_id",
)
REFUSAL = "the month of this session is closed"


class Migration(migrations.Migration):
    dependencies = [
        ("kie", "0001_initial"),
        ("groups", "0005_closed_months_are_guarded"),
    ]

    operations = [
        guard("kie_session", "month_open", OF_SESSION, REFUSAL),
        guard("kie_covered", "month_open", OF_ITS_ROWS, REFUSAL),
        guard("kie_listener", "month_open", OF_ITS_ROWS, REFUSAL),
    ]
