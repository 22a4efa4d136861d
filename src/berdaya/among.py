"""`filter(pk__among=keys)`: as `pk__in`, for thousands of keys, or of bytes to be found by.

Django looks at each value of `in` four times and gives each a place in the statement: reading by
5,000 keys took five times as long as the database needed. Here all keys are one value.
"""

import json
from binascii import hexlify
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import models


@models.BinaryField.register_lookup
@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """That a key is one of these. SQLite reads them from a text, PostgreSQL from an array."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[UUID] | list[bytes]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet  # nothing to ask
        column, params = self.process_lhs(compiler, connection)
        made = _of_bytes if isinstance(self.rhs[0], bytes) else _of_keys
        condition, values = made(self.rhs, connection.vendor)
        return f"{column} {condition}", (*params, *values)


def _of_keys(keys: Sequence[UUID], vendor: str) -> tuple[str, Sequence[Any]]:
    if vendor == "postgresql":
        return "= ANY(%s)", [keys]
    text = json.dumps([key.hex for key in keys])
    return "IN (SELECT value FROM json_each(%s))", [text]


def _of_bytes(found: Sequence[bytes], vendor: str) -> tuple[str, Sequence[Any]]:
    if vendor == "postgresql":  # an array of them would be written out byte by byte
        text = b",".join(map(hexlify, found)).decode()
        return "IN (SELECT decode(unnest(string_to_array(%s, ',')), 'hex'))", [text]
    return f"IN ({', '.join(['%s'] * len(found))})", found
