"""Rows that hold from a day until another: somebody belongs, leads, plans, seeks.

A period is half open: its first day counts, `until` does not. What has no end yet has None there.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Period(models.Model):
    """A period, and who noted when that it began. Its constraint: `ends_after_it_begins`."""

    since = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The constraint of a period; a day may be first and last, where it was noted by mistake."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name=name)


def holds_on(day: date) -> Q:
    """The condition of rows that held on a day."""
    return (Q(until=None) | Q(until__gt=day)) & Q(since__lte=day)
