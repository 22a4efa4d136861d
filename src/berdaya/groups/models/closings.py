"""Months that a group closed, with the figures that were reported then."""

from django.db import models
from django.db.models import F, Q

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models.group import Group
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Closings(GroupRows["Closing"]):
    cell = "meeting.read"

    def standing(self) -> "Closings":
        """Those that were not opened again."""
        return self.filter(reopened_at=None)


class Closing(models.Model):
    """A month of a group was closed. Opening it again ends this row; closing again is a new one.

    While it stands the database refuses what would change a meeting of that month.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="closings")
    month = models.DateField()  # its first day
    until = models.DateField()  # the first day that is no longer of the month
    members = models.PositiveSmallIntegerField()
    couples = models.PositiveSmallIntegerField()  # members that are PUS
    couples_using = models.PositiveSmallIntegerField()  # of these, who use KB
    meetings = models.PositiveSmallIntegerField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reason = WordsField(max_length=300, blank=True)  # why it was opened again

    objects = SightedManager.from_queryset(Closings)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "month"],
                condition=Q(reopened_at=None),
                name="month_closed_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None, reason="")
                | Q(reopened_at__isnull=False, reopened_by__isnull=False) & ~Q(reason=""),
                name="month_opened_again_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("month")), name="closed_month_has_days"
            ),
            models.CheckConstraint(
                condition=Q(members__gte=F("couples")) & Q(couples__gte=F("couples_using")),
                name="figures_of_a_month_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.month:%Y-%m}"
