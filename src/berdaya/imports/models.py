"""Files that offices sent: looked through first, then taken in whole or in part.

An upload is its own job. Where it is large a worker goes through it portion by portion; each
portion is one row here, written in the transaction that took it in.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.models import Door, Family, Person
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.text import AnswersField, WordsField


class Worker(models.Model):
    """A process that works through uploads. It says now and then that it is alive."""

    class Kind(models.TextChoices):
        BACKGROUND = "background", _("In the background")
        COMMAND = "command", _("At the command line")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    began_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.host}:{self.pid}"


class Uploads(SightedQuerySet["Upload"]):
    cell = "import.read"

    def light(self) -> "Uploads":
        """Without the file and its rejected rows, which are large."""
        return self.defer("content", "left_out")

    def to_be_worked_on(self) -> "Uploads":
        """What a worker has to do or is doing, the oldest first."""
        return self.filter(state__in=Upload.WORKED_ON).order_by("sent_at", "pk")


class Upload(models.Model):
    """One file. Its content is kept until it is taken in, then only what was left out."""

    class Kind(models.TextChoices):
        PERSONS = "persons", _("One row for each person")
        FAMILIES = "families", _("One row for each family")
        ANSWERS = "answers", _("Only answers, of families registered already")
        GROUPS = "groups", _("One row for each member of a business group")

    class State(models.TextChoices):
        LOOKING = "looking", _("Being looked through")
        CHECKED = "checked", _("Looked through, nothing taken in yet")
        TAKING = "taking", _("Being taken in")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Could not go on")
        DONE = "done", _("Taken in")

    WORKED_ON = (State.LOOKING, State.TAKING)

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # a village or above
    kind = models.CharField(max_length=10, choices=Kind, blank=True)  # blank: not found out yet
    filename = WordsField(max_length=200)
    content = SealedBytesField()
    digest = models.CharField(max_length=64)  # keyed, of the content, hexadecimal
    surveyed_on = models.DateField()  # for answers whose row gives no date
    state = models.CharField(max_length=10, choices=State, default=State.LOOKING)
    report: "models.JSONField[Any]" = AnswersField(default=dict)
    left_out = SealedBytesField(default=b"")  # the rejected rows, with reasons, as .xlsx
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    # the job: which pass, how far it is, who is at it
    door = models.CharField(max_length=10, choices=Door, default=Door.FILE)
    # what people said of columns: letter to target, "" leave it out
    mapping: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)  # when somebody said: take it in
    total = models.PositiveIntegerField(
        null=True
    )  # families, and answers of nobody in the file
    cursor = models.PositiveIntegerField(default=0)  # how many of them this pass has behind it
    worker = models.ForeignKey(Worker, models.SET_NULL, null=True, related_name="uploads")
    begun_at = models.DateTimeField(null=True)  # when the worker went on
    begun_from = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)  # claims since the last portion
    failure: "models.JSONField[Any]" = AnswersField(default=dict)  # {"code", "params"}

    objects = SightedManager.from_queryset(Uploads)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done") ^ Q(done_at=None),
                name="upload_done_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["taking", "done"]) | Q(taken_by__isnull=False),
                name="upload_is_taken_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(cursor__lte=F("total")),
                name="upload_goes_no_further_than_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.pk})"

    @property
    def is_taking(self) -> bool:
        """Whether somebody said that it shall be taken in; before, it is only looked through."""
        return self.taken_by_id is not None


class Portion(models.Model):
    """What one stretch of an upload came to, from `start` to before `until`."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    upload = models.ForeignKey(Upload, models.PROTECT, db_index=False, related_name="portions")
    is_taken = models.BooleanField()  # in; else only looked through
    start = models.PositiveIntegerField()
    until = models.PositiveIntegerField()
    # of a list of groups: groups and members
    families = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    report: "models.JSONField[Any]" = AnswersField()
    problems = SealedBytesField(default=b"")  # of the rows that stay out, as JSON
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "is_taken", "start"], name="portion_is_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=F("start")), name="portion_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.start}-{self.until}"


class Doubts(SightedQuerySet["Doubt"]):
    area_path = "upload__area__code"
    cell = "import.read"

    def doubles(self) -> "Doubts":
        """About families that may be registered already; those about heads: heads.py."""
        return self.filter(kind=Doubt.Kind.DOUBLE)


class Doubt(models.Model):
    """A family of a file about which somebody has to decide, and what was decided."""

    class Kind(models.TextChoices):
        DOUBLE = "double", _("Perhaps registered already")
        SECOND_HEAD = "second-head", _("Two heads of one family")

    class Decision(models.TextChoices):
        SAME = "same", _("The same family")
        OTHER = "other", _("Another family")
        # of two heads:
        ONE = "one", _("One family; the other is a member")
        APART = "apart", _("Families of their own")
        CHANGED = "changed", _("The head has changed")
        LATER = "later", _("Leave out for now")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    upload = models.ForeignKey(Upload, models.PROTECT, db_index=False, related_name="doubts")
    kind = models.CharField(max_length=12, choices=Kind)
    row = models.PositiveIntegerField()  # the first of the family in the file
    said: "models.JSONField[Any]" = AnswersField()  # what the file says of it, numbers masked
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")  # on record
    likeness: "models.JSONField[Any]" = AnswersField(default=dict)
    # of two heads: the member on record who may have become the head; the row of who is chosen
    heir = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    head = models.PositiveIntegerField(null=True)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = SightedManager.from_queryset(Doubts)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "kind", "row"], name="doubt_once"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | ~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="doubt_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(kind="double") | Q(family__isnull=False),
                name="double_names_a_family",
            ),
            models.CheckConstraint(
                condition=~Q(decision="changed") | Q(heir__isnull=False),
                name="head_changes_to_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.kind} {self.row}"

    @property
    def area_id(self) -> str:
        """Where the trace of a decision belongs."""
        return self.upload.area_id


class Understanding(models.Model):
    """How an office said that the columns under certain headings are to be understood."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)  # of all headings in their order
    mapping: "models.JSONField[dict[str, str]]" = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "signature"], name="headings_understood_in_one_way"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.signature[:8]}"
