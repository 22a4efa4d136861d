"""Visits to a group, and what was agreed at them, which comes back until it is settled."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models import Group
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Visits(GroupRows["Visit"]):
    cell = "visit.read"

    def between(self, begin: date, end: date) -> "Visits":
        """Of the days from `begin` (included) until `end` (excluded)."""
        return self.filter(on__gte=begin, on__lt=end)


class Visit(models.Model):
    """That somebody who accompanies a group was there."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="visits")
    on = models.DateField()
    seen = WordsField(max_length=2000)
    next_on = models.DateField(null=True)  # None: by the interval of the programme
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now=True)

    objects = SightedManager.from_queryset(Visits)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(seen=""), name="visit_says_what_was_seen"),
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("on")),
                name="visit_comes_after_the_last",
            ),
        ]
        indexes = [models.Index(fields=["group", "on"], name="visit_of_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("visit_detail", args=[self.pk])


class Agreements(GroupRows["Agreement"]):
    cell = "visit.read"
    group_path = "visit__group"

    def open(self) -> "Agreements":
        return self.filter(state=Agreement.State.OPEN)


class Agreement(models.Model):
    """What was agreed at a visit."""

    class State(models.TextChoices):
        OPEN = "open", _("Still to do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="agreements")
    text = WordsField(max_length=300)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    settled_at = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="settled")

    objects = SightedManager.from_queryset(Agreements)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="agreement_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at=None)
                | ~Q(state="open") & Q(settled_at__isnull=False),
                name="agreement_settled_at_a_visit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.state})"
