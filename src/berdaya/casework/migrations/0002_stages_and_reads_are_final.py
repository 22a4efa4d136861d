"""The stages of a case follow each other without a gap; who read it, and its stages, are final."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from berdaya.locks import guard, lock

NOT_NEXT = """({row}.number > 1 AND NOT EXISTS (
    SELECT 1 FROM casework_stageentry p WHERE p.case_id = {row}.case_id
    AND p.number = {row}.number - 1 AND p.to_stage = {row}.from_stage
))"""
ELSEWHERE = """NEW.stage <> COALESCE((
    SELECT s.to_stage FROM casework_stageentry s WHERE s.case_id = NEW.id
    ORDER BY s.number DESC LIMIT 1
), 1)"""
REFUSAL = "a case stands where its last stage entry led"
POSTGRESQL = f"""
    CREATE FUNCTION casework_case_stage() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {ELSEWHERE} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER casework_case_stage BEFORE INSERT OR UPDATE OF stage ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_case_stage();
"""
SQLITE = """
    CREATE TRIGGER casework_case_stage_{name} BEFORE {deed} ON casework_case
    WHEN {elsewhere} BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
DEEDS = {"insert": "INSERT", "update": "UPDATE OF stage"}


def hold_stage(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The stage that a case repeats is that of its last entry."""
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
        return
    for name, deed in DEEDS.items():
        editor.execute(
            SQLITE.format(name=name, deed=deed, elsewhere=ELSEWHERE, refusal=REFUSAL)
        )


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        guard(
            "casework_stageentry",
            "follows",
            NOT_NEXT,
            "a stage entry begins where the last led",
        ),
        # not the sealed reason: it is sealed anew under new keys, and nobody alters it without one
        lock(
            "casework_stageentry",
            'case_id, number, kind, from_stage, to_stage, ending, "on", by_id',
            "note a newer entry",
        ),
        lock("casework_caseread", "case_id, by_id, at, page, by_right", "it stays as it is"),
        migrations.RunPython(hold_stage),
    ]
