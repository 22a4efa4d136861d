"""Write the database anew without the pages that numbers in clear once stood on.

A column that is dropped leaves its bytes behind: in SQLite on free pages and in the
write-ahead log, in PostgreSQL in every row until the table is rewritten.
"""

from typing import Any

from django.db import migrations


def sweep(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL people_family")
            cursor.execute("VACUUM FULL people_person")
            cursor.execute("CHECKPOINT")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0004_no_number_in_clear")]

    operations = [migrations.RunPython(sweep)]
