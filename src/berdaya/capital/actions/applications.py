"""Writing an application, having its conditions looked at, handing it in."""

from collections.abc import Mapping
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
    locked_application,
    made_before,
    refuse_silence,
)
from berdaya.capital.eligibility import is_eligible, items
from berdaya.capital.models import Application, Call, Checked, Line, Stage
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group
from berdaya.groups.sight import allow
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
    if earlier := made_before(Application, key, call_id=call.pk, group_id=group.pk):
        return earlier  # type: ignore[no-any-return]  # of the model that was asked for
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
    if earlier := made_before(Line, key, **same):
        return earlier  # type: ignore[no-any-return]  # of the model that was asked for
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
def check_conditions(
    *, application: Application, answers: Mapping[str, tuple[bool, str]], by: User
) -> Application:
    """Note what an office found of each condition: met or not, and the proof in words.

    Looking again replaces what was found, as long as nobody proposed a decision.

    Raises:
        NotAllowed, WrongState, ChecklistMissing, ProofMissing.
    """
    allow(by, "capital.check_conditions", group=application.group)
    application = locked_application(application, State.DRAFT, State.SUBMITTED)
    if set(answers) != {code for code, _text, _help in items()}:
        raise refusals.ChecklistMissing
    if any(is_met and not proof.strip() for is_met, proof in answers.values()):
        raise refusals.ProofMissing
    for item, (is_met, proof) in answers.items():
        Checked.objects.across_areas(why="allowed above").update_or_create(
            application=application,
            item=item,
            defaults={
                "is_met": is_met,
                "proof": proof,
                "on": timezone.localdate(),
                "by": by,
            },
        )
    unmet = sorted(item for item, (is_met, _proof) in answers.items() if not is_met)
    add_stage(application, Stage.Kind.CHECKED, by)
    trace(by, "capital.check_conditions", application, unmet=unmet)
    return application


@transaction.atomic
def submit_application(*, application: Application, by: User) -> Application:
    """Hand an application in, with what its lines add up to.

    Raises:
        NotAllowed, WrongState, GroupNotActive, CallClosed, CallElsewhere, NoLines, OutOfRange,
        ChecklistMissing.
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
    computed = is_eligible(application.group, timezone.localdate())
    if computed is None and not application.checked.exists():
        raise refusals.ChecklistMissing
    application.state, application.amount = State.SUBMITTED, total
    application.submitted_by = by
    application.save(update_fields=["state", "amount", "submitted_by"])
    add_stage(application, Stage.Kind.SUBMITTED, by, amount=total)
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
