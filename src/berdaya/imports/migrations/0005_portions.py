"""The portions of an upload, and what must hold of an upload as a job."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import berdaya.keys
import berdaya.sealed.fields


class Migration(migrations.Migration):
    dependencies = [("imports", "0004_uploads_are_jobs")]

    operations = [
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=Q(state="done") ^ Q(done_at=None),
                name="upload_done_has_its_moment",
            ),
        ),
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=~Q(state__in=["taking", "done"]) | Q(taken_by__isnull=False),
                name="upload_is_taken_in_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            "upload",
            models.CheckConstraint(
                condition=Q(total=None) | Q(cursor__lte=F("total")),
                name="upload_goes_no_further_than_its_end",
            ),
        ),
        migrations.CreateModel(
            name="Portion",
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
                ("is_taken", models.BooleanField()),
                ("start", models.PositiveIntegerField()),
                ("until", models.PositiveIntegerField()),
                ("families", models.PositiveIntegerField()),
                ("answers", models.PositiveIntegerField()),
                ("report", models.JSONField()),
                (
                    "problems",
                    berdaya.sealed.fields.SealedBytesField(default=b"", editable=False),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "upload",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="imports.upload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["upload", "is_taken", "start"], name="portion_is_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(until__gt=F("start")), name="portion_ends_after_it_begins"
                    ),
                ]
            },
        ),
    ]
