"""One box for families, persons and areas; it finds only what the searcher may see."""

from dataclasses import dataclass
from typing import Any

from berdaya.access.models import User
from berdaya.areas.search import Hit
from berdaya.areas.search import search as search_areas
from berdaya.people.models import Family, Person
from berdaya.rules.indonesia import repair_number

MOST = 20
SHORTEST = 2
NUMBER_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. `number` says that a NIK or KK number was looked for, exactly."""

    families: list[Any]
    persons: list[Any]
    areas: list[Hit]
    number: bool = False

    def __bool__(self) -> bool:
        return bool(self.families or self.persons or self.areas)


def find(user: User, text: str) -> Found | None:
    """Look for `text`; None where it is too short to mean anything. Three queries at most."""
    text = " ".join(text.split())
    if len(text) < SHORTEST or not user.area_codes:
        return None
    families = Family.objects.visible_to(user).living_here().select_related("area")
    persons = Person.objects.visible_to(user).select_related("area")
    number = repair_number(text)
    if number.isdecimal() and len(number) == NUMBER_LENGTH:
        return Found(
            list(families.filter(kk_number=number)),
            _with_family(persons.filter(nik=number)),
            [],
            number=True,
        )
    return Found(
        list(families.named_like(text)[:MOST]),
        _with_family(persons.named_like(text)[:MOST]),
        search_areas(text, within=None if "" in user.area_codes else user.area_codes, limit=8),
    )


def _with_family(persons: Any) -> list[tuple[Person, Any]]:
    """Each person with the family they belong to now. One query more for all of them."""
    rows = list(persons.prefetch_related("memberships__family"))
    return [
        (person, next((it.family for it in person.memberships.all() if it.until is None), None))
        for person in rows
    ]
