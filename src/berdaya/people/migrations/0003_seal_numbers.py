"""Seal the numbers that stand in clear, in batches; what is sealed already is passed over.

The seal is that of berdaya.sealed: a migration that repeated it could only differ from it.
"""

from typing import Any

from django.db import migrations, transaction

from berdaya.sealed.fields import Number

AT_ONCE = 5000
COLUMNS = (("Family", "kk_number", "kk_in_clear"), ("Person", "nik", "nik_in_clear"))


def seal_numbers(apps: Any, schema_editor: Any) -> None:
    for name, column, clear in COLUMNS:
        model = apps.get_model("people", name)
        waiting = model.objects.filter(**{column: None}).exclude(**{clear: None}).order_by("pk")
        rows = list(waiting.values_list("pk", clear)[:AT_ONCE])
        while rows:
            with transaction.atomic():
                _seal(model, column, rows, schema_editor.connection)
            rows = list(waiting.filter(pk__gt=rows[-1][0]).values_list("pk", clear)[:AT_ONCE])


def _seal(model: Any, column: str, rows: list[tuple[Any, str]], connection: Any) -> None:
    field, pk = model._meta.get_field(column), model._meta.pk
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {column} = %s WHERE id = %s",  # noqa: S608  # our own names
            [
                (
                    bytes(Number(digits, field.label, key).stored()),
                    pk.get_db_prep_value(key, connection),
                )
                for key, digits in rows
            ],
        )


class Migration(migrations.Migration):
    # each batch stands for itself: a migration that is interrupted goes on where it was
    atomic = False

    dependencies = [("people", "0002_numbers_in_clear_step_aside")]

    operations = [migrations.RunPython(seal_numbers)]
