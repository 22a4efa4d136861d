"""Guidance of a business: its plan, visits, tasks, and technology that was brought in."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.enterprises.models.enterprise import Enterprise, OfEnterprise
from berdaya.groups.sight import Row
from berdaya.keys import new_key
from berdaya.periods import Period, ends_after_it_begins
from berdaya.sealed.text import WordsField


class Guided(OfEnterprise[Row]):
    cell = "guidance.read"


class Plans(Guided["Plan"]):
    pass


class Plan(Period):
    """What a business aims at. A new plan takes the place of the one before, which stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="plans")
    aims = WordsField(max_length=1000)  # a line an aim

    objects = SightedManager.from_queryset(Plans)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(until=None), name="one_plan_at_a_time"
            ),
            ends_after_it_begins("plan_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(aims=""), name="plan_has_an_aim"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} since {self.since}"

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.aims.splitlines() if line.strip()]


class Visits(Guided["Visit"]):
    pass


class Visit(models.Model):
    """That somebody came to look at a business and talk it over."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="visits")
    on = models.DateField()
    seen = WordsField(max_length=1000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Visits)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(seen=""), name="business_visit_says_what_was_seen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.on}"


class Tasks(Guided["Task"]):
    def open(self) -> "Tasks":
        return self.filter(state=Task.State.OPEN)

    def overdue(self, day: date) -> "Tasks":
        return self.open().filter(due_on__lt=day)


class Task(models.Model):
    """A step to be taken: of the plan, or given at a visit."""

    class State(models.TextChoices):
        OPEN = "open", _("Still to do")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Will not be done")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="tasks")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="steps")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="tasks")
    text = WordsField(max_length=200)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    settled_on = models.DateField(null=True)
    note = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Tasks)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="task_says_what_to_do"),
            models.CheckConstraint(
                condition=Q(plan=None) ^ Q(visit=None), name="task_is_of_a_plan_or_a_visit"
            ),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(settled_on__isnull=False),
                name="task_is_settled_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.pk})"


class Technologies(Guided["Technology"]):
    pass


class Technology(models.Model):
    """Appropriate technology that was brought in, and whether it is still used."""

    class Used(models.TextChoices):
        NOT_ASKED = "", _("not asked yet")
        YES = "yes", _("still used")
        NO = "no", _("no longer used")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="technologies")
    name = WordsField(max_length=120)
    brought_by = WordsField(max_length=120, blank=True)
    since = models.DateField()
    used = models.CharField(max_length=3, choices=Used, blank=True)
    asked_on = models.DateField(null=True)
    note = WordsField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Technologies)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="technology_has_a_name"),
            models.CheckConstraint(
                condition=Q(used="", asked_on=None) | ~Q(used="") & Q(asked_on__gte=F("since")),
                name="technology_was_asked_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"
