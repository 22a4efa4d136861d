"""A membership may end by a divorce, by a household of their own, or by another place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_sparse_indexes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("moved", "Moved away"),
                    ("married", "Married and left the family"),
                    ("died", "Died"),
                    ("divorced", "Divorced and left the family"),
                    ("split", "Set up a household of their own"),
                    ("role", "Another place in the same family"),
                    ("other", "Other reason"),
                ],
                max_length=8,
            ),
        ),
    ]
