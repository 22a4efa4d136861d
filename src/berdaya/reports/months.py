"""The months of a group as its page of reports shows them."""

from dataclasses import dataclass
from datetime import date

from berdaya.groups.models import Closing, Group, Meeting
from berdaya.reports.register import ID
from berdaya.rules.months import month_before, month_of
from berdaya.rules.official_forms.definition import form

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Month:
    """One month, newest first; `closing` stands while it is closed."""

    month: date
    due_on: date
    held: int
    planned: int
    closing: Closing | None
    reopened: Closing | None  # the last time it was opened again, if it was
    is_over: bool

    def is_late(self, today: date) -> bool:
        return self.closing is None and today > self.due_on


def months_of(group: Group, today: date) -> list[Month]:
    """The last twelve months in which the group stood. Two queries."""
    first = month_of(group.founded_on)
    months: list[date] = []
    month = month_of(today)
    while month >= first and len(months) < SHOWN:
        months.append(month)
        month = month_before(month)
    if not months:
        return []
    held = group.meetings.filter(on__gte=months[-1], state__in=["held", "planned"])
    met = [(month_of(on), state) for on, state in held.values_list("on", "state")]
    closings: dict[date, list[Closing]] = {}
    rows = group.closings.filter(month__gte=months[-1]).select_related(
        "closed_by", "reopened_by"
    )
    for closing in rows.order_by("closed_at"):
        closings.setdefault(closing.month, []).append(closing)
    return [_month(month, today, met, closings.get(month, [])) for month in months]


def _month(
    month: date, today: date, met: list[tuple[date, str]], closings: list[Closing]
) -> Month:
    return Month(
        month=month,
        due_on=form(ID).due_on(month),
        held=met.count((month, Meeting.State.HELD.value)),
        planned=met.count((month, Meeting.State.PLANNED.value)),
        closing=next((it for it in closings if it.reopened_at is None), None),
        reopened=next((it for it in reversed(closings) if it.reopened_at), None),
        is_over=month < month_of(today),
    )
