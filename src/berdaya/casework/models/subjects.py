"""Whom a case or an intake is about: a person, a family, a group or a community."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from berdaya.areas.models import Area
from berdaya.groups.models import Group
from berdaya.people.models import Family, Person
from berdaya.sealed.fields import SealedWordsField, has_words

OTHERS = {
    "person": ("family", "group"),
    "family": ("person", "group"),
    "group": ("person", "family"),
}


class Concern(models.Model):
    """Exactly one subject; a community has its area and, sealed, what people call it."""

    class Kind(models.TextChoices):
        PERSON = "person", _("A person")
        FAMILY = "family", _("A family")
        GROUP = "group", pgettext_lazy("subject", "A group")
        COMMUNITY = "community", _("A community")

    subject_kind = models.CharField(max_length=9, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    community = SealedWordsField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def subject(self) -> Person | Family | Group | None:
        """Whom it is about, where they have a record of their own."""
        return self.person or self.family or self.group

    @property
    def called(self) -> str:
        """What people call the client. Take the row with `named()`, or each name is a query."""
        if self.family:
            return self.family.head_name
        named = self.person or self.group
        return named.name if named else str(self.community)


def has_one_subject(name: str) -> models.CheckConstraint:
    """The constraint that a row is about one subject, of the kind that it says."""
    found = Q(subject_kind="community", person=None, family=None, group=None) & has_words(
        "community"
    )
    for kind, others in OTHERS.items():
        one = Q(subject_kind=kind, **{f"{kind}__isnull": False})
        found |= one & Q(**dict.fromkeys(others)) & ~has_words("community")
    return models.CheckConstraint(condition=found, name=name)
