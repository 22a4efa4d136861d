"""Take back an event that was noted by mistake."""

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.life.actions.changes import take_back_all
from berdaya.life.models import LifeEvent
from berdaya.life.refusals import ReasonToTakeBack


@transaction.atomic
def take_back(*, event: LifeEvent, reason: str, by: User) -> LifeEvent:
    """Let everything stand as before an event; a second time changes nothing.

    Raises:
        NotAllowed, ReasonToTakeBack.
        LaterEvent: something that was noted since rests on it.
    """
    everywhere = LifeEvent.objects.across_areas(why="a verb checks the area of its user itself")
    event = everywhere.select_for_update(of=("self",)).select_related("family").get(pk=event.pk)
    allow(by, "life.take_back", area=event.family.area_id)
    if event.undone_at:
        return event
    if not reason.strip():
        raise ReasonToTakeBack
    take_back_all(event.changes, event.on)
    event.undone_by, event.undone_at, event.undo_reason = by, timezone.now(), reason.strip()
    event.save(update_fields=["undone_by", "undone_at", "undo_reason"])
    trace(by, "life.take_back", event, family=str(event.family_id))
    return event
