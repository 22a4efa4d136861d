"""The one area in which a partner worked becomes the first of many; null stays the whole country."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def carry_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    partners = apps.get_model("partners", "Partner")._base_manager
    areas = apps.get_model("partners", "WorkArea")
    areas._base_manager.bulk_create(
        [
            areas(partner_id=key, area_id=area)
            for key, area in partners.values_list("pk", "reach")
        ],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_many_work_areas")]

    operations = [migrations.RunPython(carry_over)]
