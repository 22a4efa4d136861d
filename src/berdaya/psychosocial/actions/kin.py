"""People of a genogram: taken over from the register, added beside somebody, edited, taken off."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before
from berdaya.people.models import Membership
from berdaya.psychosocial import refusals
from berdaya.psychosocial.models import Couple, Kin, KinTie, ParentLink
from berdaya.psychosocial.working import at_work, off

INDEX, PARENT, PARTNER, CHILD, SIBLING, TWIN = (
    "index",
    "parent",
    "partner",
    "child",
    "sibling",
    "twin",
)
BIRTH = ParentLink.Kind.BIRTH
MOST = 80  # people in one genogram; thirty are common, and more than these nobody reads


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one person."""

    name: str = ""
    sex: str = Kin.Sex.UNKNOWN
    born: int | None = None
    died: int | None = None
    is_dead: bool = False
    note: str = ""

    def onto(self, kin: Kin) -> Kin:
        """Raises YearsWrong."""
        if self.born and self.died and self.died < self.born:
            raise refusals.YearsWrong
        kin.name, kin.sex, kin.note = self.name.strip(), self.sex, self.note.strip()
        kin.born, kin.died = self.born, self.died
        kin.is_dead = self.is_dead or self.died is not None
        return kin


@dataclass(frozen=True, slots=True)
class NewKin:
    """Somebody new, and how they are related to `beside`, who is there already."""

    key: UUID
    told: Told
    relation: str  # of the constants above
    beside: Kin | None = None
    descent: str = BIRTH  # of a parent or a child
    couple: str = ""  # kind of couple; of a parent, with the parent who is there
    since: int | None = None
    other: UUID | None = None  # the other parent of a child
    identical: bool = False  # twins


@transaction.atomic
def add_kin(*, case: Case, new: NewKin, by: User) -> Kin:
    """Add somebody to the genogram by their relation. Repeating the key adds nobody.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, AssessmentKeyInUse, TooMany,
        GenogramBegun, NotAmongKin, TwoParentsAlready, ParentMissing, YearsWrong.
    """
    allow(by, "psychosocial.add_kin", case=case)
    case = at_work(case)
    if earlier := made_before(Kin, new.key, refusals.AssessmentKeyInUse, case_id=case.pk):
        return earlier
    there = {one.pk: one for one in _standing(case)}
    if len(there) >= MOST:
        raise refusals.TooMany(most=MOST)
    if (new.relation == INDEX) == bool(there):
        raise refusals.GenogramBegun if there else refusals.NotAmongKin
    if (new.beside and new.beside.pk not in there) or (new.other and new.other not in there):
        raise refusals.NotAmongKin
    made = new.told.onto(Kin(pk=new.key, case=case, by=by, is_index=new.relation == INDEX))
    made.save()
    if new.beside:
        _RELATING[new.relation](made, there[new.beside.pk], new)
    trace(by, "psychosocial.add_kin", case)
    return made


@transaction.atomic
def edit_kin(*, kin: Kin, told: Told, by: User) -> Kin:
    """Correct what is known of somebody.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, NotAmongKin, YearsWrong.
    """
    allow(by, "psychosocial.edit_kin", case=kin.case)
    case = at_work(kin.case)
    kin = told.onto(_again(kin))
    kin.save(update_fields=list(Told.__dataclass_fields__))
    trace(by, "psychosocial.edit_kin", case)
    return kin


@transaction.atomic
def take_off_kin(*, kin: Kin, by: User) -> Kin:
    """Take somebody off the genogram, and their relations with them. Their rows are kept.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, NotAmongKin, IndexStays.
    """
    allow(by, "psychosocial.take_off_kin", case=kin.case)
    case = at_work(kin.case)
    kin = _again(kin)
    if kin.is_index:
        raise refusals.IndexStays
    off(kin)
    kin.save(update_fields=["off_at"])
    now = timezone.now()
    for model in (Couple, KinTie):
        rows = model.objects.across_areas(why="allowed above").of(case).standing()
        rows.filter(Q(a=kin) | Q(b=kin)).update(off_at=now)
    links = ParentLink.objects.across_areas(why="allowed above").of(case).standing()
    links.filter(Q(parent=kin) | Q(child=kin)).update(off_at=now)
    trace(by, "psychosocial.take_off_kin", case)
    return kin


@transaction.atomic
def seed_kin(*, case: Case, by: User) -> list[Kin]:
    """Take over head, spouse and children of the client's family, with how they are related.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, GenogramBegun.
    """
    allow(by, "psychosocial.seed_kin", case=case)
    case = at_work(case)
    if _standing(case):
        raise refusals.GenogramBegun
    rows = list(household(case))
    head = next((one.person_id for one in rows if one.relation == "head"), None)
    index = case.person_id or head
    made = {one.pk: one for one in (_from_record(case, row, index, by) for row in rows)}
    Kin.objects.across_areas(why="made here").bulk_create(made.values())
    kin = {
        relation: [
            one
            for one, row in zip(made.values(), rows, strict=True)
            if row.relation == relation
        ]
        for relation in ("head", "spouse", "child")
    }
    parents = [*kin["head"][:1], *kin["spouse"][:1]]
    if len(parents) == 2:
        join(case, *parents, kind=Couple.Kind.MARRIED, by=by)
    for child in kin["child"]:
        for parent in parents:
            link(case, parent, child, kind=BIRTH, by=by)
    trace(by, "psychosocial.seed_kin", case)
    return list(made.values())


def household(case: Case) -> Iterable[Membership]:
    """Who belongs to the client's family now; nobody where the client has none."""
    rows = Membership.objects.present().select_related("person")
    if case.family_id:
        return rows.filter(family=case.family_id).in_order()
    if case.person_id:
        own = Membership.objects.present().filter(person=case.person_id)
        return rows.filter(family__in=own.values("family")).in_order()
    return rows.none()


def _from_record(case: Case, row: Membership, index: UUID | None, by: User) -> Kin:
    person = row.person
    return Kin(
        case=case,
        name=person.name,
        sex=person.sex,
        born=person.birth_date.year if person.birth_date else None,
        is_index=person.pk == index,
        person=person,
        by=by,
    )


def join(
    case: Case, one: Kin, other: Kin, *, kind: str, by: User, since: int | None = None
) -> Couple:
    """Make two a couple."""
    a, b = sorted((one, other), key=lambda it: it.pk)
    return Couple.objects.create(
        case=case, a=a, b=b, kind=Couple.Kind(kind), since=since, by=by
    )


def link(case: Case, parent: Kin, child: Kin, *, kind: str, by: User) -> ParentLink:
    return ParentLink.objects.create(
        case=case, parent=parent, child=child, kind=ParentLink.Kind(kind), by=by
    )


def parents_of(kin: Kin, kind: str = BIRTH) -> list[Kin]:
    rows = ParentLink.objects.across_areas(why="of a case that was found").standing()
    links = (
        rows.filter(child=kin, kind=kind).select_related("parent").order_by("recorded_at", "pk")
    )
    return [one.parent for one in links]


def _standing(case: Case) -> list[Kin]:
    return list(Kin.objects.across_areas(why="allowed above").of(case).standing())


def _again(kin: Kin) -> Kin:
    rows = Kin.objects.across_areas(why="allowed above").standing()
    if found := rows.filter(pk=kin.pk).first():
        return found
    raise refusals.NotAmongKin


def _as_parent(made: Kin, beside: Kin, new: NewKin) -> None:
    """Also of the brothers and sisters who have the same other parent noted."""
    before = parents_of(beside, new.descent)
    if len(before) > 1:
        raise refusals.TwoParentsAlready
    children = [beside]
    if before and new.descent == BIRTH:
        rows = ParentLink.objects.across_areas(why="allowed above").standing()
        known = rows.filter(parent=before[0], kind=BIRTH).exclude(child=beside)
        others = [one.child for one in known.select_related("child")]
        children += [it for it in others if len(parents_of(it)) == 1]
    for child in children:
        link(beside.case, made, child, kind=new.descent, by=made.by)
    if before and new.couple:
        join(beside.case, before[0], made, kind=new.couple, since=new.since, by=made.by)


def _as_partner(made: Kin, beside: Kin, new: NewKin) -> None:
    kind = new.couple or Couple.Kind.MARRIED
    join(beside.case, beside, made, kind=kind, since=new.since, by=made.by)


def _as_child(made: Kin, beside: Kin, new: NewKin) -> None:
    link(beside.case, beside, made, kind=new.descent, by=made.by)
    if new.other and new.other != beside.pk:
        other = Kin.objects.across_areas(why="allowed above").get(pk=new.other)
        link(beside.case, other, made, kind=new.descent, by=made.by)


def _as_sibling(made: Kin, beside: Kin, new: NewKin) -> None:
    parents = parents_of(beside)
    if not parents:
        raise refusals.ParentMissing
    for parent in parents:
        link(beside.case, parent, made, kind=BIRTH, by=made.by)


def _as_twin(made: Kin, beside: Kin, new: NewKin) -> None:
    _as_sibling(made, beside, new)
    beside.twins = beside.twins or beside.pk
    beside.twins_identical = new.identical
    made.twins, made.twins_identical = beside.twins, new.identical
    made.born = made.born or beside.born
    for one in (made, beside):
        one.save(update_fields=["twins", "twins_identical", "born"])


_RELATING = {
    PARENT: _as_parent,
    PARTNER: _as_partner,
    CHILD: _as_child,
    SIBLING: _as_sibling,
    TWIN: _as_twin,
}
