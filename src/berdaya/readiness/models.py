"""What somebody confirmed by hand, and what the rules made of all evidence on a day."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.groups.models import Group
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Attestations(GroupRows["Attestation"]):
    cell = "readiness.read"


class Attestation(models.Model):
    """That somebody looked at one criterion and saw its proof, or that it is lacking.

    Only for what the system does not know by itself. Rows are only added; the newest counts,
    for as long as `evidence.GOOD_FOR` says.
    """

    class Answer(models.IntegerChoices):
        YES = 1, _("Yes, I have seen the proof")
        NO = 0, _("Not yet")
        NOT_APPLICABLE = 2, _("Does not apply to this group")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="attestations")
    instrument = models.CharField(max_length=60)
    item = models.CharField(max_length=40)
    answer = models.PositiveSmallIntegerField(choices=Answer)
    proof = WordsField(max_length=300, blank=True)  # what was seen, where it lies
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Attestations)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=1) | ~Q(proof=""), name="attested_yes_names_its_proof"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=[0, 1, 2]), name="attested_with_a_known_answer"
            ),
        ]
        indexes = [models.Index(fields=["group", "instrument", "on"], name="attested_of_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.item}: {self.answer} on {self.on}"


class Judgements(GroupRows["Judgement"]):
    cell = "readiness.read"


class Judgement(models.Model):
    """What an instrument's rule came to on a day. A new row where the outcome differs."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="judgements")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    on = models.DateField()
    answers: "models.JSONField[Any]" = models.JSONField()  # item -> 1, 0, 2 or null
    level = models.CharField(max_length=20)
    blocked_by = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Judgements)()

    class Meta:
        indexes = [models.Index(fields=["group", "instrument", "on"], name="judged_of_group")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.instrument} {self.on}: {self.level}"
