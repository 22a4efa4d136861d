"""What becomes of the others when somebody becomes the head of a family."""

from collections.abc import Collection

from django.db.models import F

from berdaya.life.actions.changes import Changes
from berdaya.life.refusals import (
    BeforeItBegan,
    LaterEvent,
    TakesOverAlready,
    WhoTakesOver,
)
from berdaya.people.models import Family, Membership

Relation = Membership.Relation


def hand_over(changes: Changes, family: Family, heir: Membership) -> None:
    """`heir` becomes the head. Call it when whoever leaves has left.

    Relations are told from the head, so they are told anew: the former head becomes the spouse
    of a spouse who takes over, and otherwise another relative; the children of a spouse stay
    children, those of anybody else become other relatives.
    """
    if heir.relation == Relation.HEAD:
        raise TakesOverAlready(name=heir.person.name)
    if changes.on < heir.since:
        name, since = heir.person.name, f"{heir.since:%d-%m-%Y}"
        raise BeforeItBegan(name=name, since=since)
    others = [it for it in _present(family) if it.pk != heir.pk]
    is_spouse = heir.relation == Relation.SPOUSE
    # the former head first: a family has one at a time
    for other in sorted(others, key=lambda it: it.relation != Relation.HEAD):
        relation = _relation_to(is_spouse=is_spouse, other=other)
        if relation != other.relation:
            changes.change_place(other, relation)
    changes.change_place(heir, Relation.HEAD)
    name_after(changes, family, heir)


def _relation_to(*, is_spouse: bool, other: Membership) -> str:
    if other.relation == Relation.HEAD:
        return Relation.SPOUSE if is_spouse else Relation.OTHER
    if other.relation == Relation.CHILD and is_spouse:
        return Relation.CHILD
    return Relation.OTHER


def name_after(changes: Changes, family: Family, head: Membership) -> None:
    """A family is called by its head."""
    changes.set(family, head_name=head.person.name, search_name=head.person.search_name)


def leave(
    changes: Changes,
    family: Family,
    leavers: Collection[Membership],
    reason: str,
    heir: Membership | None,
) -> None:
    """Some leave a family: another head is named where the head goes, or the family ends.

    Raises:
        WhoTakesOver: the head leaves others behind, and `heir` is none of them.
        LaterEvent: nobody is left, but somebody is known to have left later.
    """
    gone = {it.pk for it in leavers}
    staying = [it for it in _present(family) if it.pk not in gone]
    head_goes = any(it.relation == Relation.HEAD for it in leavers)
    for membership in leavers:
        changes.end(membership, reason)
    if not staying:
        _refuse_later(changes, family)
        changes.close(family)
    elif head_goes:
        if len(staying) == 1:
            heir = staying[0]
        if heir is None or heir.pk not in {it.pk for it in staying}:
            raise WhoTakesOver(head=family.head_name)
        hand_over(changes, family, next(it for it in staying if it.pk == heir.pk))


def _refuse_later(changes: Changes, family: Family) -> None:
    """A family does not end before somebody who is known to have left it later."""
    rows = family.memberships.filter(until__gt=changes.on).exclude(until=F("since"))
    if later := rows.select_related("person").first():
        raise LaterEvent(name=later.person.name)


def _present(family: Family) -> list[Membership]:
    return list(family.memberships.present().select_related("person", "family"))
