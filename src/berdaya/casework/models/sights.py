"""Who may look into a case besides those who work on it, and everybody who did."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models.cases import Case
from berdaya.casework.sight import CaseRows, Right
from berdaya.groups.models import Group
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.sealed.fields import SealedWordsField, says_something


class Accesses(CaseRows["CaseAccess"]):
    def holding(self, now: datetime) -> "Accesses":
        return self.filter(ended_at=None, given_at__lte=now, until__gt=now)


class CaseAccess(models.Model):
    """That somebody else may see a case, or work on it too, until a moment, for a reason."""

    class Scope(models.TextChoices):
        READ = "read", pgettext_lazy("access", "Read only")
        WORK = "work", pgettext_lazy("access", "Read and write, in the worker's place")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="accesses")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=4, choices=Scope, default=Scope.READ)
    reason = SealedWordsField()
    given_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SightedManager.from_queryset(Accesses)()

    class Meta:
        constraints = [
            says_something("reason", name="access_given_for_a_reason"),
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at")), name="access_given_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="access_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["user", "until"], name="access_of_user")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id} until {self.until}"

    @property
    def last_day(self) -> date:
        """The last day on which it holds, unless it is ended before."""
        return timezone.localdate(self.until - timedelta(seconds=1))

    @property
    def holds(self) -> bool:
        return self.ended_at is None and self.given_at <= timezone.now() < self.until


class GlassBreaks(CaseRows["GlassBreak"]):
    def holding(self, now: datetime) -> "GlassBreaks":
        return self.filter(at__lte=now, until__gt=now)

    def unseen(self) -> "GlassBreaks":
        """Those that the case's supervisor has not answered yet."""
        return self.filter(seen_at=None)


class GlassBreak(models.Model):
    """That somebody opened, in an emergency, whatever case there is of a subject.

    `case` is blank where none was found: that somebody tried stays noted all the same.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    request = models.UUIDField()  # one press may open several cases
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="glass_breaks")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = SealedWordsField()
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    verdict = SealedWordsField()  # what the supervisor found of it

    objects = SightedManager.from_queryset(GlassBreaks)()

    class Meta:
        constraints = [
            says_something("reason", name="glass_broken_for_a_reason"),
            models.UniqueConstraint(
                fields=["request", "case"], nulls_distinct=False, name="glass_broken_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("at")), name="glass_broken_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, family=None, group=None)
                | Q(person=None, family__isnull=False, group=None)
                | Q(person=None, family=None, group__isnull=False),
                name="glass_broken_about_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(seen_at=None, seen_by=None)
                | Q(seen_at__isnull=False, seen_by__isnull=False, case__isnull=False),
                name="glass_break_seen_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["by", "until"], name="glass_broken_by")]

    def __str__(self) -> str:
        return f"{self.by_id} until {self.until}"


class CaseReads(CaseRows["CaseRead"]):
    pass


class CaseRead(models.Model):
    """That somebody was shown a page of a case, and by which right. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reads")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    page = models.CharField(max_length=60)  # the name of its address
    by_right = models.CharField(max_length=10, choices=Right)

    objects = SightedManager.from_queryset(CaseReads)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(page=""), name="case_read_names_its_page"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="reads_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by_id} {self.at} {self.page}"
