"""Entering a group, correcting what is said of it, and its papers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import allow as allow_in_area
from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.models import Group, Paper, Turn
from berdaya.groups.sight import allow


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


@dataclass(frozen=True, slots=True)
class NewPaper:
    """A decree or legal paper, as it reads."""

    key: UUID
    group: Group
    kind: str
    number: str
    issued_on: date
    issued_by: str = ""
    valid_until: date | None = None


@transaction.atomic
def register_group(*, group: NewGroup, door: str, by: User) -> Group:
    """Enter a group in the register; repeating its key returns the first.

    Raises:
        NotAllowed, GroupKeyInUse, GroupNumberTaken, NotYetCome.
    """
    allow_in_area(by, "groups.register_group", area=group.area)
    everywhere = Group.objects.across_areas(why="keys are unique in the nation")
    if earlier := everywhere.filter(pk=group.key).first():
        if (earlier.area_id, earlier.name) == (group.area, group.name):
            return earlier
        raise refusals.GroupKeyInUse
    refusals.refuse_future(group.founded_on)
    _refuse_taken(group.number, None)
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


@transaction.atomic
def edit_group(
    *, group: Group, name: str, number: str, address: str, meets: str, by: User
) -> Group:
    """Correct what is said of a group. What happened to it is noted by the other verbs.

    Raises:
        NotAllowed, GroupNumberTaken.
    """
    allow(by, "groups.edit_group", group=group)
    _refuse_taken(number, group)
    changed = {
        key: value
        for key, value in (
            ("name", name),
            ("number", number),
            ("address", address),
            ("meets", meets),
        )
        if getattr(group, key) != value
    }
    for key, value in changed.items():
        setattr(group, key, value)
    group.search_name = group.name.casefold()
    group.save(update_fields=["name", "search_name", "number", "address", "meets"])
    trace(by, "groups.edit_group", group, changed=sorted(changed))
    return group


@transaction.atomic
def add_paper(*, paper: NewPaper, by: User) -> Paper:
    """Note a paper of a group; repeating its key returns the first.

    Raises:
        NotAllowed, GroupKeyInUse, NotYetCome, PaperEndsTooEarly.
    """
    allow(by, "groups.add_paper", group=paper.group)
    everywhere = Paper.objects.across_areas(why="keys are unique in the nation")
    if earlier := everywhere.filter(pk=paper.key).first():
        if (earlier.group_id, earlier.kind) == (paper.group.pk, paper.kind):
            return earlier
        raise refusals.GroupKeyInUse
    refusals.refuse_future(paper.issued_on)
    if paper.valid_until and paper.valid_until < paper.issued_on:
        raise refusals.PaperEndsTooEarly
    made = Paper.objects.create(
        pk=paper.key,
        group=paper.group,
        kind=paper.kind,
        number=paper.number,
        issued_by=paper.issued_by,
        issued_on=paper.issued_on,
        valid_until=paper.valid_until,
        by=by,
    )
    trace(by, "groups.add_paper", made, kind=paper.kind)
    return made


@transaction.atomic
def withdraw_paper(*, paper: Paper, on: date, by: User) -> Paper:
    """Note that a paper no longer holds; it stays to be read.

    Raises:
        NotAllowed, PaperWithdrawn, NotYetCome, PaperEndsTooEarly.
    """
    allow(by, "groups.withdraw_paper", group=paper.group)
    if paper.withdrawn_on:
        raise refusals.PaperWithdrawn
    refusals.refuse_future(on)
    if on < paper.issued_on:
        raise refusals.PaperEndsTooEarly
    paper.withdrawn_on = on
    paper.save(update_fields=["withdrawn_on"])
    trace(by, "groups.withdraw_paper", paper)
    return paper


def _refuse_taken(number: str, group: Group | None) -> None:
    if not number:
        return
    rows = Group.objects.across_areas(why="numbers are unique in the nation")
    others = rows.filter(number=number)
    if (others.exclude(pk=group.pk) if group else others).exists():
        raise refusals.GroupNumberTaken(number=number)
