"""What offices added of their own; nothing of it ever changes."""

import berdaya.keys
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from berdaya.locks import lock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("areas", "0002_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnInstrument",
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
                ("name", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version"), name="one_text_per_own_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__startswith", "own-")),
                        name="own_instrument_says_so",
                    ),
                ],
            },
        ),
        lock(
            "instruments_owninstrument",
            "name, version, text, by_id, added_at",
            "add another version",
        ),
    ]
