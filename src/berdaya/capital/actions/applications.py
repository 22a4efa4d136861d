"""Writing an application, saying where the members agreed to it, handing it in."""

from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.areas.codes import covers
from berdaya.capital import refusals
from berdaya.capital.actions.stages import (
    add_stage,
    conditions_today,
    locked_application,
    refuse_silence,
)
from berdaya.capital.conditions import decisions_of, named
from berdaya.capital.models import Application, Call, Line, Stage
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group, Resolution
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.rules.indonesia import rupiah

State = Application.State


@transaction.atomic
def begin_application(
    *, key: UUID, call: Call, group: Group, title: str, by: User
) -> Application:
    """Begin to write an application to a call; repeating the key returns the first.

    Raises:
        NotAllowed, CapitalKeyInUse, GroupNotActive, CallClosed, CallElsewhere, AppliedAlready.
    """
    allow(by, "capital.begin_application", group=group)
    group = locked(group)
    if earlier := made_before(
        Application, key, refusals.CapitalKeyInUse, call_id=call.pk, group_id=group.pk
    ):
        return earlier
    _refuse_outside(call, group)
    if group.applications.filter(call=call).exclude(state=State.WITHDRAWN).exists():
        raise refusals.AppliedAlready
    made = Application.objects.create(pk=key, call=call, group=group, title=title, by=by)
    add_stage(made, Stage.Kind.BEGUN, by)
    trace(by, "capital.begin_application", made)
    return made


@transaction.atomic
def add_line(
    *, key: UUID, application: Application, purpose: str, amount: int, by: User
) -> Line:
    """Say one thing the money is for; repeating the key returns the first.

    Raises:
        NotAllowed, WrongState, CapitalKeyInUse.
    """
    allow(by, "capital.add_line", group=application.group)
    application = locked_application(application)
    same = {"application_id": application.pk, "amount": amount}
    if earlier := made_before(Line, key, refusals.CapitalKeyInUse, **same):
        return earlier
    if application.state != State.DRAFT:
        raise refusals.WrongState
    made = Line.objects.create(pk=key, application=application, purpose=purpose, amount=amount)
    trace(by, "capital.add_line", made, amount=amount)
    return made


@transaction.atomic
def remove_line(*, line: Line, by: User) -> None:
    """Take a line out of an application that is still being written.

    Raises:
        NotAllowed, WrongState.
    """
    allow(by, "capital.remove_line", group=line.application.group)
    locked_application(line.application, State.DRAFT)
    trace(by, "capital.remove_line", line, purpose=line.purpose, amount=line.amount)
    line.delete()


@transaction.atomic
def name_decision(*, application: Application, decision: Resolution, by: User) -> Application:
    """Say which decision of a meeting the application rests on; naming another one replaces it.

    Raises:
        NotAllowed, WrongState, NotDecidedThere.
    """
    allow(by, "capital.name_decision", group=application.group)
    application = locked_application(application, State.DRAFT, State.SUBMITTED)
    found = decisions_of(application.group, timezone.localdate()).filter(pk=decision.pk)
    if not found.exists():
        raise refusals.NotDecidedThere
    application.agreed_by = decision
    application.save(update_fields=["agreed_by"])
    trace(by, "capital.name_decision", application, meeting=str(decision.meeting_id))
    return application


@transaction.atomic
def submit_application(*, application: Application, by: User) -> Application:
    """Hand an application in, with what its lines add up to, and keep the conditions as they stand.

    What the system sees by itself must be met by now, for the group can mend it; what a person
    must look at can wait for the decision.

    Raises:
        NotAllowed, WrongState, GroupNotActive, CallClosed, CallElsewhere, NoLines, OutOfRange,
        ConditionsUnmet.
    """
    allow(by, "capital.submit_application", group=application.group)
    application = locked_application(application, State.DRAFT)
    call = application.call
    _refuse_outside(call, application.group)
    total = application.lines.aggregate(total=Sum("amount"))["total"]
    if not total:
        raise refusals.NoLines
    if not call.least <= total <= call.most:
        raise refusals.OutOfRange(least=rupiah(call.least), most=rupiah(call.most))
    standing = conditions_today(application)
    if unmet := [line for line in standing.missing if line.evidence.is_seen]:
        raise refusals.ConditionsUnmet(missing=named(unmet))
    application.state, application.amount = State.SUBMITTED, total
    application.submitted_by = by
    application.save(update_fields=["state", "amount", "submitted_by"])
    add_stage(application, Stage.Kind.SUBMITTED, by, amount=total, conditions=standing)
    trace(by, "capital.submit_application", application, amount=total)
    return application


@transaction.atomic
def withdraw_application(*, application: Application, reason: str, by: User) -> Application:
    """Take an application back before anybody proposed a decision.

    Raises:
        NotAllowed, WrongState, ReasonMissing.
    """
    allow(by, "capital.withdraw_application", group=application.group)
    application = locked_application(application, State.DRAFT, State.SUBMITTED)
    refuse_silence(reason)
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    add_stage(application, Stage.Kind.WITHDRAWN, by, reason=reason)
    trace(by, "capital.withdraw_application", application)
    return application


def _refuse_outside(call: Call, group: Group) -> None:
    if group.state != Group.State.ACTIVE:
        raise refusals.GroupNotActive
    if not call.opens_on <= timezone.localdate() <= call.closes_on:
        raise refusals.CallClosed
    if call.reach_id and not covers(call.reach_id, group.area_id):
        raise refusals.CallElsewhere
