"""What happened in families."""

import berdaya.keys
import django.db.models.deletion

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_editions"),
        ("people", "0010_more_reasons_to_leave"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LifeEvent",
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
                            ("birth", "Birth"),
                            ("death", "Death"),
                            ("marriage", "Marriage"),
                            ("divorce", "Divorce"),
                            ("split", "A household of their own"),
                            ("arrival", "Somebody moved in"),
                            ("departure", "Somebody moved out"),
                            ("move", "The family moved"),
                            ("head", "Another head of family"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("born", "Born in this family"),
                            ("adopted", "Adopted"),
                            ("certified", "Seen on a certificate or letter"),
                            ("told", "Told by the family"),
                            ("work", "Work"),
                            ("school", "School"),
                            ("kin", "To be with relatives"),
                            ("care", "To care for somebody, or to be cared for"),
                            ("housing", "Another house"),
                            ("disaster", "Disaster or danger"),
                            ("own-home", "Able to live on their own"),
                            ("own-card", "A family card of their own"),
                            ("returned", "Came back"),
                            ("away", "The head lives elsewhere"),
                            ("age", "Age or health of the head"),
                            ("agreed", "The family agreed so"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("changes", models.JSONField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undo_reason", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.area",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="people.family",
                    ),
                ),
                (
                    "other_family",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.family",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="people.person",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("other_family__isnull", False)),
                        fields=["other_family"],
                        name="event_of_other",
                    ),
                    models.Index(
                        condition=models.Q(("person__isnull", False)),
                        fields=["person"],
                        name="event_of_person",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("undo_reason", ""), ("undone_at", None), ("undone_by", None)
                            ),
                            models.Q(
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                                models.Q(("undo_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_undone_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="event_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", "other"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_other_in_words",
                    ),
                ],
            },
        ),
    ]
