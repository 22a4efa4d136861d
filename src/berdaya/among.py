"""`filter(pk__among=keys)`: as `pk__in`, for thousands of keys.

Django looks at each value of `in` four times and gives each a place in the statement: reading by
5,000 keys took five times as long as the database needed. Here all are one value.
"""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import models


@models.UUIDField.register_lookup
@models.ForeignKey.register_lookup
class Among(models.Lookup):
    """That a key is one of these. SQLite reads them from a text, PostgreSQL from an array."""

    lookup_name = "among"

    def get_prep_lookup(self) -> list[UUID]:
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet  # nothing to ask
        column, params = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*params, self.rhs)
        keys = json.dumps([key.hex for key in self.rhs])
        return f"{column} IN (SELECT value FROM json_each(%s))", (*params, keys)  # noqa: S608
