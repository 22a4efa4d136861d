"""Write the table anew without the files that stood there in clear."""

from typing import Any

from django.db import migrations

from berdaya.sealed.sweeping import sweep


def sweep_files(apps: Any, schema_editor: Any) -> None:
    sweep(schema_editor.connection, ["imports_upload"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("imports", "0002_seal_files")]

    operations = [migrations.RunPython(sweep_files)]
