"""Relations between two who are both in the genogram: noted, changed, taken off."""

from typing import Any
from uuid import UUID

from django.db import transaction

from berdaya.access.models import User
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.once import made_before
from berdaya.psychosocial import refusals
from berdaya.psychosocial.actions.kin import join, link, parents_of
from berdaya.psychosocial.models import Couple, Kin, KinTie, ParentLink
from berdaya.psychosocial.working import at_work, off
from berdaya.rules.casework import kin as rules

Relation = Couple | ParentLink | KinTie
COUPLE, PARENT, TIE = "couple", "parent", "tie"


@transaction.atomic
def relate_kin(
    *, case: Case, one: UUID, other: UUID, what: str, kind: str, by: User
) -> Relation:
    """Note that two are a couple, that `one` is a parent of `other`, or how they stand.

    A new tie takes the place of the one before, which is kept. The same relation again changes
    nothing.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, OneOfTwo, NotAmongKin,
        RelatedAlready, TwoParentsAlready, OwnAncestor.
    """
    allow(by, "psychosocial.relate_kin", case=case)
    case = at_work(case)
    if one == other:
        raise refusals.OneOfTwo
    rows = Kin.objects.across_areas(why="allowed above").of(case).standing()
    found = rows.in_bulk([one, other])
    if len(found) != 2:
        raise refusals.NotAmongKin
    relating: Any = {COUPLE: _pair, PARENT: _descend, TIE: _tie}[what]
    made: Relation = relating(case, found[one], found[other], kind, by)
    trace(by, "psychosocial.relate_kin", case)
    return made


@transaction.atomic
def change_couple(
    *,
    couple: Couple,
    key: UUID,
    kind: str,
    since: int | None,
    end: str,
    until: int | None,
    by: User,
) -> Couple:
    """Note anew how two are together; the row before is taken off and kept.

    Repeating the key returns the first.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker, AssessmentKeyInUse,
        NotAmongKin, YearsWrong.
    """
    allow(by, "psychosocial.change_couple", case=couple.case)
    case = at_work(couple.case)
    rows = Couple.objects.across_areas(why="allowed above")
    if earlier := made_before(Couple, key, refusals.AssessmentKeyInUse, case_id=case.pk):
        return earlier
    before = rows.standing().filter(pk=couple.pk).first()
    if before is None:
        raise refusals.NotAmongKin
    until = until if end else None
    if since and until and until < since:
        raise refusals.YearsWrong
    off(before)
    before.save(update_fields=["off_at"])
    made = Couple.objects.create(
        pk=key,
        case=case,
        a_id=before.a_id,
        b_id=before.b_id,
        kind=Couple.Kind(kind),
        since=since,
        end=Couple.End(end),
        until=until,
        by=by,
    )
    trace(by, "psychosocial.change_couple", case)
    return made


@transaction.atomic
def take_off_relation(*, relation: Relation, by: User) -> Relation:
    """Take a relation off the genogram; both people stay. The row is kept.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, WaitsForWorker.
    """
    allow(by, "psychosocial.take_off_relation", case=relation.case)
    case = at_work(relation.case)
    if relation.off_at is None:
        off(relation)
        relation.save(update_fields=["off_at"])
    trace(by, "psychosocial.take_off_relation", case)
    return relation


def _pair(case: Case, one: Kin, other: Kin, kind: str, by: User) -> Couple:
    a, b = sorted((one, other), key=lambda it: it.pk)
    if Couple.objects.across_areas(why="allowed above").standing().filter(a=a, b=b).exists():
        raise refusals.RelatedAlready
    return join(case, one, other, kind=kind, by=by)


def _descend(case: Case, parent: Kin, child: Kin, kind: str, by: User) -> ParentLink:
    before = parents_of(child, kind)
    if parent in before:
        raise refusals.RelatedAlready
    if len(before) > 1:
        raise refusals.TwoParentsAlready
    rows = ParentLink.objects.across_areas(why="allowed above").of(case).standing()
    links = [rules.ParentOf(str(p), str(c)) for p, c in rows.values_list("parent", "child")]
    if rules.is_circular([*links, rules.ParentOf(str(parent.pk), str(child.pk))]):
        raise refusals.OwnAncestor
    return link(case, parent, child, kind=kind, by=by)


def _tie(case: Case, one: Kin, other: Kin, kind: str, by: User) -> KinTie:
    a, b = sorted((one, other), key=lambda it: it.pk)
    rows = KinTie.objects.across_areas(why="allowed above").standing()
    if before := rows.filter(a=a, b=b).first():
        if before.kind == kind:
            return before
        off(before)
        before.save(update_fields=["off_at"])
    return KinTie.objects.create(case=case, a=a, b=b, kind=KinTie.Kind(kind), by=by)
