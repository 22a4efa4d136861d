"""Whom to look in on again: the contacts after the end that were not made yet."""

from datetime import date

from berdaya.access.models import User
from berdaya.outcomes.models import FollowUp, FollowUps


def follow_ups_for(user: User, today: date) -> FollowUps:
    """Open contacts of the cases that `user` works on, if they are wanted; the oldest first."""
    rows = FollowUp.objects.visible_to(user, "outcomes.note_follow_up").open().wanted(today)
    return rows.order_by("due_on", "pk")


def due_for(user: User, today: date) -> int:
    """How many are due by today: for the home page, a number alone. One query."""
    return follow_ups_for(user, today).filter(due_on__lte=today).count()
