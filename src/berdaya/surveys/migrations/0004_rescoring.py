"""A year of results judged again by another version, beside the old ones."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_subjects"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rescoring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instrument", models.CharField(max_length=60)),
                ("from_version", models.CharField(max_length=20)),
                ("to_version", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("cursor", models.UUIDField(null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("instrument", "from_version", "to_version", "year"),
                        name="one_rescoring_of_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_version", models.F("to_version")), _negated=True
                        ),
                        name="rescoring_changes_the_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RescoredOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("output", models.CharField(max_length=40)),
                ("level", models.CharField(blank=True, max_length=20)),
                ("score", models.DecimalField(decimal_places=3, max_digits=9, null=True)),
                ("blocked_by", models.CharField(blank=True, max_length=1000)),
                (
                    "assessment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescored",
                        to="surveys.assessment",
                    ),
                ),
                (
                    "rescoring",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="surveys.rescoring",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "rescoring", "output"),
                        name="one_rescored_outcome",
                    )
                ],
            },
        ),
        lock(
            "surveys_rescoredoutcome",
            "assessment_id, rescoring_id, output, level, score, blocked_by",
            "begin another rescoring",
        ),
    ]
