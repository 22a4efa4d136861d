"""Members as persons: who was recorded twice, and how those who share a name are told apart."""

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID

from berdaya.areas.codes import level_of
from berdaya.areas.models import Area
from berdaya.groups.models import Member
from berdaya.people.models import Person


def standing_for(persons: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each person, the record that stands for it now: itself, or the one it went up in.

    One query.
    """
    everywhere = Person.objects.across_areas(why="of members in sight")
    merged = everywhere.filter(pk__in=persons, merged_into__isnull=False)
    heirs = {key: heir for key, heir in merged.values_list("pk", "merged_into") if heir}
    return {key: key for key in persons} | heirs


def told_apart(members: Iterable[Member]) -> dict[UUID, str]:
    """The name of each member; where two share it with their RT, or a number where that is one too.

    A tap on the wrong Sri Maulana would note the wrong one as present.
    """
    rows = list(members)
    names = {it.pk: it.person.name for it in rows}
    placed = {it.pk: f"{it.person.name}{_rt(it.person)}" for it in rows}
    shared, in_one_place = _several(names), _several(placed)
    numbers: Counter[str] = Counter()
    for member in rows:
        if names[member.pk].casefold() in shared:
            label = placed[member.pk]
            if label.casefold() in in_one_place:
                numbers[label.casefold()] += 1
                label = f"{label} · {numbers[label.casefold()]}"
            names[member.pk] = label
    return names


def _rt(person: Person) -> str:
    is_placed = level_of(person.area_id) == Area.Level.RT
    return f" (RT {person.area_id.rpartition('.')[2]})" if is_placed else ""


def _several(names: dict[UUID, str]) -> set[str]:
    counted = Counter(it.casefold() for it in names.values())
    return {name for name, times in counted.items() if times > 1}
