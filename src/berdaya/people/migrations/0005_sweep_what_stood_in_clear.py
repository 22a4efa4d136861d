"""Write the tables anew without the bytes that numbers in clear once stood in."""

from typing import Any

from django.db import migrations

from berdaya.sealed.sweeping import sweep


def sweep_numbers(apps: Any, schema_editor: Any) -> None:
    sweep(schema_editor.connection, ["people_family", "people_person"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0004_no_number_in_clear")]

    operations = [migrations.RunPython(sweep_numbers)]
