"""Seal the files that wait and the rows that were left out: they are full of numbers."""

from typing import Any

from django.db import migrations

from berdaya.sealed.fields import SealedBytesField


def seal_files(apps: Any, schema_editor: Any) -> None:
    uploads = apps.get_model("imports", "Upload").objects
    for key in list(uploads.values_list("pk", flat=True)):
        upload = uploads.get(pk=key)
        # as they come from the table they would pass for sealed
        upload.content, upload.left_out = (
            bytes(upload.__dict__[name]) for name in ("content", "left_out")
        )
        upload.save(update_fields=["content", "left_out"])


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.AlterField("upload", "content", SealedBytesField(editable=False)),
        migrations.AlterField(
            "upload", "left_out", SealedBytesField(default=b"", editable=False)
        ),
        migrations.RunPython(seal_files),
    ]
