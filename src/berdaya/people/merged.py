"""That two records were of one person or family, or that somebody found they are not.

The tables are named here and belong to `models.py`, which hands them on.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.sealed.text import WordsField


class Merge(models.Model):
    """That two records were of one person, or of one family. Undone, it stays with its undoing.

    Nothing is deleted: a value taken from the absorbed record was exchanged with that of the
    kept one, so that both still stand and can be exchanged back.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person_kept = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="merges"
    )
    person_absorbed = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="+"
    )
    family_kept = models.ForeignKey(
        "people.Family", models.PROTECT, null=True, related_name="merges"
    )
    family_absorbed = models.ForeignKey(
        "people.Family", models.PROTECT, null=True, related_name="+"
    )
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    chosen: "models.JSONField[Any]" = models.JSONField()  # columns exchanged
    before: "models.JSONField[Any]" = models.JSONField()  # both records; of numbers the index
    moved: "models.JSONField[Any]" = models.JSONField()  # memberships, as they were
    reason = WordsField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = WordsField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person_kept=None, person_absorbed=None)
                & Q(family_kept__isnull=False, family_absorbed__isnull=False)
                | Q(family_kept=None, family_absorbed=None)
                & Q(person_kept__isnull=False, person_absorbed__isnull=False),
                name="merge_of_two_persons_or_two_families",
            ),
            models.CheckConstraint(
                condition=~Q(person_kept=F("person_absorbed"))
                & ~Q(family_kept=F("family_absorbed")),
                name="merge_of_two_records",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None, undo_reason="")
                | Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason=""),
                name="merge_undone_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="merge_has_a_reason"),
            models.UniqueConstraint(
                fields=["person_absorbed"],
                condition=Q(undone_at=None),
                name="person_absorbed_once",
            ),
            models.UniqueConstraint(
                fields=["family_absorbed"],
                condition=Q(undone_at=None),
                name="family_absorbed_once",
            ),
        ]

    def __str__(self) -> str:
        absorbed = self.person_absorbed_id or self.family_absorbed_id
        return f"{absorbed} into {self.person_kept_id or self.family_kept_id}"


class Apart(models.Model):
    """That somebody looked at two records and found two people. `first` has the lesser key."""

    first = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    second = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="told_apart_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="told_apart_in_one_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
