"""Answers people gave to the question whether their data may be used for a purpose.

Rows are only ever added: a change of mind is a new row. The purposes and the words in which
they are asked are data, `rules/purposes/`.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.sealed.text import WordsField


class Consents(SightedQuerySet["Consent"]):
    def said_by(self, day: date) -> "Consents":
        """What had been said by that day, the latest first."""
        return self.filter(said_on__lte=day).order_by("-said_on", "-recorded_at", "-pk")


class Consent(models.Model):
    """One answer of a family or a person: yes, no, or no longer."""

    class Act(models.TextChoices):
        GIVEN = "given", _("Agreed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrew the consent")

    class Relation(models.TextChoices):
        SELF = "self", _("For themselves")
        MEMBER = "member", _("An adult of the family, for the family")
        PARENT = "parent", _("Father or mother")
        GUARDIAN = "guardian", _("Legal guardian")
        CARER = "carer", _("Relative who cares for the children")

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Said aloud")
        PAPER = "paper", _("Signed on paper")
        SCREEN = "screen", _("Tapped on the screen themselves")

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    family = models.ForeignKey(
        Family, models.PROTECT, null=True, db_index=False, related_name="consents"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, db_index=False, related_name="consents"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where they lived then
    purpose = models.CharField(max_length=40)
    act = models.CharField(max_length=10, choices=Act)
    text_version = models.CharField(max_length=20)  # of the words that were put to them
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_name = WordsField(max_length=120, blank=True)  # who is not registered here
    relation = models.CharField(max_length=8, choices=Relation)
    covers_child = models.BooleanField()  # somebody it speaks for was under 18 that day
    how = models.CharField(max_length=6, choices=How)
    said_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SightedManager.from_queryset(Consents)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(family=None) ^ Q(person=None), name="consent_of_family_or_person"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) ^ Q(answered_name=""),
                name="consent_says_who_answered",
            ),
            models.CheckConstraint(
                condition=Q(covers_child=False)
                | Q(relation__in=["parent", "guardian", "carer"]),
                name="consent_for_child_by_guardian",
            ),
            models.CheckConstraint(
                condition=~Q(relation="self")
                | Q(person__isnull=False, answered_by=F("person")),
                name="consent_for_oneself_by_oneself",
            ),
            models.CheckConstraint(
                condition=Q(act__in=["given", "refused", "withdrawn"]),
                name="consent_has_known_act",
            ),
        ]
        indexes = [
            models.Index(
                fields=["family", "purpose", "said_on"],
                name="consent_of_family",
                condition=Q(family__isnull=False),
            ),
            models.Index(
                fields=["person", "purpose", "said_on"],
                name="consent_of_person",
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.act} by {self.family_id or self.person_id}"
