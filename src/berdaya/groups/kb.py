"""How members stood to KB on a day, and who was of reproductive age in a couple (PUS)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from berdaya.groups.models import KbNote, Member
from berdaya.groups.persons import standing_for
from berdaya.people.models import Membership
from berdaya.people.rosters import persons_of
from berdaya.rules.instruments.applicability import (
    Known,
    Roster,
    couple_of_reproductive_age,
)
from berdaya.rules.instruments.applicability import Member as Living
from berdaya.rules.kb.statuses import taking_part


@dataclass(frozen=True, slots=True)
class Kb:
    """How one member stood to KB.

    `status` is blank where nothing was noted until that day; then `takes_part` is what the
    person's record says now, or None.
    """

    status: str  # of rules/kb/statuses.yaml
    noted_on: date | None
    takes_part: bool | None

    @property
    def is_of_the_day(self) -> bool:
        """Whether it rests on a dated note, and not on the record as it reads now."""
        return self.noted_on is not None


def kb_on(members: Sequence[Member], day: date) -> dict[UUID, Kb]:
    """Of each member, whose persons were fetched along, by the member's key. One query."""
    noted = KbNote.objects.across_areas(why="of members that the asker has in sight")
    # a person's note, whichever of their memberships it was made in
    rows = noted.filter(member__person__in={it.person_id for it in members}, on__lte=day)
    columns = ("member__person_id", "status", "on")
    last = {
        person: (status, on)
        for person, status, on in rows.order_by("on", "pk").values_list(*columns)
    }
    return {it.pk: _kb(it, last.get(it.person_id)) for it in members}


def _kb(member: Member, last: tuple[str, date] | None) -> Kb:
    if last is None:
        return Kb("", None, member.person.uses_contraception)
    status, on = last
    return Kb(status, on, status in taking_part())


def pus_on(persons: Collection[UUID], day: date) -> dict[UUID, Known]:
    """Whether each person belongs to a couple of reproductive age, by the roster of that day.

    Nobody is asked: a married woman aged 15 to 49, or the husband of one. None where the roster
    does not say, or the person is in no family. Three queries.
    """
    stands = standing_for(persons)
    places = Membership.objects.on(day).filter(person__in=set(stands.values()))
    family_of = dict(places.values_list("person_id", "family_id"))
    rosters = persons_of(set(family_of.values()), day)
    return {
        key: _pus(rosters[family_of[person]], person, day) if person in family_of else None
        for key, person in stands.items()
    }


def _pus(family: dict[UUID, Living], person: UUID, day: date) -> Known:
    own = family[person]
    if own.sex != "male":
        return couple_of_reproductive_age([own], day)
    if own.marital not in ("", "married"):
        return False
    if own.relation not in ("head", "spouse"):
        return None  # of another couple than the head's the roster does not tell who is whose
    heads: Roster = [it for it in family.values() if it.relation in ("head", "spouse")]
    return couple_of_reproductive_age(heads, day)


@dataclass(frozen=True, slots=True)
class KbCounts:
    """Of the members of one group on a day."""

    members: int
    pus: int
    pus_unknown: int
    pus_taking_part: int
    statuses: Counter[str]  # dated notes by status; "" where nothing was noted
    from_record: int  # whose taking part is only what their record says now


def kb_counts(groups: Collection[UUID], day: date) -> dict[UUID, KbCounts]:
    """What the official forms count of each group on a day. Five queries for all groups."""
    rows = Member.objects.across_areas(why="of groups that the asker has in sight").on(day)
    members = list(rows.filter(group__in=groups).select_related("person"))
    kb = kb_on(members, day)
    pus = pus_on({it.person_id for it in members}, day)
    by_group: dict[UUID, list[Member]] = {key: [] for key in groups}
    for member in members:
        by_group[member.group_id].append(member)
    return {group: _counts(of_it, kb, pus) for group, of_it in by_group.items()}


def _counts(members: Sequence[Member], kb: dict[UUID, Kb], pus: dict[UUID, Known]) -> KbCounts:
    couples = [it for it in members if pus[it.person_id]]
    return KbCounts(
        members=len(members),
        pus=len(couples),
        pus_unknown=sum(pus[it.person_id] is None for it in members),
        pus_taking_part=sum(bool(kb[it.pk].takes_part) for it in couples),
        statuses=Counter(kb[it.pk].status for it in members),
        from_record=sum(
            not kb[it.pk].is_of_the_day and kb[it.pk].takes_part is not None for it in members
        ),
    )
