"""The rule of closed months: what lies in one is not noted or corrected any more.

Verbs of every room that note something of a group on a day call `refuse_closed`, after they
locked the group. For the tables of meetings the database holds the same rule by itself
(`locks.guard`): a door that forgets to ask changes nothing either.
"""

from datetime import date

from berdaya.groups.models import Group
from berdaya.groups.refusals import MonthClosed
from berdaya.rules.months import month_of
from berdaya.ui.days import long_month


def is_closed(group: Group, day: date) -> bool:
    """Whether the month of `day` is closed for this group. One query."""
    return group.closings.standing().filter(month=month_of(day)).exists()


def why_closed(group: Group, day: date) -> str:
    """What a page says in place of its buttons where the month of `day` is closed, else "".

    One query.
    """
    return str(MonthClosed(month=long_month(day))) if is_closed(group, day) else ""


def refuse_closed(group: Group, *days: date) -> None:
    """Raises MonthClosed where one of the days lies in a month that the group has closed."""
    months = {month_of(day) for day in days}
    closed = group.closings.standing().filter(month__in=months)
    if found := closed.order_by("month").values_list("month", flat=True).first():
        raise MonthClosed(month=long_month(found))
