"""Referring the client of a case to a service: a referral that only the case's people see."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from berdaya.access.models import User
from berdaya.caseplans import refusals
from berdaya.caseplans.actions.standing import newest
from berdaya.caseplans.models import CasePlan, CaseReferral, Goal
from berdaya.casework.contracts import NO_LONGER, PURPOSE, agreement_of
from berdaya.casework.models import Case
from berdaya.casework.sight import allow
from berdaya.casework.tracing import trace
from berdaya.consents.questions import state_of
from berdaya.rules.casework.stages import EVALUATION, IMPLEMENTATION, PLANNING
from berdaya.services.actions import draft_referral
from berdaya.services.actions.drafting import NewReferral
from berdaya.services.refusals import ReferralNotAgreed


@transaction.atomic
def refer(
    *, plan: CasePlan, referral: NewReferral, goal: Goal | None = None, by: User
) -> CaseReferral:
    """Refer the client to a service, for a goal of the plan or for all; its key twice: once.

    The contract of the case says yes, or, of a person or family, the consent `casework`.

    Raises:
        NotAllowed, CaseIsClosed, ClientWithdrew, NotInThisStage, PlanReplaced, PlanKeyInUse,
        UnknownWord, and what `services.draft_referral` raises.
    """
    allow(by, "caseplans.refer", case=plan.case)
    plan = newest(plan, PLANNING, IMPLEMENTATION, EVALUATION)
    case = plan.case
    if goal and goal.plan_id != plan.pk:
        raise refusals.UnknownWord
    _refuse_another(case, referral)
    made = draft_referral(
        referral=replace(
            referral, is_secret=True, decision=None, is_signed=_has_signed(case, referral)
        ),
        by=by,
    )
    rows = CaseReferral.objects.across_areas(why="a referral has one case")
    if earlier := rows.filter(referral=made).first():
        if earlier.case_id != case.pk:
            raise refusals.PlanKeyInUse
        return earlier
    if not made.is_secret:  # the key of one that was made elsewhere
        raise refusals.PlanKeyInUse
    tie = CaseReferral.objects.create(case=case, goal=goal, referral=made, by=by)
    trace(by, "caseplans.refer", case)
    return tie


def _refuse_another(case: Case, referral: NewReferral) -> None:
    """Of a family anybody may be sent; of a person or a group, that one and nobody beside."""
    if case.group_id:
        told = (referral.group and referral.group.pk, referral.family, referral.person)
        if told != (case.group_id, None, None):
            raise refusals.NotTheClient
        if agreement_of(case, timezone.localdate()).last is None:
            raise ReferralNotAgreed(name=case.called)
        return
    client = referral.person if case.person_id else referral.family
    if client is None or client.pk not in (case.person_id, case.family_id) or referral.group:
        raise refusals.NotTheClient


def _has_signed(case: Case, referral: NewReferral) -> bool:
    """Whether the contract speaks for whom it is about: for one of a family unless they said no."""
    today = timezone.localdate()
    if not agreement_of(case, today).stands:
        return False
    if referral.person is None or case.person_id:
        return True
    said = state_of(referral.person, PURPOSE, today).last
    return said is None or said.act not in NO_LONGER
