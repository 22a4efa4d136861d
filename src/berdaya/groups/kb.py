"""How members stood to KB on a day, and who was of reproductive age in a couple (PUS)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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

FEWEST = 5  # ours, to be checked: of fewer a count tells of persons


def tells_of_persons(couples: int, using: int) -> bool:
    """Whether a count of KB says of each of the few, or of all, how they stand.

    For those who may not ask about KB (the cell group-kb.add) such a count is left out; forms
    that go to the officer in charge have it in full.
    """
    return couples > 0 and (couples < FEWEST or using in (0, couples))


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
    return _kb_of({it.pk: (it.person_id, it.person.uses_contraception) for it in members}, day)


def _kb_of(members: Mapping[UUID, tuple[UUID, bool | None]], day: date) -> dict[UUID, Kb]:
    """The same, given of each member the person and whether their record says they take part."""
    persons = {person for person, _uses in members.values()}
    noted = KbNote.objects.across_areas(why="of members that the asker has in sight")
    # a person's note, whichever of their memberships it was made in
    rows = noted.filter(member__person__among=persons, on__lte=day)
    columns = ("member__person_id", "status", "on")
    last = {
        person: (status, on)
        for person, status, on in rows.order_by("on", "pk").values_list(*columns)
    }
    return {key: _kb(uses, last.get(person)) for key, (person, uses) in members.items()}


def _kb(uses: bool | None, last: tuple[str, date] | None) -> Kb:
    if last is None:
        return Kb("", None, uses)
    status, on = last
    return Kb(status, on, status in taking_part())


def pus_on(persons: Collection[UUID], day: date) -> dict[UUID, Known]:
    """Whether each person belongs to a couple of reproductive age, by the roster of that day.

    Nobody is asked: a married woman aged 15 to 49, or the husband of one. None where the roster
    does not say, or the person is in no family. Three queries.
    """
    return _pus_of(standing_for(persons), day)


def _pus_of(stands: Mapping[UUID, UUID], day: date) -> dict[UUID, Known]:
    """The same, where it is known already which record stands for each person. Two queries."""
    places = Membership.objects.on(day).filter(person__among=set(stands.values()))
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
    """What the official forms count of each group on a day. Four queries for all groups.

    A village has a thousand members, so plain columns are read, and no objects made.
    """
    rows = Member.objects.across_areas(why="of groups that the asker has in sight").on(day)
    columns = ("person_id", "person__merged_into", "person__uses_contraception")
    found = list(rows.filter(group__in=groups).values_list("pk", "group_id", *columns))
    kb = _kb_of({key: (person, uses) for key, _group, person, _heir, uses in found}, day)
    pus = _pus_of({person: heir or person for _key, _group, person, heir, _uses in found}, day)
    by_group: dict[UUID, list[tuple[Kb, Known]]] = {key: [] for key in groups}
    for key, group, person, _heir, _uses in found:
        by_group[group].append((kb[key], pus[person]))
    return {group: _counts(of_it) for group, of_it in by_group.items()}


def _counts(members: Sequence[tuple[Kb, Known]]) -> KbCounts:
    couples = [kb for kb, is_pus in members if is_pus]
    return KbCounts(
        members=len(members),
        pus=len(couples),
        pus_unknown=sum(is_pus is None for _kb, is_pus in members),
        pus_taking_part=sum(bool(kb.takes_part) for kb in couples),
        statuses=Counter(kb.status for kb, _is_pus in members),
        from_record=sum(
            not kb.is_of_the_day and kb.takes_part is not None for kb, _is_pus in members
        ),
    )
