"""What an office found of the conditions becomes looks of the room readiness, and stays with its step.

One question had two answers: the items that an application kept, and the evidence of the group.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

INSTRUMENT, VERSION = "capital-eligibility", "2026.1"


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    checked = apps.get_model("capital", "Checked")._base_manager
    conditions = apps.get_model("capital", "Condition")._base_manager
    looks = apps.get_model("readiness", "Attestation")._base_manager
    stages = apps.get_model("capital", "Stage")._base_manager.filter(kind="checked")
    latest = dict(stages.order_by("on", "recorded_at").values_list("application_id", "pk"))
    for row in checked.select_related("application").order_by("on", "pk").iterator():
        look = looks.create(
            group_id=row.application.group_id,
            instrument=INSTRUMENT,
            item=row.item,
            answer=int(row.is_met),
            proof=row.proof,
            on=row.on,
            by_id=row.by_id,
        )
        if stage := latest.get(row.application_id):
            conditions.create(
                stage_id=stage,
                version=VERSION,
                item=row.item,
                answer=look.answer,
                words=row.proof,
                is_seen=False,
                attested=look,
            )


class Migration(migrations.Migration):
    dependencies = [("capital", "0003_conditions_by_evidence")]

    operations = [migrations.RunPython(carry_over)]
