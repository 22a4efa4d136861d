"""The versions of a plan, and that the client agreed to one."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedWordsField, has_words, says_something

SYSTEMS = ("client", "target", "action", "activity")  # as the vocabulary has them


class CasePlans(CaseRows["CasePlan"]):
    cell = "case-plan.read"

    def named(self) -> "CasePlans":
        """With the case and whom it is about, and with the agreement."""
        of = ("person", "family", "group", "area", "worker", "supervisor")
        return self.select_related("by", "agreement", *(f"case__{one}" for one in of))


class CasePlan(models.Model):
    """One version of a plan. A newer one replaces it; it stays as it was.

    Once the client has agreed to it, the database refuses to change it or its goals: a level
    that is written after the result is known measures nothing.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()  # 1 for the first of a case
    focus = SealedWordsField()
    setting = models.CharField(max_length=10)  # E4, a code of the vocabulary
    system_client = SealedWordsField()
    system_target = SealedWordsField()
    system_action = SealedWordsField()
    system_activity = SealedWordsField()
    reason = SealedWordsField()  # why it replaces the one before
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(CasePlans)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="plan_version_numbered"),
            says_something("focus", name="plan_has_its_focus"),
            models.CheckConstraint(
                condition=Q(Q(number=1) | has_words("reason")),
                name="plan_replaced_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.number} of {self.case_id}"

    def get_absolute_url(self) -> str:
        return reverse("plan_detail", args=[self.pk])

    @property
    def systems(self) -> dict[str, str]:
        """The four systems by their codes."""
        return {code: getattr(self, f"system_{code}") for code in SYSTEMS}

    @cached_property
    def agreed(self) -> "PlanAgreement | None":
        """That the client agreed to it; asks the database unless the row came `named()`."""
        return getattr(self, "agreement", None)


class PlanAgreements(CaseRows["PlanAgreement"]):
    cell = "case-plan.read"
    case_path = "plan__case"


class PlanAgreement(models.Model):
    """That the client, or who speaks for them, agreed to a plan. Rows are only added."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Talked through together")
        READ_ALOUD = "read-aloud", _("Read aloud to the client")
        SIGNED = "signed", _("Signed on paper")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.OneToOneField(CasePlan, models.PROTECT, related_name="agreement")
    on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    who = SealedWordsField()  # the client, or a guardian, or whom a family or group sent
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(PlanAgreements)()

    class Meta:
        constraints = [says_something("who", name="plan_agreed_by_somebody")]

    def __str__(self) -> str:
        return f"{self.plan_id} agreed on {self.on}"
