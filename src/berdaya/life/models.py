"""What happened in a family, on which day and why. Rows are only added.

An event that was noted by mistake is taken back: it stays, with who took it back and why.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.sealed.text import AnswersField, WordsField


class LifeEvents(SightedQuerySet["LifeEvent"]):
    area_path = "family__area__code"
    cell = "life-event.read"

    def of(self, family: Family) -> "LifeEvents":
        """All that happened in a family, or brought somebody to it, the latest first."""
        records = Family.objects.across_areas(why="of one in sight").records_of(family.pk)
        theirs = Q(family__in=records) | Q(other_family__in=records)
        return self.filter(theirs).order_by("-on", "-recorded_at", "-pk")


class LifeEvent(models.Model):
    """One event. `changes` says what it changed, step by step, so that it can be taken back."""

    class Kind(models.TextChoices):
        BIRTH = "birth", _("Birth")
        DEATH = "death", _("Death")
        MARRIAGE = "marriage", _("Marriage")
        DIVORCE = "divorce", _("Divorce")
        SPLIT = "split", _("A household of their own")
        ARRIVAL = "arrival", _("Somebody moved in")
        DEPARTURE = "departure", _("Somebody moved out")
        MOVE = "move", _("The family moved")
        HEAD = "head", _("Another head of family")

    class Reason(models.TextChoices):
        BORN = "born", _("Born in this family")
        ADOPTED = "adopted", _("Adopted")
        CERTIFIED = "certified", _("Seen on a certificate or letter")
        TOLD = "told", _("Told by the family")
        WORK = "work", _("Work")
        SCHOOL = "school", _("School")
        KIN = "kin", _("To be with relatives")
        CARE = "care", _("To care for somebody, or to be cared for")
        HOUSING = "housing", _("Another house")
        DISASTER = "disaster", _("Disaster or danger")
        OWN_HOME = "own-home", _("Able to live on their own")
        OWN_CARD = "own-card", _("A family card of their own")
        RETURNED = "returned", _("Came back")
        AWAY = "away", _("The head lives elsewhere")
        AGE = "age", _("Age or health of the head")
        AGREED = "agreed", _("The family agreed so")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    family = models.ForeignKey(Family, models.PROTECT, related_name="events")
    # the one that was founded, or that somebody left for this one
    other_family = models.ForeignKey(
        Family, models.PROTECT, null=True, db_index=False, related_name="+"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, db_index=False, related_name="events"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where they lived then
    on = models.DateField()
    reason = models.CharField(max_length=10, choices=Reason)
    note = WordsField(max_length=200, blank=True)
    changes: "models.JSONField[Any]" = AnswersField()  # see `changes.Changes`
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = WordsField(max_length=200, blank=True)

    objects = SightedManager.from_queryset(LifeEvents)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undo_reason="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason=""),
                name="event_undone_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="event_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""), name="event_other_in_words"
            ),
        ]
        indexes = [
            models.Index(
                fields=["other_family"],
                name="event_of_other",
                condition=Q(other_family__isnull=False),
            ),
            models.Index(
                fields=["person"], name="event_of_person", condition=Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.family_id} on {self.on}"


REASONS: dict[str, tuple[LifeEvent.Reason, ...]] = {
    "birth": (LifeEvent.Reason.BORN, LifeEvent.Reason.ADOPTED),
    "death": (LifeEvent.Reason.TOLD, LifeEvent.Reason.CERTIFIED),
    "marriage": (LifeEvent.Reason.TOLD, LifeEvent.Reason.CERTIFIED),
    "divorce": (LifeEvent.Reason.TOLD, LifeEvent.Reason.CERTIFIED),
    "split": (
        LifeEvent.Reason.OWN_HOME,
        LifeEvent.Reason.OWN_CARD,
        LifeEvent.Reason.OTHER,
    ),
    "arrival": (
        LifeEvent.Reason.RETURNED,
        LifeEvent.Reason.KIN,
        LifeEvent.Reason.CARE,
        LifeEvent.Reason.SCHOOL,
        LifeEvent.Reason.WORK,
        LifeEvent.Reason.OTHER,
    ),
    "departure": (
        LifeEvent.Reason.WORK,
        LifeEvent.Reason.SCHOOL,
        LifeEvent.Reason.KIN,
        LifeEvent.Reason.CARE,
        LifeEvent.Reason.OTHER,
    ),
    "move": (
        LifeEvent.Reason.HOUSING,
        LifeEvent.Reason.WORK,
        LifeEvent.Reason.KIN,
        LifeEvent.Reason.DISASTER,
        LifeEvent.Reason.OTHER,
    ),
    "head": (
        LifeEvent.Reason.AGREED,
        LifeEvent.Reason.AWAY,
        LifeEvent.Reason.AGE,
        LifeEvent.Reason.OTHER,
    ),
}
