"""What pages ask about merges: the two records of one, and which stands for another."""

from typing import Any
from uuid import UUID

from django.http import Http404

from berdaya.access.models import User
from berdaya.people.models import Family, Merge, Person


def records_of(merge: Merge) -> tuple[Any, Any]:
    """The kept and the absorbed record: two persons, or two families. One query."""
    if merge.person_kept_id:
        persons = Person.objects.across_areas(why="of a merge that somebody may see")
        found: dict[Any, Any] = dict(
            persons.in_bulk([merge.person_kept_id, merge.person_absorbed_id])
        )
        return found[merge.person_kept_id], found[merge.person_absorbed_id]
    families = Family.objects.across_areas(why="of a merge that somebody may see")
    found = dict(families.in_bulk([merge.family_kept_id, merge.family_absorbed_id]))
    return found[merge.family_kept_id], found[merge.family_absorbed_id]


def heir_or_404(user: User, family_id: UUID) -> Family:
    """The family whose record stands for one that was merged into it, if this user sees it."""
    heirs = Family.objects.visible_to(user).filter(absorbed=family_id)
    if (heir := heirs.first()) is None:
        raise Http404
    return heir
