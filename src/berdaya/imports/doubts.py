"""Families of a file that may be registered already: somebody has to look at both sides.

A doubt is about a family, because that is what comes in or stays out. It is raised where the
head or the spouse has the NIK of somebody who belongs to a family here, or is strongly alike to
one (rules/likeness), or where both are somewhat alike to members of one family. Whoever bears
another NIK is another person. Until somebody decides, the family stays out: a record that is
missing can be added later, a double one has to be found first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from berdaya.imports.planned import Found, Plan, PlannedFamily, Reading
from berdaya.imports.words import Problem
from berdaya.people.duplicates import NAMED, Sought, candidates_for
from berdaya.people.facts import NewMember
from berdaya.people.models import Family, Membership, Person
from berdaya.people.numbers import portions
from berdaya.rules.indonesia import mask_nik
from berdaya.rules.likeness.verdict import CERTAIN, RANK, STRONG, Likeness
from berdaya.rules.tables import Household

COMPARED = frozenset({"head", "spouse"})


@dataclass(slots=True)
class _Hints:
    """What speaks for one family on record."""

    likenesses: list[Likeness] = field(default_factory=list)

    @property
    def best(self) -> Likeness:
        return min(self.likenesses, key=lambda it: RANK[it.verdict])

    @property
    def is_enough(self) -> bool:
        return RANK[self.best.verdict] <= RANK[STRONG] or len(self.likenesses) > 1


def raise_doubts(plan: Plan, reading: Reading) -> None:
    """Keep planned families out that may be registered already, and note with whom they may be."""
    asked = [it for it in plan.families if it.rows[0] not in reading.others]
    hints = _alike(asked, reading)
    refused = list(_refused_by_nik(plan, reading))
    for row, _said, key in refused:
        hints[row][key].likenesses.append(NAMED)
    standing = _families(key for mine in hints.values() for key in mine)
    told = {row: said for row, said, _ in refused}
    told |= {it.rows[0]: _said_of(it) for it in asked if it.rows[0] in hints}
    for row, mine in hints.items():
        good = [
            (family, found)
            for key, found in mine.items()
            if found.is_enough and (family := standing.get(key)) and reading.may_name(family)
        ]
        if good:
            family, found = min(good, key=lambda it: (RANK[it[1].best.verdict], it[0].pk))
            plan.doubts.append(Found(row, told[row], family, found.best))
    _keep_out(plan)


def _keep_out(plan: Plan) -> None:
    doubtful = {found.row: found for found in plan.doubts}
    for planned in plan.families:
        if found := doubtful.get(planned.rows[0]):
            owner = {"owner": found.family.head_name}
            plan.problems += [Problem(row, "import.doubt", owner) for row in planned.rows]
    plan.families = [it for it in plan.families if it.rows[0] not in doubtful]


def _alike(
    families: Iterable[PlannedFamily], reading: Reading
) -> dict[int, dict[UUID, _Hints]]:
    """By the first row of a family in the file: families on record with members alike."""
    hints: dict[int, dict[UUID, _Hints]] = defaultdict(lambda: defaultdict(_Hints))
    sought: dict[UUID, tuple[int, Sought]] = {}
    for planned in families:
        for member in planned.family.members:
            if member.relation in COMPARED:
                sought[member.key] = planned.rows[0], _sought(member, planned.village)
    everybody = [one for _row, one in sought.values()]
    with_nik = [one for one in everybody if one.nik]
    without = [one for one in everybody if not one.nik]
    found = candidates_for(with_nik, by=reading.by, without_nik=True) if with_nik else {}
    found |= candidates_for(without, by=reading.by) if without else {}
    for key, candidates in found.items():
        for candidate in candidates:
            if candidate.family and candidate.likeness.verdict != CERTAIN:
                hints[sought[key][0]][candidate.family].likenesses.append(candidate.likeness)
    return hints


def _sought(member: NewMember, village: str) -> Sought:
    facts = member.facts
    return Sought(member.key, facts.name, facts.sex, facts.birth_date, village, facts.nik)


def _refused_by_nik(plan: Plan, reading: Reading) -> Iterable[tuple[int, dict[str, Any], UUID]]:
    """Families that stay out because their head or spouse belongs to a family here."""
    planned = {it.rows[0] for it in plan.families}
    owners: dict[UUID, tuple[int, Household]] = {}
    for unit in plan.units:
        home = unit.home
        if not home or not home.is_taken or home.members[0].number in planned:
            continue
        if home.members[0].text("kk_number") in plan.known:
            continue
        for row in home.members:
            owner = plan.people.get(row.text("nik"))
            is_compared = row is home.head or row.text("relation") in COMPARED
            if owner and is_compared and _belongs(owner, reading):
                owners[owner.pk] = home.members[0].number, home
    for person, family in _homes_of(owners):
        first, home = owners[person]
        yield first, _said_of_rows(home), family


def _belongs(owner: Person, reading: Reading) -> bool:
    return bool(owner.belongs) and reading.sees(owner.area_id)  # type: ignore[attr-defined]


def _homes_of(persons: Iterable[UUID]) -> Iterable[tuple[UUID, UUID]]:
    for some in portions(persons):
        rows = Membership.objects.present().filter(person__in=some)
        yield from rows.values_list("person_id", "family_id")


def _families(keys: Iterable[UUID]) -> dict[UUID, Family]:
    everywhere = Family.objects.across_areas(why="the sight of the reading follows")
    return {
        family.pk: family
        for some in portions(set(keys))
        for family in everywhere.living_here().filter(pk__in=some)
    }


def _said_of(planned: PlannedFamily) -> dict[str, Any]:
    members = planned.family.members
    head = next(it for it in members if it.relation == "head")
    return _said(
        head.facts.name,
        head.facts.birth_date,
        head.facts.nik,
        planned.family.kk_number,
        [it.facts.name for it in members],
    )


def _said_of_rows(home: Household) -> dict[str, Any]:
    head = home.head or home.members[0]
    born = head.values.get("birth_date")
    return _said(
        head.name,
        born if isinstance(born, date) else None,
        head.text("nik"),
        head.text("kk_number"),
        [row.name for row in home.members],
    )


def _said(
    name: str, born: date | None, nik: str | None, kk: str | None, members: list[str]
) -> dict[str, Any]:
    return {
        "name": name,
        "birth_date": born.isoformat() if born else "",
        "nik": mask_nik(nik) if nik else "",
        "kk_number": mask_nik(kk) if kk else "",
        "members": members[:12],
    }
