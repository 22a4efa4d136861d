"""What was printed for whom stays noted as it was.

Sealed words are not among the columns: they are sealed anew under new keys.
"""

from django.db import migrations

from berdaya.locks import lock


class Migration(migrations.Migration):
    dependencies = [("casefile", "0001_initial")]

    operations = [
        lock(
            "casefile_caseprint",
            "case_id, version, reason, parts, own_notes, language, size, by_id, by_right, at",
            "make a new print",
        ),
    ]
