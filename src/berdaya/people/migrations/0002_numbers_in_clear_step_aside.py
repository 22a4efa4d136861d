"""Make room for sealed numbers; those in clear wait under another name until they are sealed."""

from django.db import migrations

import berdaya.sealed.fields


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("family", "family_has_kk_number_or_reason"),
        migrations.RemoveConstraint("family", "kk_number_of_one_family"),
        migrations.RemoveConstraint("person", "person_has_nik_or_reason"),
        migrations.RenameField("family", "kk_number", "kk_in_clear"),
        migrations.RenameField("person", "nik", "nik_in_clear"),
        migrations.AddField(
            "family",
            "kk_number",
            berdaya.sealed.fields.SealedNumberField(
                editable=False, index="kk_index", null=True
            ),
        ),
        migrations.AddField(
            "person",
            "nik",
            berdaya.sealed.fields.SealedNumberField(
                editable=False, index="nik_index", null=True
            ),
        ),
    ]
