"""The tables of contacts: what was done with a client, looked back on, agreed next, and noted.

A contact and a note are kept in versions: a correction is a further row that names the one it
stands for, and no row is ever changed.
"""

from datetime import date
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models import Case, StageEntry
from berdaya.casework.sight import CaseRows
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedWordsField, says_something

Row = TypeVar("Row", bound=models.Model, covariant=True)


class Versions(CaseRows[Row]):
    def standing(self) -> Self:
        """The last version of each."""
        return self.filter(correction=None)

    def versions(self, first: UUID) -> Self:
        """Every version of one thing, the latest first."""
        rows = self.filter(Q(pk=first) | Q(origin=first))
        return rows.order_by("-recorded_at", "-pk")


class Version(models.Model):
    """One version of something written on a case."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")
    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    origin_id: "UUID | None"
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="correction"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def first(self) -> UUID:
        """The key of the first version, by which all of them belong together."""
        return self.origin_id or self.pk


def has_its_first(name: str) -> models.CheckConstraint:
    """The constraint that whatever corrects belongs to a first version, and nothing else does."""
    found = Q(corrects=None, origin=None) | Q(corrects__isnull=False, origin__isnull=False)
    return models.CheckConstraint(condition=found, name=name)


class Contacts(Versions["Contact"]):
    cell = "contact.read"

    def in_order(self) -> "Contacts":
        return self.order_by("on", "recorded_at", "pk")


class Contact(Version):
    """One contact with a client, or about one. Codes are those of rules/casework/vocabulary."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit to the client")
        OFFICE = "office", _("At our office")
        ELSEWHERE = "elsewhere", _("Met elsewhere")
        PHONE = "phone", _("Telephone")
        MESSAGE = "message", _("Message")

    class Other(models.TextChoices):
        """Who took part besides the client."""

        FAMILY = "family", _("The client's family")
        NEIGHBOURS = "neighbours", _("Neighbours or friends")
        VOLUNTEERS = "volunteers", _("Volunteers or the village")
        SERVICES = "services", _("Another service")

    entry = models.ForeignKey(StageEntry, models.PROTECT, related_name="contacts")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    place = SealedWordsField()
    others: "models.JSONField[Any]" = models.JSONField(default=list)
    roles: "models.JSONField[Any]" = models.JSONField(default=list)
    techniques: "models.JSONField[Any]" = models.JSONField(default=list)
    participation = models.CharField(max_length=10)
    in_crisis = models.BooleanField()
    what = SealedWordsField()  # what happened

    objects = SightedManager.from_queryset(Contacts)()

    class Meta:
        constraints = [
            has_its_first("contact_belongs_to_its_first"),
            says_something("what", name="contact_says_what_happened"),
            models.CheckConstraint(
                condition=~Q(participation=""), name="contact_says_how_the_client_took_part"
            ),
        ]
        indexes = [models.Index(fields=["case", "on"], name="contacts_of_case")]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("contact_detail", args=[self.pk])


class ContactReviews(CaseRows["Review"]):
    case_path = "contact__case"
    cell = "contact-review.read"


class Review(models.Model):
    """How a worker looked back on a contact with the principles of practice (E3). Final."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # the first version: a correction of what happened leaves the review where it is
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="review")
    version = models.CharField(max_length=20)  # of the instrument
    answers: "models.JSONField[Any]" = models.JSONField()  # item -> answer
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(ContactReviews)()

    def __str__(self) -> str:
        return f"review of {self.contact_id}"


class NextSteps(CaseRows["Step"]):
    cell = "case-step.read"

    def open(self) -> "NextSteps":
        return self.filter(state=Step.State.OPEN)

    def due_by(self, day: date) -> "NextSteps":
        return self.open().filter(due_on__lte=day)


class Step(models.Model):
    """What is to be done next for a case, until it is done or no longer wanted."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("case step", "Still to do")
        DONE = "done", pgettext_lazy("case step", "Done")
        DROPPED = "dropped", pgettext_lazy("case step", "No longer needed")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    # the first version of the contact in which it was agreed
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="steps")
    words = SealedWordsField()
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SightedManager.from_queryset(NextSteps)()

    class Meta:
        constraints = [
            says_something("words", name="step_says_what_to_do"),
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None, settled_by=None)
                | ~Q(state="open") & Q(settled_on__isnull=False, settled_by__isnull=False),
                name="step_settled_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["case", "state", "due_on"], name="steps_of_case")]

    def __str__(self) -> str:
        return f"step {self.pk}"


class CaseNotes(Versions["Note"]):
    """Private ones are seen by whoever wrote them, and by nobody else."""

    cell = "case-note.read"

    def visible_to(self, user: User, cell: str = "") -> "CaseNotes":
        return super().visible_to(user, cell).filter(Q(is_private=False) | Q(by=user))


class Note(Version):
    """What somebody who works on a case writes down, for themself or for those who see the case."""

    is_private = models.BooleanField()
    text = SealedWordsField()

    objects = SightedManager.from_queryset(CaseNotes)()

    class Meta:
        constraints = [
            has_its_first("note_belongs_to_its_first"),
            says_something("text", name="note_says_something"),
        ]
        indexes = [models.Index(fields=["case", "recorded_at"], name="notes_of_case")]

    def __str__(self) -> str:
        return f"note {self.pk}"
