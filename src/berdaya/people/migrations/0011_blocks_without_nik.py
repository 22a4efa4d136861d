"""Records without NIK are found by how the name sounds, however many have one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_editions"),
        ("people", "0010_more_reasons_to_leave"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("nik", None)),
                fields=["block"],
                name="person_block_without_nik",
            ),
        ),
    ]
