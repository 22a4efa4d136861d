"""Who may see which rows. A query that does not say for whom it runs is refused.

The guard closes `objects`; it does not close a join from another model's queryset, nor SQL
written by hand (docs/decisions/0005-sight.md).
"""

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from berdaya.access.models import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class SightNotStated(RuntimeError):
    """Code asked for people's data without saying on whose behalf."""


class SightedQuerySet(models.QuerySet[Row]):
    """Rows that belong to an area, whose code stands at `area_path` from the row."""

    area_path = "area__code"
    cell = "family.read"  # of the table in roles.py: who may read such rows

    def visible_to(self, user: "User", cell: str = "") -> Self:
        """Rows in the areas where `user` holds `cell`; without one, where they may read them."""
        return self.filter(user.sight_of(self.area_path, cell or self.cell))

    def across_areas(self, *, why: str) -> Self:
        """Every row, for work that has no viewer: a roll-up, a backup. `why` is for the reader."""
        return self.all()


class SightedManager(models.Manager[Row]):
    """`objects` of a sighted model: opens with `visible_to(user)` or `across_areas(why=…)`."""

    def get_queryset(self) -> models.QuerySet[Row]:
        if hasattr(self, "instance"):  # family.members: the family was in sight already
            return super().get_queryset()
        raise SightNotStated(
            f"{self.model.__name__}.objects: begin with visible_to or across_areas"
        )

    if not TYPE_CHECKING:  # the types come from the queryset's methods of the same names

        def visible_to(self, user, cell=""):
            return super().get_queryset().visible_to(user, cell)

        def across_areas(self, *, why):
            return super().get_queryset().across_areas(why=why)

        def create(self, **values):
            return super().get_queryset().create(**values)

        def bulk_create(self, rows, **options):
            return super().get_queryset().bulk_create(rows, **options)
