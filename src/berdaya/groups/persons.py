"""Members whose person was recorded twice: the record that stands for them."""

from collections.abc import Collection
from uuid import UUID

from berdaya.people.models import Person


def standing_for(persons: Collection[UUID]) -> dict[UUID, UUID]:
    """Of each person, the record that stands for it now: itself, or the one it went up in.

    One query.
    """
    everywhere = Person.objects.across_areas(why="of members in sight")
    merged = everywhere.filter(pk__in=persons, merged_into__isnull=False)
    heirs = {key: heir for key, heir in merged.values_list("pk", "merged_into") if heir}
    return {key: key for key in persons} | heirs
