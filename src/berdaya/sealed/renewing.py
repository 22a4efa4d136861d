"""After a change of keys: how much stands under which key, and everything sealed anew.

Nothing has to stand still: what an older key made is opened and found as long as that key is
among ours. A run that breaks off goes on where it stopped, for what is done carries the
newest keys' names.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Length, Substr

from berdaya.sealed.boxes import INDEX, CannotOpen
from berdaya.sealed.fields import SealedBytesField, SealedNumberField
from berdaya.sealed.keyring import NAME, keyring

AT_ONCE = 500
BYTES_AT_ONCE = 5  # files are large
Column = SealedNumberField | SealedBytesField


@dataclass(slots=True)
class Renewed:
    """What a run did. `left`: rows that no key of ours opens, or whose number stands twice."""

    done: int = 0
    left: int = 0


def columns() -> list[Any]:
    """Every sealed column there is."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, Column)
    ]


def under_keys() -> tuple[Counter[bytes], Counter[bytes]]:
    """How many boxes stand under each key, and how many indexes, by the keys' names."""
    boxes: Counter[bytes] = Counter()
    indexes: Counter[bytes] = Counter()
    for field in columns():
        places = [(boxes, _at(field))] + ([(indexes, 1)] if _is_number(field) else [])
        for counter, at in places:
            rows = _filled(field).annotate(_key=_bytes(field, at)).values_list("_key")
            counter.update({bytes(key): n for key, n in rows.annotate(_n=models.Count("pk"))})
    return boxes, indexes


def waiting(field: Any) -> "models.QuerySet[Any]":
    """Rows of this column that older keys made."""
    ring = keyring()
    found = models.Q(_box=ring.newest)
    rows = _filled(field).annotate(_box=_bytes(field, _at(field)))
    if _is_number(field):
        rows = rows.annotate(_index=_bytes(field, 1))
        found &= models.Q(_index=ring.newest_index)
    waits: models.QuerySet[Any] = rows.exclude(found)
    return waits


def renew(field: Any) -> Iterator[Renewed]:
    """Seal a column anew, some rows in each transaction; tells after each how far it is."""
    told, last = Renewed(), None
    at_once = AT_ONCE if _is_number(field) else BYTES_AT_ONCE
    while True:
        with transaction.atomic():
            rows = waiting(field).order_by("pk").select_for_update(of=("self",))
            rows = rows.only("pk", field.name)
            some = list((rows.filter(pk__gt=last) if last else rows)[:at_once])
            if not some:
                return
            last = some[-1].pk
            _write(field, some, told)
        yield told


def _write(field: Any, rows: list[Any], told: Renewed) -> None:
    binary = connection.Database.Binary  # type: ignore[attr-defined]  # of either database
    made = []
    for row in rows:
        try:
            box = field.pre_save(row, add=False)
        except CannotOpen:
            told.left += 1
            continue
        made.append((binary(box), _key(field, row)))
    try:
        with transaction.atomic():
            _update(field, made)
        told.done += len(made)
    except IntegrityError:  # a number came in twice, under two index keys: see `duplicates`
        for one in made:
            try:
                with transaction.atomic():
                    _update(field, [one])
                told.done += 1
            except IntegrityError:
                told.left += 1


def _update(field: Any, made: list[tuple[Any, Any]]) -> None:
    quote = connection.ops.quote_name
    table, column = quote(field.model._meta.db_table), quote(field.column)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {column} = %s WHERE id = %s",  # noqa: S608  # quoted
            made,
        )


def _key(field: Any, row: Any) -> Any:
    return field.model._meta.pk.get_db_prep_value(row.pk, connection)


def _filled(field: Any) -> "models.QuerySet[Any]":
    """All rows, whoever may see them: nobody is shown them."""
    rows = field.model._base_manager.exclude(**{f"{field.name}__isnull": True})
    filled: models.QuerySet[Any] = rows.annotate(_length=Length(field.name))
    return filled.filter(_length__gt=0)


def _bytes(field: Any, at: int) -> Substr:
    return Substr(field.name, at, NAME, output_field=models.BinaryField())


def _at(field: Any) -> int:
    """Where the name of the sealing key stands, counted from one."""
    return INDEX + 1 if _is_number(field) else 1


def _is_number(field: Any) -> bool:
    return isinstance(field, SealedNumberField)
