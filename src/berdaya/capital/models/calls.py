"""Somebody who gives capital asks for applications."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.capital.sources import sources
from berdaya.keys import new_key
from berdaya.partners.models import Partner
from berdaya.partners.models.directory import meeting
from berdaya.sealed.text import WordsField


class Calls(SightedQuerySet["Call"]):
    cell = "capital-call.read"

    def visible_to(self, user: User, cell: str = "") -> Self:
        """Calls that reach where `user` works; with a cell, those announced there."""
        if cell:
            return super().visible_to(user, cell)
        return self.filter(meeting(user.areas_for(self.cell), "reach"))

    def open_on(self, day: date) -> Self:
        return self.filter(opens_on__lte=day, closes_on__gte=day)


class Call(models.Model):
    """For groups within `reach` (null: the whole country), from a day until a last day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where it is announced
    reach = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=12)  # of sources.yaml
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="calls")
    title = WordsField(max_length=120)
    who = WordsField(max_length=300)  # who may apply, as the giver says it
    opens_on = models.DateField()
    closes_on = models.DateField()  # this day still counts
    least = models.PositiveBigIntegerField()  # rupiah, of one application
    most = models.PositiveBigIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Calls)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(least__gt=0, most__gte=F("least")), name="call_has_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("call_detail", args=[self.pk])

    @property
    def source_name(self) -> str:
        return sources()[self.source].called if self.source in sources() else self.source
