"""Contracts of a case, version after version, and how each was signed."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models.cases import Case
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedBytesField, SealedWordsField, has_words, says_something

FOR_A_CHILD = ["parent", "guardian", "carer"]


class Contracts(CaseRows["Contract"]):
    cell = "case-contract.read"

    def signed(self) -> "Contracts":
        return self.exclude(signed_on=None)

    def newest_first(self) -> "Contracts":
        return self.order_by("-number")


class Contract(models.Model):
    """What client and social worker agree: a draft until it is signed, then as it stands.

    A later version that is signed replaces it; a client may withdraw it. Besides its own goals
    and tasks it says what rules/casework/contract.yaml says in its version.
    """

    class Signer(models.TextChoices):
        SELF = "self", _("The client")
        PARENT = "parent", _("Father or mother of the child")
        GUARDIAN = "guardian", _("Legal guardian of the child")
        CARER = "carer", _("Relative who cares for the child")
        MEMBER = "member", _("An adult of the family, for the family")
        SPEAKER = "speaker", _("Somebody who speaks for the group or community")

    class How(models.TextChoices):
        SCREEN = "screen", _("Signed on the screen")
        PAPER = "paper", _("Signed on paper, and photographed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="contracts")
    number = models.PositiveSmallIntegerField()  # 1 for the first of a case
    goals = SealedWordsField()  # in the client's own words, a line each
    client_tasks = SealedWordsField()  # a line each
    worker_tasks = SealedWordsField()
    meetings = SealedWordsField()  # when, where, how often
    begins_on = models.DateField()
    looked_at_on = models.DateField()  # when both look together whether it still fits
    ends_on = models.DateField()
    wording = models.CharField(max_length=20)  # the version of what every contract says
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    signed_on = models.DateField(null=True)
    signed_at = models.DateTimeField(null=True)  # when that was noted here
    signer = models.CharField(max_length=8, choices=Signer, blank=True)
    signer_name = SealedWordsField()
    covers_child = models.BooleanField(default=False)  # the client was under 18 that day
    child_agrees = models.BooleanField(null=True)  # asked as fits the child's age
    how = models.CharField(max_length=6, choices=How, blank=True)
    signature = SealedBytesField(default=b"")  # a small JPEG of the drawing or the paper
    signed_with = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_because = SealedWordsField()
    withdrawn_with = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SightedManager.from_queryset(Contracts)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="contract_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(signed_on=None), name="one_draft_of_a_contract"
            ),
            says_something("goals", name="contract_has_goals"),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("looked_at_on"), looked_at_on__lte=F("ends_on")),
                name="contract_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_at=None, signer="", how="", signed_with=None)
                & ~has_words("signature")
                | Q(signed_on__isnull=False, signed_at__isnull=False, signed_with__isnull=False)
                & ~Q(signer="")
                & ~Q(how="")
                & has_words("signer_name")
                & has_words("signature"),
                name="contract_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(covers_child=False) | Q(signer__in=FOR_A_CHILD),
                name="contract_for_a_child_by_its_guardian",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_with=None)
                | Q(signed_on__lte=F("withdrawn_on"), withdrawn_with__isnull=False),
                name="contract_withdrawn_after_it_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"contract {self.number} of {self.case_id}"

    def get_absolute_url(self) -> str:
        return reverse("contract_detail", args=[self.pk])

    @property
    def state(self) -> Promise:
        """A draft, or signed, or withdrawn; whether a later one replaces it, the case says."""
        if self.signed_on is None:
            return pgettext_lazy("contract", "Draft")
        if self.withdrawn_on:
            return pgettext_lazy("contract", "Withdrawn")
        return pgettext_lazy("contract", "Signed")

    def is_over(self, today: date) -> bool:
        return today > self.ends_on
