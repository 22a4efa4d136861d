"""What the forms say of a group's head and of its people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from berdaya.areas.codes import ancestors
from berdaya.areas.models import Area
from berdaya.groups.kb import Kb, kb_on, pus_on, tells_of_persons
from berdaya.groups.models import Group, Member, Mentoring, Term
from berdaya.people.models import Membership, Person
from berdaya.reports.filled import HIDDEN, Cell, yes_or_no
from berdaya.sealed.fields import Number

LEVELS = ("province", "regency", "district", "village", "rw", "rt")


def places_of(area: str) -> dict[str, Cell]:
    """The names from province to RT. One query."""
    codes = [*ancestors(area), area]
    areas = Area.objects.in_bulk(codes)
    names: list[Cell] = [areas[code].name for code in codes]
    return dict(zip(LEVELS, names + [None] * (len(LEVELS) - len(names)), strict=True))


def mentors_of(group: Group, day: date) -> tuple[str, str]:
    """Who is in charge (PKB/PLKB) and who else accompanies, on a day. One query."""
    rows = list(group.mentorings.on(day).select_related("user").order_by("since"))
    officers = [it for it in rows if it.kind == Mentoring.Kind.FIELD_OFFICER]
    others = [it for it in rows if it.kind != Mentoring.Kind.FIELD_OFFICER]
    return _named(officers), _named(others)


def _named(rows: Collection[Mentoring]) -> str:
    return ", ".join(it.called for it in rows)


def terms_on(group: Group, day: date) -> list[Term]:
    """Who held which office on a day, in the order of the offices. One query."""
    rows = group.terms.on(day).select_related("member__person")
    offices = list(Term.Office)
    return sorted(rows, key=lambda it: (offices.index(Term.Office(it.office)), it.since))


def chair_of(terms: Collection[Term]) -> str:
    return next((it.member.person.name for it in terms if it.office == Term.Office.CHAIR), "")


@dataclass(frozen=True, slots=True)
class Show:
    """What a reader may see of people: numbers in full, and how each stands to KB."""

    numbers: bool = False
    kb: bool = False


MASKED = Show()


def shown_kb(couples: int, using: int, show: Show) -> Cell:
    """How many PUS use KB: for whoever may not ask, only where it tells of no person."""
    return HIDDEN if not show.kb and tells_of_persons(couples, using) else using


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some people on a day, as far as it is shown."""

    homes: dict[UUID, Membership]
    pus: dict[UUID, bool | None]  # by person
    kb: dict[UUID, Kb]  # by member
    show: Show

    def cells(self, person: Person) -> dict[str, Cell]:
        home = self.homes.get(person.pk)
        return {
            "name": person.name,
            "nik": self._number(person.nik),
            "kk": self._number(home.family.kk_number) if home else None,
            "phone": home.family.phone if home else None,
        }

    def cells_of(self, member: Member) -> dict[str, Cell]:
        """Of a member also KB, which officers of the group are not shown: they are neighbours."""
        shown = self.show.kb
        pus, kb = self.pus[member.person_id], self.kb[member.pk].takes_part
        return {
            **self.cells(member.person),
            "pus": yes_or_no(pus) if shown else HIDDEN,
            "kb": yes_or_no(kb) if shown else HIDDEN,
        }

    def _number(self, number: Number | None) -> str | None:
        if number is None:
            return None
        return number.digits if self.show.numbers else number.masked


def known_of(
    members: Sequence[Member], others: Sequence[Person], day: date, show: Show
) -> Known:
    """Of members, and of other persons without KB. Six queries."""
    keys = [it.person_id for it in members]
    persons = [*keys, *(it.pk for it in others)]
    rows = Membership.objects.on(day).filter(person__in=persons).select_related("family")
    homes = {it.person_id: it for it in rows}
    return Known(homes, pus_on(keys, day), kb_on(members, day), show)
