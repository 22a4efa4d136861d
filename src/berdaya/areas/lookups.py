"""`code__within="32.04"`: an area and everything below it, read from the index."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler


@CharField.register_lookup
class Within(Lookup):
    """One range of an index in place of LIKE.

    Codes hold digits and dots only and "/" follows "." in ASCII, so all that lies within
    32.04 stands between "32.04" and "32.04/". PostgreSQL's ~>=~ compares bytes whatever the
    collation, and uses the pattern index that Django makes for it; SQLite compares bytes.
    """

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        low, high = ("~>=~", "~<~") if connection.vendor == "postgresql" else (">=", "<")
        return (
            f"({column} {low} %s AND {column} {high} %s)",
            (*params, self.rhs, *params, f"{self.rhs}/"),
        )
