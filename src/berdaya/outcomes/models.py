"""What is judged with a client at the end, and what is arranged for afterwards.

Rows are only added: whoever changes their mind adds a newer one, and the newest counts. Words
are sealed.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.caseplans.models import CasePlan, Goal
from berdaya.casework.contracts import unwanted
from berdaya.casework.models import Case, StageEntry
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.rules.casework.outcomes import definition
from berdaya.sealed.fields import SealedWordsField, says_something


class RatedWith(models.TextChoices):
    """Who judged."""

    CLIENT = "client", _("With the client")
    FAMILY = "family", _("With the client and the family")
    TEAM = "team", _("Among the professionals")
    ALONE = "alone", _("By the social worker alone")


class Kept(models.Model):
    """Who added a row and when."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Ratings(CaseRows["Rating"]):
    cell = "case-evaluation.read"
    case_path = "plan__case"


class Rating(Kept):
    """That the goals of a plan were rated on a day: on the way, or at the end."""

    class Moment(models.TextChoices):
        MIDDLE = "middle", _("On the way")
        END = "end", _("At the end")

    plan = models.ForeignKey(CasePlan, models.PROTECT, related_name="ratings")
    moment = models.CharField(max_length=6, choices=Moment)
    on = models.DateField()
    rated_with = models.CharField(max_length=6, choices=RatedWith)
    who = SealedWordsField()

    objects = SightedManager.from_queryset(Ratings)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(moment__in=["middle", "end"]), name="rating_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"rating of {self.plan_id} on {self.on}"


class GoalRatings(CaseRows["GoalRating"]):
    cell = "case-evaluation.read"
    case_path = "rating__plan__case"


class GoalRating(models.Model):
    """The level that a goal had reached, and by what one sees it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="levels")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="ratings")
    level = models.SmallIntegerField()
    evidence = SealedWordsField()

    objects = SightedManager.from_queryset(GoalRatings)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "goal"], name="goal_rated_once_each_time"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=-2, level__lte=2), name="goal_rated_on_five_levels"
            ),
            says_something("evidence", name="goal_rating_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} at {self.level}"


class OfCase(Kept):
    """A row of a case on a day."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        abstract = True


class ClientRatings(CaseRows["ClientRating"]):
    cell = "case-evaluation.read"


class ClientRating(OfCase):
    """What the client thinks: how things are now against the beginning, how the help was."""

    change = models.PositiveSmallIntegerField()  # 5 is best
    help = models.PositiveSmallIntegerField()  # 4 is best
    words = SealedWordsField()  # the client's own
    who = SealedWordsField()  # who answered, and who asked where that was not the worker

    objects = SightedManager.from_queryset(ClientRatings)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(change__gte=1, change__lte=5, help__gte=1, help__lte=4),
                name="client_rating_has_known_answers",
            ),
            says_something("who", name="client_rating_by_somebody"),
        ]

    def __str__(self) -> str:
        return f"client's rating {self.pk}"


class Lessons(CaseRows["Lesson"]):
    cell = "case-evaluation.read"


class Lesson(OfCase):
    """What worked, or did not, for whom."""

    class Kind(models.TextChoices):
        WORKED = "worked", pgettext_lazy("lesson", "Worked")
        PARTLY = "partly", pgettext_lazy("lesson", "Worked in part")
        FAILED = "failed", pgettext_lazy("lesson", "Did not work")

    kind = models.CharField(max_length=6, choices=Kind)
    what = SealedWordsField()
    for_whom = SealedWordsField()
    why = SealedWordsField()

    objects = SightedManager.from_queryset(Lessons)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["worked", "partly", "failed"]), name="lesson_of_a_kind"
            ),
            says_something("what", name="lesson_says_what"),
            says_something("for_whom", name="lesson_says_for_whom"),
        ]

    def __str__(self) -> str:
        return f"lesson {self.pk}"


class OfEnding(CaseRows[Any]):
    cell = "case-ending.read"


class ReadinessCheck(OfCase):
    """Whether the client is ready to go on alone: a mark for each point of the checklist."""

    answers: "models.JSONField[Any]" = models.JSONField()
    note = SealedWordsField()

    objects = SightedManager.from_queryset(OfEnding)()

    def __str__(self) -> str:
        return f"readiness {self.pk}"


class AfterCare(OfCase):
    """Who helps after the end, and what to do if it gets hard again."""

    helpers = SealedWordsField()
    signs = SealedWordsField()  # by which one sees that it gets hard
    if_hard = SealedWordsField()

    objects = SightedManager.from_queryset(OfEnding)()

    class Meta:
        constraints = [
            says_something("helpers", name="after_care_says_who_helps"),
            says_something("if_hard", name="after_care_says_what_to_do"),
        ]

    def __str__(self) -> str:
        return f"after-care {self.pk}"


class Summary(OfCase):
    """The closing summary in plain words, as the client gets it."""

    worked_on = SealedWordsField()
    changed = SealedWordsField()
    strengths = SealedWordsField()
    contact = SealedWordsField()  # whom to call, and where

    objects = SightedManager.from_queryset(OfEnding)()

    class Meta:
        constraints = [
            says_something("worked_on", name="summary_says_what_was_worked_on"),
            says_something("changed", name="summary_says_what_changed"),
            says_something("contact", name="summary_says_whom_to_call"),
        ]

    def __str__(self) -> str:
        return f"summary {self.pk}"


class OfSummary(OfEnding):
    case_path = "summary__case"


class SummaryGiven(Kept):
    """That the client got a summary."""

    class How(models.TextChoices):
        PAPER = "paper", _("Printed and handed over")
        READ_ALOUD = "read-aloud", _("Read aloud and handed over")
        SPOKEN = "spoken", _("Read aloud only, as the client wished")

    summary = models.OneToOneField(Summary, models.PROTECT, related_name="given")
    on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    who = SealedWordsField()

    objects = SightedManager.from_queryset(OfSummary)()

    class Meta:
        constraints = [says_something("who", name="summary_given_to_somebody")]

    def __str__(self) -> str:
        return f"{self.summary_id} given on {self.on}"


class FollowUps(OfEnding):
    def open(self) -> "FollowUps":
        """Those at which the client was not met yet, of cases that did not begin again."""
        newer = models.Q(entry__case__stage_entries__number__gt=models.F("entry__number"))
        again = self.model._default_manager.across_areas(why="of the same rows").filter(newer)
        met = Q(pk__in=FollowUpNote.objects.across_areas(why="of the same rows").met())
        return self.exclude(met).exclude(pk__in=again.values("pk"))

    def wanted(self, on: date) -> "FollowUps":
        """Without those of clients who have said since that they want no more."""
        cases = Case.objects.across_areas(why="of the same rows").filter(pk=OuterRef("case"))
        return self.exclude(Exists(unwanted(cases, on)))

    def named(self) -> "FollowUps":
        of = ("person", "family", "group", "area", "worker", "supervisor")
        return self.select_related("entry", *(f"case__{one}" for one in of))


class FollowUp(Kept):
    """That somebody looks in again some months after a case ended."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    entry = models.ForeignKey(StageEntry, models.PROTECT, related_name="+")  # that ended it
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    objects = SightedManager.from_queryset(FollowUps)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "months"], name="follow_up_once"),
        ]
        indexes = [models.Index(fields=["due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return f"follow-up of {self.case_id} after {self.months} months"


class FollowUpNotes(OfEnding):
    case_path = "follow_up__case"

    def met(self) -> Any:
        return self.exclude(result="not-reached").values("follow_up")


class FollowUpNote(Kept):
    """How a contact after the end went. One at which nobody was met leaves it open."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="notes")
    on = models.DateField()
    result = models.CharField(max_length=12)
    words = SealedWordsField()

    objects = SightedManager.from_queryset(FollowUpNotes)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=list(definition().results)),
                name="follow_up_went_somehow",
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.on} {self.result}"
