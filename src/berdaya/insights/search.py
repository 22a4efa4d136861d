"""One box for families, their members and areas; it finds only what the searcher may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from berdaya.access.models import NATION, User
from berdaya.areas.search import Hit
from berdaya.areas.search import search as search_areas
from berdaya.people.lists import InBytes, places_of
from berdaya.people.models import Family, Membership, Memberships, Person
from berdaya.rules.indonesia import number_in

MOST, MOST_AREAS = 20, 8
SHORTEST = 2


@dataclass(slots=True)
class FoundFamily:
    """A family, where it lives, and those of its members whom the words named."""

    family: Family
    place: str
    members: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `is_number`: a NIK or KK number was looked for, whole and exact."""

    families: list[FoundFamily]
    areas: list[Hit]
    is_number: bool = False
    has_more: bool = False

    def __bool__(self) -> bool:
        return bool(self.families or self.areas)


def find(user: User, text: str) -> Found | None:
    """Look for `text`; None where it is too short to mean anything. Five queries at most."""
    text = " ".join(text.split())
    if len(text) < SHORTEST:
        return None
    if number := number_in(text):
        return Found(_with_number(user, number), [], is_number=True)
    codes = user.areas_for("board.read")  # what is found leads to a board
    within = None if NATION in codes else codes
    areas = search_areas(text, within=within, near=codes, limit=MOST_AREAS)
    if not any(sign.isalpha() for sign in text):
        return Found([], areas)
    named = _named(user, text)
    return Found(_together(named[:MOST]), areas, has_more=len(named) > MOST)


def _named(user: User, text: str) -> list[Membership]:
    """Present members whose name has all the words, in any order; near neighbours together.

    Two queries: the first walks the index of persons and stops when it has enough.
    """
    persons = Person.objects.visible_to(user).order_by(InBytes(F("area_id")), "search_name")
    for word in text.casefold().split():
        persons = persons.filter(search_name__contains=word)
    keys = list(persons.values_list("pk", flat=True)[: MOST + 1])
    return list(_present().filter(person__in=keys).order_by("person__search_name", "pk"))


def _present() -> Memberships:
    return Membership.objects.present().select_related("family", "person")


def _with_number(user: User, number: str) -> list[FoundFamily]:
    families = (
        Family.objects.visible_to(user, "person.find").living_here().filter(kk_number=number)
    )
    if found := list(families):
        places = places_of({family.area_id for family in found})
        return [FoundFamily(it, places[it.area_id], []) for it in found]
    in_sight = user.sight_of("person__area__code", "person.find")
    return _together(_present().filter(in_sight, person__nik=number))


def _together(rows: Iterable[Membership]) -> list[FoundFamily]:
    """Members of one family in one hit. One query."""
    found: dict[object, FoundFamily] = {}
    for row in rows:
        family = found.setdefault(row.family_id, FoundFamily(row.family, "", []))
        if row.relation != Membership.Relation.HEAD:
            family.members.append(row.person.name)
    places = places_of({it.family.area_id for it in found.values()})
    for it in found.values():
        it.place = places[it.family.area_id]
    return list(found.values())
