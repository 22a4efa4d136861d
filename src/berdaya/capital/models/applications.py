"""An application for capital: its cost lines, each step it took, and the conditions as they stood."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.capital.models.calls import Call
from berdaya.groups.models import Group, Resolution
from berdaya.groups.sight import GroupRows
from berdaya.keys import new_key
from berdaya.readiness.models import Attestation
from berdaya.sealed.text import WordsField

DECIDED = ["granted", "declined", "accounted"]
PAID = ["granted", "accounted"]


class Applications(GroupRows["Application"]):
    cell = "capital-application.read"

    def waiting(self) -> "Applications":
        """Handed in and not decided by two yet."""
        return self.filter(state__in=["submitted", "proposed"])


class Application(models.Model):
    """What a group asks for. The later ledger pays out what is granted: amount and source."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SUBMITTED = "submitted", _("Handed in")
        PROPOSED = "proposed", _("Waits for a second person")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Not granted")
        ACCOUNTED = "accounted", _("Accounted for")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    group = models.ForeignKey(Group, models.PROTECT, related_name="applications")
    title = WordsField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    # the decision of a meeting in which the members wanted it
    agreed_by = models.ForeignKey(Resolution, models.PROTECT, null=True, related_name="+")
    amount = models.PositiveBigIntegerField(null=True)  # asked for, once handed in
    granted = models.PositiveBigIntegerField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")  # who began it
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposal = models.PositiveBigIntegerField(null=True)  # rupiah; 0: not to be granted
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Applications)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "group"],
                condition=~Q(state="withdrawn"),
                name="application_to_a_call_once",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | Q(proposed_by__isnull=False, decided_by__isnull=False),
                name="application_decided_by_two",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="application_decided_by_two_different_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", *DECIDED])
                ^ Q(proposed_by=None, proposal=None),
                name="application_proposed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PAID, granted__gt=0, granted__lte=F("amount"))
                | ~Q(state__in=PAID) & Q(granted=None),
                name="application_granted_within_what_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"])
                | Q(amount__gt=0, submitted_by__isnull=False),
                name="application_handed_in_with_its_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"

    def get_absolute_url(self) -> str:
        return reverse("application_detail", args=[self.pk])


class Lines(GroupRows["Line"]):
    cell = "capital-application.read"
    group_path = "application__group"


class Line(models.Model):
    """One thing the money is for, and what it costs."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="lines")
    purpose = WordsField(max_length=200)
    amount = models.PositiveBigIntegerField()

    objects = SightedManager.from_queryset(Lines)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_costs_something"),
            models.CheckConstraint(condition=~Q(purpose=""), name="line_says_what_for"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.amount}"


class Stages(GroupRows["Stage"]):
    cell = "capital-application.read"
    group_path = "application__group"


class Stage(models.Model):
    """A step of an application on a day: rows are only added."""

    class Kind(models.TextChoices):
        BEGUN = "begun", _("Begun")
        CHECKED = "checked", _("Conditions looked at")
        SUBMITTED = "submitted", _("Handed in")
        PROPOSED = "proposed", _("A first person proposes")
        SENT_BACK = "sent-back", _("The second person does not agree")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Not granted")
        ACCOUNTED = "accounted", _("Accounted for")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="stages")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    reason = WordsField(max_length=300, blank=True)
    amount = models.PositiveBigIntegerField(null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Stages)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["begun", "checked", "submitted"]) | ~Q(reason=""),
                name="stage_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind} {self.on}"


class Conditions(GroupRows["Condition"]):
    cell = "capital-application.read"
    group_path = "stage__application__group"


class Condition(models.Model):
    """One condition as it stood at a step, however it stands today: rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="conditions")
    version = models.CharField(max_length=20)  # of the instrument capital-eligibility
    item = models.CharField(max_length=40)
    answer = models.PositiveSmallIntegerField(null=True)  # 1, 0, 2 as in it; null: not known
    words = WordsField(max_length=300)  # what proved it, or what was missing
    is_seen = models.BooleanField()  # by the system itself
    attested = models.ForeignKey(Attestation, models.PROTECT, null=True, related_name="+")

    objects = SightedManager.from_queryset(Conditions)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stage", "item"], name="condition_kept_once"),
            models.CheckConstraint(
                condition=Q(answer=None) | Q(answer__in=[0, 1, 2]),
                name="condition_with_a_known_answer",
            ),
            models.CheckConstraint(
                condition=Q(is_seen=False) | Q(attested=None),
                name="condition_seen_or_attested",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.item}: {self.answer}"
