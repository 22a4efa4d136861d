"""A case, the stages it went through, and who worked on it when."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models.subjects import OTHERS, Concern, has_one_subject
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.periods import Period, ends_after_it_begins
from berdaya.rules.casework.stages import ASSESSMENT, FIRST, LAST
from berdaya.sealed.fields import SealedWordsField, has_words


class Cases(CaseRows["Case"]):
    case_path = ""

    def named(self) -> "Cases":
        """With whom they are about and who works on them."""
        return self.select_related("person", "family", "group", "area", "worker", "supervisor")

    def standing(self) -> "Cases":
        """Those that are not closed."""
        return self.exclude(state=Case.State.CLOSED)

    def about_same(self, concern: Concern) -> "Cases":
        """Others of the same client. Communities are told apart by nobody: their names are sealed."""
        kind = concern.subject_kind
        if kind not in OTHERS:
            return self.none()
        return self.filter(**{kind: getattr(concern, f"{kind}_id")}).exclude(pk=concern.pk)


class Case(Concern):
    """The work with one client from first contact to termination.

    `stage` repeats the last StageEntry; the database refuses any other.
    """

    class State(models.TextChoices):
        INTAKE = "intake", _("Waits for a social worker")
        OPEN = "open", pgettext_lazy("case", "Open")
        CLOSED = "closed", pgettext_lazy("case", "Closed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # codes of rules/casework/vocabulary: a field (W3), functions (W2), a setting (E4)
    field = models.CharField(max_length=40)
    functions: "models.JSONField[Any]" = models.JSONField(default=list)
    setting = models.CharField(max_length=10)
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    supervisor = models.ForeignKey(User, models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(default=FIRST)
    state = models.CharField(max_length=6, choices=State, default=State.INTAKE)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Cases)()

    class Meta:
        constraints = [
            has_one_subject("case_has_one_subject"),
            *(
                models.UniqueConstraint(
                    fields=[kind, "area"],
                    condition=~Q(state="closed"),
                    name=f"{kind}_has_one_open_case",
                )
                for kind in OTHERS
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=FIRST, stage__lte=LAST), name="case_stands_in_a_stage"
            ),
            models.CheckConstraint(
                condition=Q(state="intake", worker=None)
                | Q(state="open", worker__isnull=False)
                | Q(state="closed"),
                name="case_open_has_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", stage=LAST, closed_on__gte=F("opened_on"))
                | ~Q(state="closed") & Q(closed_on=None),
                name="case_closed_on_a_day_after_its_last_stage",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "state"], name="case_of_worker"),
            models.Index(fields=["supervisor", "state"], name="case_of_supervisor"),
        ]

    def __str__(self) -> str:
        """Nothing that tells of the client: it may stand in a log."""
        return f"case {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("case_detail", args=[self.pk])

    @property
    def short(self) -> str:
        """A few letters to tell two cases apart on the telephone. They say nothing else."""
        return str(self.pk)[-5:].upper()


class StageEntries(CaseRows["StageEntry"]):
    def in_order(self) -> "StageEntries":
        return self.order_by("number")


class StageEntry(models.Model):
    """A step of a case from one stage to another. Rows are only added, and none is left out.

    A step goes on by one stage, or back with a reason. Work may end early, from any stage, for
    one of the reasons that are no goal reached: then the last stage follows at once.
    """

    class Kind(models.TextChoices):
        BEGUN = "begun", pgettext_lazy("stage", "Begun")
        ON = "on", _("Went on")
        BACK = "back", _("Went back")
        ENDED = "ended", _("Ended early")
        REOPENED = "reopened", _("Opened again")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="stage_entries")
    number = models.PositiveSmallIntegerField()  # 1 for the first of a case
    kind = models.CharField(max_length=8, choices=Kind)
    from_stage = models.PositiveSmallIntegerField(null=True)
    to_stage = models.PositiveSmallIntegerField()
    ending = models.CharField(
        max_length=20, blank=True
    )  # of the list end-reasons (S5, stage 6)
    reason = SealedWordsField()
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(StageEntries)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="stage_entry_numbered"),
            models.CheckConstraint(
                condition=Q(kind="begun", number=1, from_stage=None, to_stage=FIRST)
                | Q(kind="on", number__gt=1, to_stage=F("from_stage") + 1)
                | Q(kind="back", number__gt=1, to_stage__lt=F("from_stage"))
                | Q(kind="ended", number__gt=1, from_stage__lt=LAST - 1, to_stage=LAST)
                & ~Q(ending="goal-reached")
                | Q(kind="reopened", number__gt=1, from_stage=LAST, to_stage__lte=ASSESSMENT),
                name="stage_entry_skips_no_stage",
            ),
            models.CheckConstraint(
                condition=Q(to_stage__gte=FIRST, to_stage__lte=LAST),
                name="stage_entry_leads_to_a_stage",
            ),
            models.CheckConstraint(
                condition=Q(to_stage=LAST) ^ Q(ending=""), name="stage_entry_ends_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["begun", "on"]) | has_words("reason"),
                name="stage_entry_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_stage} to {self.to_stage}"


class Assignments(CaseRows["Assignment"]):
    pass


class Assignment(Period):
    """Who was a case's worker or its supervisor, from a day until another."""

    class Role(models.TextChoices):
        WORKER = "worker", pgettext_lazy("case", "Social worker")
        SUPERVISOR = "supervisor", pgettext_lazy("case", "Supervisor")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=Role)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = SealedWordsField()  # why it passed to them from somebody else

    objects = SightedManager.from_queryset(Assignments)()

    class Meta:
        constraints = [
            ends_after_it_begins("assignment_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=Q(until=None),
                name="one_of_each_role_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.role} {self.user_id}"
