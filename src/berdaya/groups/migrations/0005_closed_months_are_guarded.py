"""What a closed month reported is final, and its meetings are not written while it stands."""

from django.db import migrations

from berdaya.locks import guard, lock

LIES_IN_IT = """EXISTS (
    SELECT 1 FROM groups_closing c {meeting} AND c.reopened_at IS NULL
    AND {day} >= c.month AND {day} < c.until
)"""
OF_MEETING = LIES_IN_IT.format(meeting="WHERE c.group_id = {row}.group_id", day='{row}."on"')
OF_ATTENDANCE = LIES_IN_IT.format(
    meeting="JOIN groups_meeting m ON m.group_id = c.group_id WHERE m.id = {row}.meeting_id",
    day='m."on"',
)
REFUSAL = "the month of this meeting is closed"


class Migration(migrations.Migration):
    dependencies = [("groups", "0004_months_closed")]

    operations = [
        lock(
            "groups_closing",
            "group_id, month, until, members, couples, couples_using, meetings, closed_by_id,"
            " closed_at",
            "open the month again and close it anew",
        ),
        guard("groups_meeting", "month_open", OF_MEETING, REFUSAL),
        guard("groups_attendance", "month_open", OF_ATTENDANCE, REFUSAL),
    ]
