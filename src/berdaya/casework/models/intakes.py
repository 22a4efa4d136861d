"""What somebody who may refer hands in, and what the supervisor makes of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.casework.models.cases import Case
from berdaya.casework.models.subjects import Concern, has_one_subject
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedWordsField, has_words, says_something


class Intakes(SightedQuerySet["Intake"]):
    """By area, and only for supervisors: whoever handed one in does not read on.

    What is decided is for whoever decided alone: "taken on" says that there is a case. What was
    passed to the supervisor of an open case is for them.
    """

    cell = "intake.read"

    def visible_to(self, user: User, cell: str = "") -> Self:
        waits = Q(state=Intake.State.WAITING) & (Q(passed_to=None) | Q(passed_to=user))
        return super().visible_to(user, cell).filter(waits | Q(decided_by=user))

    def waiting(self) -> "Intakes":
        return self.filter(state=Intake.State.WAITING)

    def named(self) -> "Intakes":
        return self.select_related("person", "family", "group", "area", "by")


class Intake(Concern):
    """Somebody asks a social worker to help a client. It becomes a case or is declined."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("intake", "Waits")
        TAKEN = "taken", pgettext_lazy("intake", "Taken on")
        DECLINED = "declined", pgettext_lazy("intake", "Declined")

    class Urgency(models.IntegerChoices):
        """How soon somebody must act: of the answered signs, the most urgent decides."""

        TODAY = 1, _("Today")
        THREE_DAYS = 2, _("Within three days")
        WEEKS = 3, _("Within two weeks")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    told = SealedWordsField()  # what is going on, in the words of whoever hands it in
    signs = SealedWordsField()  # codes of rules/casework/triage.yaml, a line each
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    client_knows = models.BooleanField()
    contact = SealedWordsField()  # how to reach the client safely
    handed_in_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    triaged_urgency = models.PositiveSmallIntegerField(choices=Urgency, null=True)
    triage_note = SealedWordsField()
    # the supervisor of an open case of the same client, once another wanted to take it on
    passed_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = SealedWordsField()  # why it is declined
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="intake")

    objects = SightedManager.from_queryset(Intakes)()

    class Meta:
        constraints = [
            has_one_subject("intake_has_one_subject"),
            says_something("told", name="intake_tells_something"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None, case=None)
                | Q(
                    state="taken",
                    case__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(
                    state="declined",
                    case=None,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & has_words("reason"),
                name="intake_decided_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="intake_of_area")]

    def __str__(self) -> str:
        return f"intake {self.pk}"

    @property
    def is_urgent_by(self) -> int:
        """What the supervisor said, else what the signs said."""
        return self.triaged_urgency or self.urgency

    @property
    def urgency_name(self) -> str:
        return str(self.Urgency(self.is_urgent_by).label)
