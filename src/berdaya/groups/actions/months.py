"""Closing a month of a group, and opening it again."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups import refusals
from berdaya.groups.actions.members import locked
from berdaya.groups.figures import figures_of
from berdaya.groups.models import Closing, Group
from berdaya.groups.sight import allow
from berdaya.rules.months import month_of, next_month
from berdaya.ui.days import long_date, long_month


@transaction.atomic
def close_month(*, group: Group, month: date, by: User) -> Closing:
    """Close a month that is over, and keep the figures that are reported of it.

    A month that is closed already stays as it is.

    Raises:
        NotAllowed, MonthNotOver, BeforeFounding.
        MeetingNotNoted: a meeting was planned for that month, and nobody noted it.
    """
    allow(by, "groups.close_month", group=group)
    group, month = locked(group), month_of(month)
    if earlier := group.closings.standing().filter(month=month).first():
        return earlier
    until = next_month(month)
    if until > timezone.localdate():
        raise refusals.MonthNotOver(month=long_month(month))
    if until <= group.founded_on:
        raise refusals.BeforeFounding
    planned = group.meetings.planned().filter(on__gte=month, on__lt=until).order_by("on")
    if left := planned.first():
        raise refusals.MeetingNotNoted(day=long_date(left.on))
    figures = figures_of([group], month)[group.pk]
    made = Closing.objects.create(
        group=group,
        month=month,
        until=until,
        members=figures.members,
        couples=figures.couples,
        couples_using=figures.couples_using,
        meetings=figures.meetings,
        closed_by=by,
    )
    trace(by, "groups.close_month", made, month=f"{month:%Y-%m}")
    return made


@transaction.atomic
def reopen_month(*, group: Group, month: date, reason: str, by: User) -> Closing:
    """Open a closed month again; that it was closed, and with which figures, stays to be read.

    Raises:
        NotAllowed, MonthOpen.
    """
    allow(by, "groups.reopen_month", group=group)
    group, month = locked(group), month_of(month)
    closing = group.closings.standing().filter(month=month).first()
    if closing is None:
        raise refusals.MonthOpen(month=long_month(month))
    closing.reopened_by, closing.reopened_at, closing.reason = by, timezone.now(), reason
    closing.save(update_fields=["reopened_by", "reopened_at", "reason"])
    trace(by, "groups.reopen_month", closing, month=f"{month:%Y-%m}")
    return closing
