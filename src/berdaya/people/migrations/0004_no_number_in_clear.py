"""Drop the numbers in clear, and find the sealed ones by their index."""

from django.db import migrations, models
from django.db.models import Q

from berdaya.sealed.fields import index_field, sealed


class Migration(migrations.Migration):
    dependencies = [("people", "0003_seal_numbers")]

    operations = [
        migrations.RemoveField("family", "kk_in_clear"),
        migrations.RemoveField("person", "nik_in_clear"),
        migrations.AddField("family", "kk_index", index_field("kk_number")),
        migrations.AddField("person", "nik_index", index_field("nik")),
        migrations.AddConstraint(
            "family",
            models.CheckConstraint(
                condition=Q(kk_number=None) ^ Q(kk_missing=""),
                name="family_has_kk_number_or_reason",
            ),
        ),
        migrations.AddConstraint(
            "family",
            models.UniqueConstraint(
                fields=["kk_index"], condition=Q(ended_on=None), name="kk_number_of_one_family"
            ),
        ),
        migrations.AddConstraint("family", sealed("kk_number", name="kk_number_is_sealed")),
        migrations.AddConstraint(
            "person",
            models.CheckConstraint(
                condition=Q(nik=None) ^ Q(nik_missing=""), name="person_has_nik_or_reason"
            ),
        ),
        migrations.AddConstraint(
            "person", models.UniqueConstraint(fields=["nik_index"], name="nik_of_one_person")
        ),
        migrations.AddConstraint("person", sealed("nik", name="nik_is_sealed")),
    ]
