"""Each print of a case file: who made it, when, which parts, for whom and why."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager
from berdaya.casework.models import Case
from berdaya.casework.sight import CaseRows, Right
from berdaya.keys import new_key
from berdaya.rules.casework.casefile import FULL, definition
from berdaya.sealed.fields import SealedWordsField, says_something
from berdaya.ui.languages import said

FETCHED_WITHIN = timedelta(hours=1)  # after which the file is asked for anew, with a new row


class CasePrints(CaseRows["CasePrint"]):
    cell = "case-file.read"

    def newest_first(self) -> "CasePrints":
        return self.order_by("-at", "-pk")


class CasePrint(models.Model):
    """That somebody took a case out as a file. Rows are only added."""

    class Size(models.TextChoices):
        A4 = "a4", "A4"
        F4 = "f4", "F4"

    class Language(models.TextChoices):
        INDONESIAN = "id", "Bahasa Indonesia"
        ENGLISH = "en", "English"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="prints")
    # codes of rules/casework/casefile.yaml
    version = models.CharField(max_length=6)
    reason = models.CharField(max_length=20)
    parts: "models.JSONField[Any]" = models.JSONField()
    for_whom = SealedWordsField()
    own_notes = models.BooleanField(default=False)  # the reader's own private notes went along
    language = models.CharField(max_length=2, choices=Language)
    size = models.CharField(max_length=2, choices=Size)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_right = models.CharField(max_length=10, choices=Right)
    at = models.DateTimeField(default=timezone.now)

    objects = SightedManager.from_queryset(CasePrints)()

    class Meta:
        constraints = [
            says_something("for_whom", name="print_is_for_somebody"),
            models.CheckConstraint(condition=~Q(parts=[]), name="print_has_a_part"),
            models.CheckConstraint(
                condition=Q(version__in=list(definition().versions)),
                name="print_of_a_known_version",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=list(definition().reasons)), name="print_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(own_notes=False) | Q(version=FULL),
                name="private_notes_in_the_full_version_alone",
            ),
        ]
        indexes = [models.Index(fields=["case", "at"], name="prints_of_case")]

    def __str__(self) -> str:
        """Nothing that tells of the client: it may stand in a log."""
        return f"print {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("case_print", args=[self.pk])

    @property
    def number(self) -> str:
        """That stands on each page, by which a paper is told from others."""
        return self.pk.hex[-8:].upper()

    def is_fresh(self, now: datetime) -> bool:
        """Whether the file may still be fetched."""
        return now < self.at + FETCHED_WITHIN

    @property
    def version_name(self) -> str:
        return said(definition().versions[self.version].words)

    @property
    def reason_name(self) -> str:
        return said(definition().reasons[self.reason].words)

    @property
    def part_names(self) -> list[str]:
        """The parts that were printed, in short where they are all of the version."""
        if len(self.parts) == len(definition().parts_of(self.version)):
            return [_("all parts")]
        return [said(definition().parts[code].words) for code in self.parts]
