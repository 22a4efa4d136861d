"""Uploads may be of a wider area than a village, and are worked through by portions."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

import berdaya.keys
import berdaya.sealed.fields


def name_who_took_in(apps: Any, schema_editor: Any) -> None:
    """Until now whoever sent a file also took it in, as far as is known."""
    uploads = apps.get_model("imports", "Upload").objects
    uploads.filter(state="done").update(taken_by=F("by"))


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0003_sweep_files_in_clear"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("upload", "upload_done_has_its_moment"),
        migrations.RenameField("upload", "village", "area"),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=berdaya.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("background", "In the background"),
                            ("command", "At the command line"),
                        ],
                        max_length=10,
                    ),
                ),
                ("host", models.CharField(max_length=100)),
                ("pid", models.PositiveIntegerField()),
                ("began_at", models.DateTimeField(auto_now_add=True)),
                ("beat_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            "upload",
            "door",
            models.CharField(
                choices=[
                    ("web", "Typed on a screen"),
                    ("file", "Uploaded file"),
                    ("command", "Command line"),
                    ("api", "Another program"),
                    ("demo", "Synthetic example"),
                ],
                default="file",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "upload",
            "taken_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("upload", "total", models.PositiveIntegerField(null=True)),
        migrations.AddField("upload", "cursor", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "upload",
            "worker",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="uploads",
                to="imports.worker",
            ),
        ),
        migrations.AddField("upload", "begun_at", models.DateTimeField(null=True)),
        migrations.AddField("upload", "begun_from", models.PositiveIntegerField(default=0)),
        migrations.AddField("upload", "attempts", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("upload", "failure", models.JSONField(default=dict)),
        migrations.AlterField("upload", "report", models.JSONField(default=dict)),
        migrations.AlterField(
            "upload",
            "kind",
            models.CharField(
                blank=True,
                choices=[
                    ("persons", "One row for each person"),
                    ("families", "One row for each family"),
                    ("answers", "Only answers, of families registered already"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "upload",
            "state",
            models.CharField(
                choices=[
                    ("looking", "Being looked through"),
                    ("checked", "Looked through, nothing taken in yet"),
                    ("taking", "Being taken in"),
                    ("stopped", "Stopped"),
                    ("failed", "Could not go on"),
                    ("done", "Taken in"),
                ],
                default="looking",
                max_length=10,
            ),
        ),
        # last, because PostgreSQL changes no table in which rows were just changed
        migrations.RunPython(name_who_took_in, elidable=False),
    ]
