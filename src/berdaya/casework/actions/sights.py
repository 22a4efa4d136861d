"""Letting somebody into a case for a time; answering that somebody opened it in an emergency."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.casework import refusals
from berdaya.casework.limits import LET_IN_DAYS
from berdaya.casework.models import Case, CaseAccess, GlassBreak
from berdaya.casework.sight import PROFESSIONALS, Right, allow, rights_of
from berdaya.casework.tracing import trace
from berdaya.once import made_before


@transaction.atomic
def give_access(
    *, key: UUID, case: Case, user: User, scope: str, until: date, reason: str, by: User
) -> CaseAccess:
    """Let another professional see a case, or work on it, to the end of a day, for a reason.

    Repeating the key returns the first.

    Raises:
        NotAllowed, CaseKeyInUse, ReasonMissing, NotAProfessional, LetInAlready, LetInTooLong.
    """
    allow(by, "casework.give_access", case=case)
    same = {"case_id": case.pk, "user_id": user.pk}
    if earlier := made_before(CaseAccess, key, refusals.CaseKeyInUse, **same):
        return earlier
    if not reason.strip():
        raise refusals.ReasonMissing
    if not user.is_any(*PROFESSIONALS):
        raise refusals.NotAProfessional(name=user)
    own = set(rights_of(user, case)) - {Right.GLASS, Right.READ}
    rows = CaseAccess.objects.across_areas(why="of the case that the verb allowed")
    if own or rows.holding(timezone.now()).filter(case=case, user=user, scope=scope):
        raise refusals.LetInAlready(name=user)
    today = timezone.localdate()
    if not today < until <= today + timedelta(days=LET_IN_DAYS):
        raise refusals.LetInTooLong(days=LET_IN_DAYS)
    made = CaseAccess.objects.create(
        pk=key,
        case=case,
        user=user,
        scope=CaseAccess.Scope(scope),
        reason=reason.strip(),
        until=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
        by=by,
    )
    trace(by, "casework.give_access", case)
    return made


@transaction.atomic
def end_access(*, access: CaseAccess, by: User) -> CaseAccess:
    """Let somebody out of a case at once.

    Raises:
        NotAllowed, AccessEnded.
    """
    allow(by, "casework.end_access", case=access.case)
    rows = CaseAccess.objects.across_areas(why="allowed above").select_for_update(of=("self",))
    access = rows.select_related("case").get(pk=access.pk)
    if not access.holds:
        raise refusals.AccessEnded
    access.ended_at, access.ended_by = timezone.now(), by
    access.save(update_fields=["ended_at", "ended_by"])
    trace(by, "casework.end_access", access.case)
    return access


@transaction.atomic
def see_break(*, glass_break: GlassBreak, verdict: str, by: User) -> GlassBreak:
    """Answer, as the supervisor of a case, that somebody opened it in an emergency.

    Raises:
        NotAllowed, BreakSeen, ReasonMissing.
    """
    assert glass_break.case is not None, "of no case, nobody is told"
    allow(by, "casework.see_break", case=glass_break.case)
    rows = GlassBreak.objects.across_areas(why="allowed above").select_for_update(of=("self",))
    glass_break = rows.get(pk=glass_break.pk)
    if glass_break.seen_at:
        raise refusals.BreakSeen
    if not verdict.strip():
        raise refusals.ReasonMissing
    glass_break.seen_at, glass_break.seen_by = timezone.now(), by
    glass_break.verdict = verdict.strip()
    glass_break.save(update_fields=["seen_at", "seen_by", "verdict"])
    trace(by, "casework.see_break", glass_break)
    return glass_break
