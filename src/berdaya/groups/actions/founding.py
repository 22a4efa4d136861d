"""Entering a group in the register: the one verb that is allowed by area, for no group is there yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.models import Group, Turn
from berdaya.once import made_before, once


@dataclass(frozen=True, slots=True)
class NewGroup:
    """What is told of a group when it enters the register."""

    key: UUID
    area: str
    name: str
    founded_on: date
    number: str = ""
    address: str = ""
    meets: str = ""


@transaction.atomic
@once
def register_group(*, group: NewGroup, door: str, by: User) -> Group:
    """Enter a group in the register; repeating its key returns the first.

    Raises:
        NotAllowed, GroupKeyInUse, GroupNumberTaken, NotYetCome.
    """
    allow(by, "groups.register_group", area=group.area)
    same = {"area_id": group.area, "name": group.name}
    if earlier := made_before(Group, group.key, refusals.GroupKeyInUse, **same):
        return earlier
    refusals.refuse_future(group.founded_on)
    refuse_taken(group.number, None)
    registered = Group.objects.create(
        pk=group.key,
        area_id=group.area,
        name=group.name,
        search_name=group.name.casefold(),
        founded_on=group.founded_on,
        number=group.number,
        address=group.address,
        meets=group.meets,
        door=door,
        registered_by=by,
    )
    Turn.objects.create(group=registered, kind=Turn.Kind.FOUNDED, on=group.founded_on, by=by)
    trace(by, "groups.register_group", registered)
    return registered


def refuse_taken(number: str, group: Group | None) -> None:
    """Raises GroupNumberTaken where another group than this one bears the number."""
    if not number:
        return
    rows = Group.objects.across_areas(why="numbers are unique in the nation")
    others = rows.filter(number=number)
    if (others.exclude(pk=group.pk) if group else others).exists():
        raise refusals.GroupNumberTaken(number=number)
