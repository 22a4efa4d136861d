"""Figures that are kept: of a group in a month, their sums in an area, and how fresh they are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from berdaya.access.sight import SightedManager
from berdaya.groups.models import Group
from berdaya.groups.sight import GroupRows
from berdaya.rules.objectives.measure import Measure, Measures

FIRST_OF_MONTH = Q(month__day=1)


def packed(measures: Mapping[str, Measure]) -> dict[str, list[int]]:
    """As a row keeps them; an indicator that is about nothing is left out."""
    return {
        code: [it.part, it.whole, it.unknown]
        for code, it in measures.items()
        if it.whole or it.unknown
    }


def unpacked(kept: Mapping[str, Any]) -> Measures:
    return {code: Measure(*numbers) for code, numbers in kept.items()}


class FiguresOfGroups(GroupRows["Figures"]):
    cell = "objective.read"

    def current(self) -> "FiguresOfGroups":
        """Those that hold; others were put right later."""
        return self.filter(superseded_at=None)


class Figures(models.Model):
    """All indicators of a group in one month, counted on its last day, or today while it runs.

    Where a later correction changes a month that is over, the row is kept with the day on which
    it ceased to hold, and a new one stands for it.
    """

    group = models.ForeignKey(Group, models.PROTECT, related_name="figures")
    place = models.CharField(max_length=21)  # the village whose sums count it
    month = models.DateField()  # its first day
    on = models.DateField()  # the day on which it was counted
    version = models.CharField(max_length=20)  # of the definition
    measures: "models.JSONField[Any]" = models.JSONField()  # code -> part, whole, unknown
    reckoned_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = SightedManager.from_queryset(FiguresOfGroups)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "month"],
                condition=Q(superseded_at=None),
                name="figures_of_a_month_once",
            ),
            models.CheckConstraint(condition=FIRST_OF_MONTH, name="figures_are_of_a_month"),
            models.CheckConstraint(
                condition=Q(on__gte=F("month")), name="figures_counted_in_their_month"
            ),
        ]
        indexes = [
            models.Index(
                fields=["place", "month"],
                name="figures_of_place",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.month:%Y-%m}"

    @property
    def found(self) -> Measures:
        return unpacked(self.measures)


class AreaFigures(models.Model):
    """The sums of all groups of an area in one month; area "" is the nation."""

    area_code = models.CharField(max_length=21, blank=True)
    parent_code = models.CharField(max_length=21, blank=True)
    month = models.DateField()
    groups = models.PositiveIntegerField()
    measures: "models.JSONField[Any]" = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_code", "month"], name="figures_of_an_area_once"
            ),
            models.CheckConstraint(
                condition=FIRST_OF_MONTH, name="figures_of_an_area_are_of_a_month"
            ),
        ]
        indexes = [models.Index(fields=["parent_code", "month"], name="figures_of_parts")]

    def __str__(self) -> str:
        return f"{self.area_code} {self.month:%Y-%m}"

    @property
    def found(self) -> Measures:
        return unpacked(self.measures)


class Reckoned(models.Model):
    """When the figures of a group were counted last."""

    group = models.OneToOneField(Group, models.PROTECT, primary_key=True, related_name="+")
    on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.group_id} {self.on}"


class Seen(models.Model):
    """Until when the trace was looked through for groups to count anew. One row."""

    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="seen_is_one_row"),
        ]

    def __str__(self) -> str:
        return f"{self.until}"


def last_day(month: date) -> date:
    """The last day of a month that is known by its first."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - date.resolution
