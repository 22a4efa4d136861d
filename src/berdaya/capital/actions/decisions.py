"""A decision by two different people, neither of them kin of the group."""

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.capital import refusals
from berdaya.capital.actions.stages import (
    add_stage,
    conditions_today,
    locked_application,
    refuse_silence,
)
from berdaya.capital.conditions import named
from berdaya.capital.kin import WHY, why_not
from berdaya.capital.models import Application, Stage
from berdaya.groups.sight import allow
from berdaya.readiness.standing import Standing
from berdaya.rules.indonesia import rupiah

State = Application.State


@transaction.atomic
def propose_decision(
    *, application: Application, amount: int, reason: str, by: User
) -> Application:
    """As the first person, propose to grant `amount` rupiah, or nothing (0).

    Raises:
        NotAllowed, WrongState, MayNotDecide, ReasonMissing, MoreThanAsked, NotEligible.
    """
    allow(by, "capital.propose_decision", group=application.group)
    application = locked_application(application, State.SUBMITTED)
    refuse_kin(by, application)
    refuse_silence(reason)
    if amount > (application.amount or 0):
        raise refusals.MoreThanAsked(asked=rupiah(application.amount or 0))
    conditions = _conditions_for(application, amount)
    application.state, application.proposed_by = State.PROPOSED, by
    application.proposal = amount
    application.save(update_fields=["state", "proposed_by", "proposal"])
    kind = Stage.Kind.PROPOSED
    add_stage(application, kind, by, reason=reason, amount=amount, conditions=conditions)
    trace(by, "capital.propose_decision", application, amount=amount)
    return application


@transaction.atomic
def confirm_decision(*, application: Application, reason: str, by: User) -> Application:
    """As the second person, agree with what the first one proposed: now it is decided.

    Raises:
        NotAllowed, WrongState, SamePerson, MayNotDecide, ReasonMissing, NotEligible.
    """
    allow(by, "capital.confirm_decision", group=application.group)
    application = _for_the_second(application, by, reason)
    amount = application.proposal or 0
    conditions = _conditions_for(application, amount)
    application.state = State.GRANTED if amount else State.DECLINED
    application.granted, application.decided_by = amount or None, by
    application.save(update_fields=["state", "granted", "decided_by"])
    kind = Stage.Kind.GRANTED if amount else Stage.Kind.DECLINED
    add_stage(application, kind, by, reason=reason, amount=amount, conditions=conditions)
    trace(by, "capital.confirm_decision", application, amount=amount)
    return application


@transaction.atomic
def send_back(*, application: Application, reason: str, by: User) -> Application:
    """As the second person, disagree: the application waits for a new proposal.

    Raises:
        NotAllowed, WrongState, SamePerson, MayNotDecide, ReasonMissing.
    """
    allow(by, "capital.send_back", group=application.group)
    application = _for_the_second(application, by, reason)
    application.state = State.SUBMITTED
    application.proposed_by = application.proposal = None
    application.save(update_fields=["state", "proposed_by", "proposal"])
    add_stage(application, Stage.Kind.SENT_BACK, by, reason=reason)
    trace(by, "capital.send_back", application)
    return application


def refuse_kin(by: User, application: Application) -> None:
    """Raises MayNotDecide where this user stands too near to the group."""
    if why := why_not(by, application):
        raise refusals.MayNotDecide(why=WHY[why])


def _for_the_second(application: Application, by: User, reason: str) -> Application:
    application = locked_application(application, State.PROPOSED)
    if application.proposed_by_id == by.pk:
        raise refusals.SamePerson
    refuse_kin(by, application)
    refuse_silence(reason)
    return application


def _conditions_for(application: Application, amount: int) -> Standing:
    """As they stand today, to be kept. A group gets outside capital only if every one is proved."""
    standing = conditions_today(application)
    if amount and not standing.is_eligible:
        raise refusals.NotEligible(missing=named(standing.missing))
    return standing
