"""Assessments: what was answered, what it adds up to, and the one that counts for a year.

Whom a questionnaire asks about is its subject: a family, or a person as a member of one. The
family is always named: where the person lived then.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from berdaya.access.models import User
from berdaya.access.sight import SightedManager, SightedQuerySet
from berdaya.areas.models import Area
from berdaya.keys import new_key
from berdaya.people.models import Door, Family, Person
from berdaya.sealed.text import AnswersField, WordsField


class Draft(models.Model):
    """Answers on the way: kept after every page of questions. Its key becomes the assessment's."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="drafts")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="drafts")
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    conducted_on = models.DateField()
    answers: "models.JSONField[Any]" = AnswersField(default=dict)
    # item -> the day since which its answer is known: confirmed, not asked anew; see `known`
    confirmed: "models.JSONField[Any]" = AnswersField(default=dict)
    saves: "models.JSONField[Any]" = AnswersField(default=list)  # see `provenance.Saves`
    by = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    replaces = models.ForeignKey("Assessment", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "instrument", "by"],
                condition=Q(person=None),
                name="one_draft_per_family_and_surveyor",
            ),
            models.UniqueConstraint(
                fields=["person", "instrument", "by"],
                condition=~Q(person=None),
                name="one_draft_per_person_and_surveyor",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.instrument} for {self.person_id or self.family_id}"


class Assessments(SightedQuerySet["Assessment"]):
    cell = "assessment.read"

    def standing(self) -> "Assessments":
        """Those that no later correction has replaced."""
        return self.filter(replaced_by=None)

    def of(self, subject: Family | Person) -> "Assessments":
        """Those that ask about a person, wherever they lived; or about a family as a whole.

        A record that was merged into the subject's brings its history along.
        """
        if isinstance(subject, Person):
            persons = Person.objects.across_areas(why="of one in sight")
            return self.filter(person__in=persons.records_of(subject.pk))
        families = Family.objects.across_areas(why="of one in sight")
        return self.filter(family__in=families.records_of(subject.pk), person=None)

    def read_by(self, user: User) -> "Assessments":
        """Those of whoever lives in the user's areas now, wherever they lived then.

        Where they lived before, people read no more: a page names them as they are today.
        """
        of_person = user.sight_of("person__area__code", self.cell)
        of_family = user.sight_of("family__area__code", self.cell)
        return self.filter(Q(person=None) & of_family | ~Q(person=None) & of_person)


class Assessment(models.Model):
    """One filled questionnaire. Never edited: a correction is a new one that replaces it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    # found by the index `family_timeline`, which begins with it
    family = models.ForeignKey(
        Family, models.PROTECT, db_index=False, related_name="assessments"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, db_index=False, related_name="assessments"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")  # where they lived then
    instrument = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    conducted_on = models.DateField()
    answers: "models.JSONField[Any]" = AnswersField()  # item -> see `answers.Answer`
    roster: "models.JSONField[Any]" = AnswersField()  # the members it was judged on
    door = models.CharField(max_length=10, choices=Door)
    # what the door knows of how it was made: see `provenance`
    provenance: "models.JSONField[Any]" = AnswersField(default=dict)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="replaced_by"
    )
    reason = WordsField(max_length=200, blank=True)  # of a correction

    objects = SightedManager.from_queryset(Assessments)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="correction_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                name="corrected_once",
                condition=Q(replaces__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["family", "instrument", "conducted_on"], name="family_timeline"
            ),
            models.Index(
                fields=["person", "instrument", "conducted_on"],
                name="person_timeline",
                condition=Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        subject = self.person_id or self.family_id
        return f"{self.instrument} {self.version} of {subject} on {self.conducted_on}"


class Outcome(models.Model):
    """What an assessment adds up to on one output, and what holds the subject back."""

    # found by the constraint `one_outcome_per_output`, which begins with it
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, db_index=False, related_name="outcomes"
    )
    output = models.CharField(max_length=40)
    level = models.CharField(max_length=20, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    blocked_by = models.CharField(max_length=1000, blank=True)  # item codes, comma-separated

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "output"], name="one_outcome_per_output"
            )
        ]

    def __str__(self) -> str:
        return f"{self.output}: {self.level or self.score}"


class Standings(SightedQuerySet["Standing"]):
    cell = "assessment.read"


class Standing(models.Model):
    """The result that counts for a subject in a year: the latest assessment that stands.

    Lists and tallies read this; the verb that records an assessment keeps it true.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="standings")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, db_index=False, related_name="standings"
    )
    # the database derives it, so that one constraint holds for every kind of subject
    subject = models.GeneratedField(
        expression=Coalesce("person", "family"),
        output_field=models.UUIDField(),
        db_persist=True,
    )
    instrument = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="+")
    level = models.CharField(max_length=20)  # of the main output; see `standing_level`
    blocked_by = models.CharField(max_length=1000, blank=True)
    conducted_on = models.DateField()

    objects = SightedManager.from_queryset(Standings)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "instrument", "year"],
                name="one_standing_per_subject_and_year",
            )
        ]
        indexes = [
            models.Index(
                fields=["instrument", "year", "area", "level"],
                name="standing_in_area",
                opclasses=["varchar_ops", "int2_ops", "varchar_pattern_ops", "varchar_ops"],
            ),
            models.Index(
                fields=["person"], name="standing_of_person", condition=Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.instrument} {self.year}: {self.level}"


class Rescoring(models.Model):
    """A year of results judged again by another version. The old results stand as they are.

    It goes forward in batches, each with its rows in one transaction, so that it can be killed
    and taken up again. It is the progress alone that changes.
    """

    instrument = models.CharField(max_length=60)
    from_version = models.CharField(max_length=20)
    to_version = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    cursor = models.UUIDField(null=True)  # the last assessment that was judged
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "from_version", "to_version", "year"],
                name="one_rescoring_of_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(from_version=F("to_version")), name="rescoring_changes_the_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.from_version} → {self.to_version}, {self.year}"


class RescoredOutcome(models.Model):
    """What an assessment would have come to by the version of a rescoring. Append-only."""

    # the constraint below is the index of both
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="rescored", db_index=False
    )
    rescoring = models.ForeignKey(
        Rescoring, models.PROTECT, related_name="outcomes", db_index=False
    )
    output = models.CharField(max_length=40)
    level = models.CharField(max_length=20, blank=True)
    score = models.DecimalField(max_digits=9, decimal_places=3, null=True)
    blocked_by = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "rescoring", "output"], name="one_rescored_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"{self.output}: {self.level or self.score}"
