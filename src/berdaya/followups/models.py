"""What was decided about the proposals that follow from what a survey found unmet.

Proposals themselves are no rows: they follow from an assessment and the instrument it was made
with. A decision keeps the words that were proposed, so that history reads as it was.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField
from berdaya.surveys.models import Assessment
from berdaya.ui.languages import said


class Decisions(SightedQuerySet["Decision"]):
    cell = "assessment.read"


class Decision(models.Model):
    """One proposal taken up or declined. Rows are only added: a change of mind is a new one."""

    class Act(models.TextChoices):
        TAKEN_UP = "taken-up", _("We take this up")
        DECLINED = "declined", _("Not this one")

    class Reason(models.TextChoices):
        NOT_WANTED = "not-wanted", _("The family does not want it, for now")
        ALREADY = "already", _("It is being done already")
        NOT_HERE = "not-here", _("It does not exist here, or is too far")
        NO_MEANS = "no-means", _("Time or money is lacking now")
        NOT_FITTING = "not-fitting", _("It does not fit this family")
        OTHER = "other", _("Another reason")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="decisions")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where they lived then
    item = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField()  # of the item's proposals, from 1
    kind = models.CharField(max_length=10)  # service | task | group | case
    words: "models.JSONField[Any]" = models.JSONField()  # as proposed, by language
    act = models.CharField(max_length=10, choices=Act)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    who = WordsField(max_length=120, blank=True)  # who will do it, as people say it
    note = WordsField(max_length=300, blank=True)
    decided_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Decisions)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(act="taken-up", reason="") | Q(act="declined") & ~Q(reason=""),
                name="declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""), name="other_reason_in_words"
            ),
        ]
        indexes = [models.Index(fields=["area", "decided_on"], name="decision_in_area")]

    def __str__(self) -> str:
        return f"{self.act}: {self.item}.{self.step} of {self.assessment_id}"

    @property
    def text(self) -> str:
        """What was proposed, in the reader's language."""
        return said(self.words)
