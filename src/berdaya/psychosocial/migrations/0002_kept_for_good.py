"""Editions are final; what was noted of kin and systems is taken off and never deleted."""

from django.db import migrations

from berdaya.locks import lock

NEWER = "write a newer edition"
OFF = "take the row off and note a newer one"


class Migration(migrations.Migration):
    dependencies = [("psychosocial", "0001_initial")]

    operations = [
        # not what is sealed: it is sealed anew under new keys, and nobody alters it without one
        lock(
            "psychosocial_edition",
            "case_id, number, methods, chosen, by_id, recorded_at",
            NEWER,
        ),
        lock("psychosocial_kin", "case_id, is_index, by_id, recorded_at", OFF),
        lock(
            "psychosocial_couple",
            'case_id, a_id, b_id, kind, since, "end", until, by_id, recorded_at',
            OFF,
        ),
        lock(
            "psychosocial_parentlink",
            "case_id, parent_id, child_id, kind, by_id, recorded_at",
            OFF,
        ),
        lock("psychosocial_kintie", "case_id, a_id, b_id, kind, by_id, recorded_at", OFF),
        lock(
            "psychosocial_system",
            "case_id, strength, flow, is_stressful, place, by_id, recorded_at",
            OFF,
        ),
        lock("psychosocial_chosenresult", "case_id, assessment_id, by_id, recorded_at", OFF),
    ]
