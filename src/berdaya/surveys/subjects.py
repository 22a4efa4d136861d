"""Whom a questionnaire asks about, as pages speak of them.

A family, or one person as a member of it. What an instrument may ask about besides (a group, a
problem, a contact, goals) becomes a further kind here when its room stands.
"""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from berdaya.people.models import Family, Membership, Person
from berdaya.surveys.models import Assessment, Draft

FAMILY, PERSON = "family", "person"


@dataclass(frozen=True, slots=True)
class Subject:
    family: Family
    person: Person | None = None

    @property
    def kind(self) -> str:
        """As the definition of an instrument names it."""
        return PERSON if self.person else FAMILY

    @property
    def key(self) -> UUID:
        return self.person.pk if self.person else self.family.pk

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.family.head_name

    @property
    def area(self) -> str:
        """Where the family lives now."""
        return self.family.area_id

    def get_absolute_url(self) -> str:
        """Their page."""
        return (self.person or self.family).get_absolute_url()

    def start_url(self, instrument: str) -> str:
        """Where a survey of them begins."""
        name = "survey_start_person" if self.person else "survey_start"
        return reverse(name, args=[self.key, instrument])


def subject_of(made: Assessment | Draft) -> Subject:
    """Whom it asks about."""
    return Subject(made.family, made.person)


def member(membership: Membership) -> Subject:
    """A person as a member of the family they belong to."""
    return Subject(membership.family, membership.person)
