"""Families of a file about which somebody has to decide."""

import berdaya.keys
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_portions"),
        ("people", "0011_blocks_without_nik"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="taken_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Doubt",
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
                            ("double", "Perhaps registered already"),
                            ("second-head", "Two heads of one family"),
                        ],
                        max_length=12,
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("said", models.JSONField()),
                ("likeness", models.JSONField(default=dict)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("same", "The same family"), ("other", "Another family")],
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.family",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="imports.upload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("upload", "kind", "row"), name="doubt_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("decision", "")
                            ),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="doubt_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "double"), _negated=True),
                            ("family__isnull", False),
                            _connector="OR",
                        ),
                        name="double_names_a_family",
                    ),
                ],
            },
        ),
    ]
