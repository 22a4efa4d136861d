"""Samples of cases drawn for review by colleagues, who reviews which, and what came of it.

Rows are only added; of a review given to somebody only its end is noted later.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from berdaya.access.models import NOTHING, User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedWordsField, says_something
from berdaya.supervision.sight import reached


class Samples(SightedQuerySet["Sample"]):
    cell = "peer-sample.read"

    def visible_to(self, user: User, cell: str = "") -> "Samples":
        """One's own."""
        holds = user.may_anywhere(cell or self.cell)
        return self.filter(Q(by=user) if holds else NOTHING)


class Sample(models.Model):
    """Cases drawn by lot. Frame and seed are kept, so that the same can be drawn again."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    seed = models.CharField(max_length=32)
    size = models.PositiveSmallIntegerField()
    frame: "models.JSONField[Any]" = models.JSONField()  # pairs: case, worker
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Samples)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="sample_has_a_size"),
            models.CheckConstraint(condition=~Q(seed=""), name="sample_keeps_its_seed"),
        ]

    def __str__(self) -> str:
        return f"sample {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("sample_detail", args=[self.pk])


class Picks(CaseRows["Pick"]):
    cell = "peer-sample.read"


class Pick(models.Model):
    """A case that was drawn, and who worked on it then."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    sample = models.ForeignKey(Sample, models.PROTECT, related_name="picks")
    number = models.PositiveSmallIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    worker = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SightedManager.from_queryset(Picks)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="pick_numbered"),
            models.UniqueConstraint(fields=["sample", "case"], name="case_picked_once"),
        ]

    def __str__(self) -> str:
        return f"pick {self.number} of {self.sample_id}"


class PeerReviews(SightedQuerySet["PeerReview"]):
    cell = "peer-review.read"

    def visible_to(self, user: User, cell: str = "") -> "PeerReviews":
        """By a tie to the review: role and area alone open none (supervision/sight.py)."""
        return self.filter(reached(user, cell or self.cell))

    def of_supervisor(self, user: User, deed: str) -> "PeerReviews":
        """Those of cases that `user` supervises, where the table lets them do this."""
        return self.filter(
            Q(pick__case__supervisor=user) if user.may_anywhere(deed) else NOTHING
        )

    def named(self) -> "PeerReviews":
        """With all that its pages show."""
        case = ("person", "family", "group", "area", "worker", "supervisor", "intake")
        of_case = (f"pick__case__{one}" for one in case)
        return self.select_related("reviewer", "pick__worker", "finding__reply", *of_case)


class PeerReview(models.Model):
    """That a case without names was given to a colleague until a moment."""

    class Ending(models.TextChoices):
        TAKEN_BACK = "taken-back", pgettext_lazy("peer review", "Taken back")
        STEPPED_BACK = "stepped-back", pgettext_lazy("peer review", "Stepped back")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    pick = models.ForeignKey(Pick, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True)
    reason = SealedWordsField()  # why somebody stepped back

    objects = SightedManager.from_queryset(PeerReviews)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("given_at")), name="peer_review_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="")
                | Q(ended_at__isnull=False, ending__in=["taken-back", "stepped-back"]),
                name="peer_review_ended_somehow",
            ),
            models.UniqueConstraint(
                fields=["pick"], condition=Q(ended_at=None), name="one_reviewer_at_once"
            ),
        ]
        indexes = [models.Index(fields=["reviewer", "until"], name="peer_reviews_of")]

    def __str__(self) -> str:
        return f"peer review {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("review_detail", args=[self.pk])

    @property
    def short(self) -> str:
        """Letters of its own, which lead nobody to the case."""
        return str(self.pk)[-5:].upper()

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.until - timedelta(seconds=1))

    @property
    def is_written(self) -> bool:
        return hasattr(self, "finding")

    def is_open(self, now: datetime) -> bool:
        """Whether the case may be looked at: given, not over, and not written about yet."""
        return self.ended_at is None and now < self.until and not self.is_written


class OfReviews(SightedQuerySet[Any]):
    """What was written in a review is seen by whoever sees the review."""

    review_path = "review"

    def visible_to(self, user: User, cell: str = "") -> "OfReviews":
        rows = PeerReview.objects.visible_to(user, cell or "peer-review.read")
        return self.filter(**{f"{self.review_path}__in": rows.values("pk")})


class Finding(models.Model):
    """What a colleague found: an answer to each question, and words for the worker."""

    review = models.OneToOneField(
        PeerReview, models.PROTECT, primary_key=True, related_name="finding"
    )
    version = models.CharField(max_length=20)  # of the questions
    answers: "models.JSONField[Any]" = models.JSONField()  # question -> answer
    well = SealedWordsField()
    talk = SealedWordsField()  # what to talk about
    written_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(OfReviews)()

    class Meta:
        constraints = [says_something("well", name="finding_says_what_went_well")]

    def __str__(self) -> str:
        return f"finding of {self.review_id}"


class OfFindings(OfReviews):
    review_path = "finding__review"


class Reply(models.Model):
    """What the worker answers."""

    finding = models.OneToOneField(
        Finding, models.PROTECT, primary_key=True, related_name="reply"
    )
    words = SealedWordsField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(OfFindings)()

    class Meta:
        constraints = [says_something("words", name="reply_says_something")]

    def __str__(self) -> str:
        return f"reply to {self.finding_id}"
