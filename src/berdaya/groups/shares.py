"""Of what welfare stages the families of a group's members are, and who takes part in KB."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from berdaya.groups.kb import kb_on, tells_of_persons
from berdaya.groups.models import Member
from berdaya.groups.persons import standing_for
from berdaya.people.models import Membership
from berdaya.surveys.models import Outcome
from berdaya.ui.stages import INCOMPLETE, LADDER

INSTRUMENT, OUTPUT = "keluarga-sejahtera", "stage"
UNKNOWN = ""  # never surveyed until that day, or in no family then


@dataclass(frozen=True, slots=True)
class Shares:
    """`stages` counts members by their family's stage on the day, `takes_part` by KB on the day.

    Of `kb_from_record` of them nothing dated was noted: there the record as it reads now stands in.
    """

    members: int
    stages: Counter[str]
    takes_part: int
    takes_no_part: int
    kb_from_record: int

    @property
    def by_stage(self) -> list[tuple[str, int]]:
        """Stages that occur with how many members, as the ladder goes; "" is not known."""
        codes = (*LADDER, INCOMPLETE, UNKNOWN)
        return [(code, self.stages[code]) for code in codes if self.stages[code]]

    @property
    def tells_of_persons(self) -> bool:
        """Whether the count of KB is one that only those see who may ask about it."""
        return tells_of_persons(self.takes_part + self.takes_no_part, self.takes_part)

    @property
    def unknown_kb(self) -> int:
        return self.members - self.takes_part - self.takes_no_part


def shares_on(members: Sequence[Member], day: date) -> Shares:
    """The shares among these members, whose persons were fetched along. Three queries."""
    persons = [member.person for member in members]
    # whoever was recorded twice belongs to the family of the record that stands
    stages = _stages({it.pk: it.merged_into_id or it.pk for it in persons}, day)
    stood = kb_on(members, day).values()
    kb = Counter(one.takes_part for one in stood)
    return Shares(
        len(persons),
        Counter(stages.get(person.pk, UNKNOWN) for person in persons),
        kb[True],
        kb[False],
        sum(not one.is_of_the_day and one.takes_part is not None for one in stood),
    )


def stages_on(persons: Sequence[UUID], day: date) -> dict[UUID, str]:
    """The stage of the family each person belonged to on a day, by its last survey until then."""
    return _stages(standing_for(persons), day)


def _stages(stands: Mapping[UUID, UUID], day: date) -> dict[UUID, str]:
    places = Membership.objects.on(day).filter(person__in=set(stands.values()))
    family_of = dict(places.values_list("person_id", "family_id"))
    standing = Outcome.objects.filter(
        output=OUTPUT,
        assessment__instrument=INSTRUMENT,
        assessment__family__in=set(family_of.values()),
        assessment__conducted_on__lte=day,
        assessment__replaced_by=None,
    )
    rows = standing.order_by("assessment__conducted_on", "assessment__pk")
    latest = dict(rows.values_list("assessment__family_id", "level"))
    families = {key: family_of.get(person) for key, person in stands.items()}
    return {key: latest[family] for key, family in families.items() if family in latest}
