"""What all verbs on an application share: the lock, the state it must be in, its next step."""

from django.utils import timezone, translation

from berdaya.access.models import User
from berdaya.capital import refusals
from berdaya.capital.conditions import standing_for
from berdaya.capital.models import Application, Condition, Stage
from berdaya.groups.actions.members import locked
from berdaya.readiness.standing import Standing

LONGEST_WORDS = 300  # as the column that keeps them
LANGUAGE = "id"  # of what is kept, as of what is handed in


def locked_application(application: Application, *states: str) -> Application:
    """The application as it stands, its group's row locked, so that two people take turns.

    Raises:
        WrongState: it is in none of `states`, where some are given.
    """
    locked(application.group)
    rows = Application.objects.across_areas(why="allowed by the verb")
    application = rows.select_related("group", "call", "agreed_by__meeting").get(
        pk=application.pk
    )
    if states and application.state not in states:
        raise refusals.WrongState
    return application


def add_stage(
    application: Application,
    kind: Stage.Kind,
    by: User,
    *,
    reason: str = "",
    amount: int | None = None,
    conditions: Standing | None = None,
) -> None:
    """Note what happened today, and the conditions as they stood, where the step rests on them."""
    stage = Stage.objects.create(
        application=application,
        kind=kind,
        on=timezone.localdate(),
        reason=reason,
        amount=amount,
        by=by,
    )
    if conditions:
        Condition.objects.bulk_create(
            [
                Condition(
                    stage=stage,
                    version=conditions.definition.version,
                    item=line.item.code,
                    answer=line.evidence.answer,
                    words=line.evidence.words[:LONGEST_WORDS],
                    is_seen=line.evidence.is_seen,
                    attested=line.evidence.attested,
                )
                for line in conditions.lines
            ]
        )


def conditions_today(application: Application) -> Standing:
    """How its conditions stand, in the words in which they are kept whoever asks."""
    with translation.override(LANGUAGE):
        return standing_for(application, timezone.localdate())


def refuse_silence(reason: str) -> None:
    if not reason.strip():
        raise refusals.ReasonMissing
