"""The life of a family and of its members as their surveys tell it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from berdaya.people.models import Family, Membership, Person
from berdaya.rules.instruments.definition import Instrument, Item, Level
from berdaya.surveys.drawn import groups_of
from berdaya.surveys.models import Assessment, Assessments
from berdaya.surveys.own import readable
from berdaya.surveys.results import Found, found_of
from berdaya.ui.languages import said


@dataclass(frozen=True, slots=True)
class Entry:
    """One assessment that stands, and what it came to."""

    assessment: Assessment
    definition: Instrument
    outputs: tuple[Found, ...]

    @property
    def level(self) -> Level:
        """Of the main output."""
        return self.outputs[0].level

    @property
    def blocked_by(self) -> tuple[Item, ...]:
        return self.outputs[0].held_by

    @property
    def is_correction(self) -> bool:
        return self.assessment.replaces_id is not None

    @property
    def words(self) -> str:
        """What it came to, in words: its level or number, or those of each scale."""
        main = groups_of(self.outputs)[0]
        if len(main) == 1:
            return main[0].words
        return ", ".join(f"{said(one.output.title)}: {one.words}" for one in main)


def timeline(family: Family) -> list[Entry]:
    """What a family and its present members were asked, newest first. Two queries.

    What was corrected is left out, and so is what concerns who no longer belongs to it. A
    record that was merged into this one, of the family or of a member, brings its history.
    """
    theirs = Family.objects.across_areas(why="of one in sight").records_of(family.pk)
    present = Membership.objects.filter(family=family, until=None).values("person")
    members = Q(person__in=present) | Q(person__merged_into__in=present)
    return _entries(_rows().filter(Q(person=None) | members, family__in=theirs))


def timeline_of(person: Person) -> list[Entry]:
    """What one person was asked, wherever they lived, newest first. Two queries."""
    return _entries(_rows().of(person))


def _rows() -> Assessments:
    return Assessment.objects.across_areas(why="the subject is in sight").standing()


def _entries(rows: Assessments) -> list[Entry]:
    told = rows.select_related("by", "person").prefetch_related("outcomes")
    found = map(_entry, told.order_by("-conducted_on", "-recorded_at", "-pk"))
    return [one for one in found if one]


def _entry(assessment: Assessment) -> Entry | None:
    definition = readable(assessment.instrument, assessment.version)
    if definition is None:
        return None
    return Entry(assessment, definition, found_of(definition, assessment))


def latest(entries: Sequence[Entry], instrument: str) -> Entry | None:
    """The newest of one instrument."""
    return next((one for one in entries if one.definition.id == instrument), None)
