"""What was signed stays as it was signed."""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_contracts")]

    operations = [
        # not the sealed words: they are sealed anew under new keys, and altered by nobody without
        lock(
            "casework_contract",
            "case_id, number, begins_on, looked_at_on, ends_on, wording, by_id, signed_on,"
            " signed_at, signer, covers_child, child_agrees, how, signed_with_id",
            "write a new version",
            when="OLD.signed_on IS NOT NULL",
        ),
    ]
