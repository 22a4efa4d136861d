"""What is done to reach the goals: activities, and tasks that the client practises (K3)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.caseplans.models.goals import Goal
from berdaya.caseplans.models.plans import CasePlan
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.rules.casework.vocabulary import codes
from berdaya.sealed.fields import SealedWordsField, says_something


class Activities(CaseRows["Activity"]):
    cell = "case-plan.read"
    case_path = "plan__case"

    def in_order(self) -> "Activities":
        return self.order_by("starts_on", "recorded_at", "pk")


class Activity(models.Model):
    """Who does what, when and how. What was still planned goes on into a newer version."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("activity", "Planned")
        DONE = "done", pgettext_lazy("activity", "Done")
        DROPPED = "dropped", pgettext_lazy("activity", "Dropped")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(CasePlan, models.PROTECT, related_name="activities")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, related_name="activities")
    what = SealedWordsField()
    who = SealedWordsField()
    how = SealedWordsField()  # the method
    strategy = models.CharField(max_length=30)  # E4, a code of the vocabulary
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    settled_on = models.DateField(null=True)
    outcome = SealedWordsField()
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Activities)()

    class Meta:
        constraints = [
            says_something("what", name="activity_says_what"),
            says_something("who", name="activity_says_who"),
            says_something("how", name="activity_says_how"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", settled_on=None)
                | Q(state__in=["done", "dropped"], settled_on__isnull=False),
                name="activity_settled_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class CaseTasks(CaseRows["CaseTask"]):
    cell = "case-plan.read"

    def in_order(self) -> "CaseTasks":
        """Those still practised first, easy before hard."""
        return self.order_by(F("ended_on").asc(nulls_first=True), "difficulty", "recorded_at")


class CaseTask(models.Model):
    """A small task that the client practises again and again. It outlives a version of the plan."""

    class End(models.TextChoices):
        MASTERED = "mastered", pgettext_lazy("task", "Mastered")
        LEFT = "left", pgettext_lazy("task", "Left off")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    what = SealedWordsField()
    who = SealedWordsField()  # who practises, where that is not the client
    difficulty = models.PositiveSmallIntegerField()  # 1 very easy … 5 very hard
    ages: "models.JSONField[Any]" = models.JSONField(default=list)  # codes of the vocabulary
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=8, choices=End, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(CaseTasks)()

    class Meta:
        constraints = [
            says_something("what", name="task_says_what"),
            models.CheckConstraint(
                condition=Q(difficulty__gte=1, difficulty__lte=5), name="task_is_graded"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end="")
                | Q(ended_on__isnull=False, end__in=["mastered", "left"]),
                name="task_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("case_task", args=[self.pk])


class Practices(CaseRows["Practice"]):
    cell = "case-plan.read"
    case_path = "task__case"

    def standing(self) -> "Practices":
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def in_order(self) -> "Practices":
        """As they happened."""
        return self.order_by("on", "recorded_at", "pk")


class Practice(models.Model):
    """How one try of a task went. A mistake is taken back, never rewritten."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(CaseTask, models.PROTECT, related_name="practices")
    on = models.DateField()
    outcome = models.CharField(max_length=9)
    note = SealedWordsField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = SightedManager.from_queryset(Practices)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=codes("practices")), name="practice_went_somehow"
            ),
        ]
        indexes = [models.Index(fields=["task", "on"], name="practice_of_task")]

    def __str__(self) -> str:
        return f"{self.task_id} {self.on} {self.outcome}"


DIFFICULTIES = tuple(range(1, len(codes("difficulties")) + 1))
ENDS_IN_WORDS = {"mastered": _("The client can do it alone now"), "left": _("It is left off")}
