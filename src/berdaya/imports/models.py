"""Files that offices sent: looked through first, then taken in whole or in part."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.sealed.fields import SealedBytesField
from berdaya.sealed.text import AnswersField, WordsField


class Uploads(SightedQuerySet["Upload"]):
    area_path = "village__code"
    cell = "import.read"

    def newest_first(self) -> "Uploads":
        return self.order_by("-pk").defer("content", "left_out")


class Upload(models.Model):
    """One file. Its content is kept until it is taken in, then only what was left out."""

    class Kind(models.TextChoices):
        PERSONS = "persons", _("One row for each person")
        FAMILIES = "families", _("One row for each family")
        ANSWERS = "answers", _("Only answers, of families registered already")

    class State(models.TextChoices):
        CHECKED = "checked", _("Looked through, nothing taken in yet")
        DONE = "done", _("Taken in")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    village = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    filename = WordsField(max_length=200)
    content = SealedBytesField()
    digest = models.CharField(max_length=64)  # keyed, of the content, hexadecimal
    surveyed_on = models.DateField()  # for answers whose row gives no date
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    report: "models.JSONField[Any]" = AnswersField()
    left_out = SealedBytesField(default=b"")  # the rejected rows, with reasons, as .xlsx
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)

    objects = SightedManager.from_queryset(Uploads)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="checked", done_at=None)
                | Q(state="done", done_at__isnull=False),
                name="upload_done_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.pk})"
