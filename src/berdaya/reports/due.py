"""What is due when, and which groups still owe it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from berdaya.access.models import User
from berdaya.groups.models import Closing, Group, Meeting, Paper, Term
from berdaya.groups.models.group import Groups
from berdaya.reports import card, register
from berdaya.rules.months import month_before, month_of, next_month
from berdaya.rules.official_forms.definition import Form, form

DAYS_BEFORE = 34  # from when a card that is due once a year is spoken of
OFFICES = (Term.Office.CHAIR, Term.Office.SECRETARY, Term.Office.TREASURER)


@dataclass(frozen=True, slots=True)
class Due:
    """A form that is due on a day, for a period that is named by its first day."""

    form: Form
    period: date
    on: date

    @property
    def is_yearly(self) -> bool:
        return self.form.due_month is not None

    def is_late(self, today: date) -> bool:
        return today > self.on


def month_due(today: date) -> Due:
    """The month that is handed in now: the one that is over."""
    period = month_before(today)
    definition = form(register.ID)
    return Due(definition, period, definition.due_on(period))


def dates_to_come(today: date) -> list[Due]:
    """What is due next: this month's register, and the yearly card."""
    monthly, yearly = form(register.ID), form(card.ID)
    this = month_of(today)
    year = date(today.year + (today > yearly.due_on(date(today.year, 1, 1))), 1, 1)
    found = [
        Due(monthly, this, monthly.due_on(this)),
        Due(yearly, year, yearly.due_on(year)),
    ]
    return sorted(found, key=lambda it: it.on)


def owing(rows: Groups, month: date) -> Groups:
    """Active groups that stood in a month, with `has_closed` and how often they met in it."""
    closed = Closing.objects.across_areas(why="of groups in sight").standing()
    met = Meeting.objects.across_areas(why="of groups in sight").held()
    met = met.filter(group=OuterRef("pk"), on__gte=month, on__lt=next_month(month))
    counted = met.order_by().values("group").annotate(n=Count("pk")).values("n")
    return (
        rows.active()
        .filter(founded_on__lt=next_month(month))
        .annotate(
            has_closed=Exists(closed.filter(group=OuterRef("pk"), month=month)), met=counted
        )
    )


@dataclass(frozen=True, slots=True)
class Reminder:
    """For the home page: how many of the user's groups still owe what is due."""

    due: Due
    groups: int
    open: int
    is_late: bool
    next: Due  # the register of the month that runs
    card: Due | None  # where the yearly card is near


def reminder_for(user: User) -> Reminder | None:
    """Nothing for who closes no months, or has no group. One query."""
    if not user.may_anywhere("groups.close_month"):
        return None
    today = timezone.localdate()
    due = month_due(today)
    rows = owing(Group.objects.visible_to(user, "groups.close_month"), due.period)
    counted = rows.aggregate(groups=Count("pk"), open=Count("pk", filter=Q(has_closed=False)))
    monthly, yearly = sorted(dates_to_come(today), key=lambda it: it.is_yearly)
    near = yearly if (yearly.on - today).days <= DAYS_BEFORE else None
    if not counted["groups"]:
        return None
    return Reminder(due, counted["groups"], counted["open"], due.is_late(today), monthly, near)


def missing_on_card(group: Group) -> "Sequence[str | Promise]":
    """What the card of a group would leave blank, in words. Four queries."""
    held = set(group.terms.present().values_list("office", flat=True))
    members = group.members.present()
    found: list[tuple[bool, str | Promise]] = [
        (not group.number, _("the register number")),
        (not group.address, _("the address")),
        (
            not group.papers.filter(kind=Paper.Kind.DECREE, withdrawn_on=None).exists(),
            _("the founding decree"),
        ),
        *((office not in held, office.label) for office in OFFICES),
        (
            not group.mentorings.present().filter(kind="field-officer").exists(),
            _("the officer in charge (PKB/PLKB)"),
        ),
    ]
    without = members.filter(person__nik=None).count()
    return [words for is_missing, words in found if is_missing] + (
        [_("the NIK of %(n)s members") % {"n": without}] if without else []
    )
