"""What a client agreed to, and what a newer version replaced, stays as it was.

Sealed words are not among the columns: they are sealed anew under new keys, and nobody alters
them without a key. Whatever Django saves names the others too.
"""

from django.db import migrations

from berdaya.locks import guard, lock

NEWER = """EXISTS (
    SELECT 1 FROM caseplans_caseplan p JOIN caseplans_caseplan q
    ON q.case_id = p.case_id AND q.number > p.number WHERE p.id = {row}.%(plan)s
)"""
AGREED = "EXISTS (SELECT 1 FROM caseplans_planagreement a WHERE a.plan_id = {row}.%(plan)s)"
STANDS = f"{NEWER} OR {AGREED}"
REFUSAL = "this plan was agreed or replaced: make a newer version"


class Migration(migrations.Migration):
    dependencies = [("caseplans", "0001_initial")]

    operations = [
        guard(
            "caseplans_caseplan",
            "stands",
            STANDS % {"plan": "id"},
            REFUSAL,
            columns="case_id, number, setting, by_id",
        ),
        guard(
            "caseplans_goal",
            "stands",
            STANDS % {"plan": "plan_id"},
            REFUSAL,
            columns="plan_id, place, kind, baseline, weight, continues_id, by_id",
        ),
        guard(
            "caseplans_activity",
            "stands",
            NEWER % {"plan": "plan_id"},
            REFUSAL,
            columns="plan_id, strategy, starts_on, ends_on, state, settled_on, by_id",
        ),
        guard(
            "caseplans_planagreement",
            "is_of_newest",
            NEWER % {"plan": "plan_id"},
            REFUSAL,
            columns="plan_id",
        ),
        lock("caseplans_planagreement", 'plan_id, "on", how, by_id', "agree to a newer plan"),
        lock("caseplans_practice", 'task_id, "on", outcome, by_id', "take it back"),
    ]
