"""Counts that are kept: changes as they happen, and their sums at every level of the tree."""

from django.db import models


class Change(models.Model):
    """One signed change of a count at the deepest area; folded into `Tally` in the background.

    Appending never waits for another writer; updating the chain of areas in place was
    measured four times slower and deadlocked (docs/decisions/0004-tallies.md).
    """

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()  # 0: not tied to a year
    area_code = models.CharField(max_length=21)
    key = models.CharField(max_length=30)
    count = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["series", "year", "area_code"],
                name="change_in_area",
                # `within` compares bytes; without this PostgreSQL sorts by the language
                opclasses=["varchar_ops", "int2_ops", "varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.area_code} {self.key} {self.count:+}"


class Tally(models.Model):
    """How many of `key` in `series` that year in the area and below; area "" is the nation."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    area_code = models.CharField(max_length=21, blank=True)
    key = models.CharField(max_length=30)
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "area_code", "key"], name="tally_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year} {self.area_code} {self.key} {self.count}"
