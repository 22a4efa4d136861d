"""What all verbs on an application share: the lock, the state it must be in, its next step."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from berdaya.access.models import User
from berdaya.capital import refusals
from berdaya.capital.models import Application, Stage
from berdaya.groups.actions.members import locked


def locked_application(application: Application, *states: str) -> Application:
    """The application as it stands, its group's row locked, so that two people take turns.

    Raises:
        WrongState: it is in none of `states`, where some are given.
    """
    locked(application.group)
    rows = Application.objects.across_areas(why="allowed by the verb")
    application = rows.select_related("group", "call").get(pk=application.pk)
    if states and application.state not in states:
        raise refusals.WrongState
    return application


def made_before(model: Any, key: UUID, **same: Any) -> Any:
    """What was made under this key already, or nothing.

    Raises:
        CapitalKeyInUse: it was something else.
    """
    row = model.objects.across_areas(why="keys are unique in the nation").filter(pk=key).first()
    if row and any(getattr(row, name) != value for name, value in same.items()):
        raise refusals.CapitalKeyInUse
    return row


def add_stage(
    application: Application,
    kind: Stage.Kind,
    by: User,
    *,
    reason: str = "",
    amount: int | None = None,
) -> None:
    """Note what happened today."""
    Stage.objects.create(
        application=application,
        kind=kind,
        on=timezone.localdate(),
        reason=reason,
        amount=amount,
        by=by,
    )


def refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise refusals.ReasonMissing
