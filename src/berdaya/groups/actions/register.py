"""Correcting what is said of a group, and its papers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.actions.founding import refuse_taken
from berdaya.groups.models import Group, Paper
from berdaya.groups.sight import allow
from berdaya.once import made_before


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
def edit_group(
    *, group: Group, name: str, number: str, address: str, meets: str, by: User
) -> Group:
    """Correct what is said of a group. What happened to it is noted by the other verbs.

    Raises:
        NotAllowed, GroupNumberTaken.
    """
    allow(by, "groups.edit_group", group=group)
    refuse_taken(number, group)
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
    same = {"group_id": paper.group.pk, "kind": paper.kind}
    if earlier := made_before(Paper, paper.key, refusals.GroupKeyInUse, **same):
        return earlier
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
