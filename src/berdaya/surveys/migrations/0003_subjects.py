"""Persons beside families: a survey may ask about one member."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from berdaya.locks import lock, unlock


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_editions"),
        ("people", "0001_initial"),
        ("surveys", "0002_answers_are_final"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="draft",
            name="one_draft_per_family_and_surveyor",
        ),
        migrations.RemoveConstraint(
            model_name="standing",
            name="one_standing_per_family_and_year",
        ),
        migrations.AddField(
            model_name="assessment",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="standings",
                to="people.person",
            ),
        ),
        unlock("surveys_outcome"),
        migrations.AlterField(
            model_name="outcome",
            name="blocked_by",
            field=models.CharField(blank=True, max_length=1000),
        ),
        lock("surveys_outcome", "assessment_id, output, level, score, blocked_by"),
        migrations.AlterField(
            model_name="standing",
            name="blocked_by",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person", None)),
                fields=("family", "instrument", "by"),
                name="one_draft_per_family_and_surveyor",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person", None), _negated=True),
                fields=("person", "instrument", "by"),
                name="one_draft_per_person_and_surveyor",
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="subject",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.comparison.Coalesce("person", "family"),
                output_field=models.UUIDField(),
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                fields=("subject", "instrument", "year"),
                name="one_standing_per_subject_and_year",
            ),
        ),
    ]
