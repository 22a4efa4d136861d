"""One note per surveyor, village and month, kept so that no page computes over all rows."""

from typing import Any

from django.db import models
from django.db.models import Q

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.text import AnswersField, WordsField


class Notes(SightedQuerySet["Note"]):
    cell = "quality-note.read"

    def told_to(self, user: User) -> "Notes":
        """What concerns a surveyor and was talked about together; nothing before that."""
        return self.filter(surveyor=user, talked_on__isnull=False)


class Note(models.Model):
    """What the figures of a month say. Made anew only until it was talked about."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    surveyor = models.ForeignKey(User, models.PROTECT, related_name="quality_notes")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # the village
    month = models.DateField()  # its first day
    surveys = models.PositiveIntegerField()
    findings: "models.JSONField[Any]" = AnswersField()  # see `reading.plain`
    made_at = models.DateTimeField(auto_now=True)
    talked_on = models.DateField(null=True)
    talked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    outcome = WordsField(max_length=300, blank=True)  # what it was, in their words

    objects = SightedManager.from_queryset(Notes)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["surveyor", "area", "month"], name="one_quality_note_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="quality_note_of_a_month"),
            models.CheckConstraint(
                condition=Q(talked_on=None, talked_by=None, outcome="")
                | Q(talked_on__isnull=False, talked_by__isnull=False) & ~Q(outcome=""),
                name="quality_note_talked_about_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.surveyor_id} in {self.area_id}, {self.month:%Y-%m}"
