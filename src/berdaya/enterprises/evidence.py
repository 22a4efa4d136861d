"""What the books of enterprises prove, for rooms that ask: eligibility, stages, indicators.

These questions have no viewer and show no row: whoever asks has checked the sight of the group
or family, and shows a figure or a yes. A month nobody recorded is None, never nothing earned.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet, Sum

from berdaya.enterprises.models import Enterprise, Income, Product, Record, Task
from berdaya.groups.models import Group
from berdaya.people.models import Family, Membership
from berdaya.rules.months import month_of, next_month

WHY = "a figure of one group, whose sight the caller checked"


def running_in(group: Group, day: date) -> int:
    """How many enterprises of the group ran on a day."""
    return _running(group, day).count()


def businesses_on(group: Group, day: date) -> list[Enterprise]:
    """The enterprises that ran on a day, by name, with owner and products on sale. Two queries."""
    on_sale = Product.objects.across_areas(why=WHY).filter(since__lte=day)
    on_sale = on_sale.exclude(ended_on__lte=day).order_by("name", "pk")
    rows = _running(group, day).select_related("owner__person")
    return list(rows.prefetch_related(Prefetch("products", on_sale)).order_by("name", "pk"))


def _running(group: Group, day: date) -> "QuerySet[Enterprise]":
    rows = Enterprise.objects.across_areas(why=WHY).filter(group=group, begun_on__lte=day)
    return rows.exclude(ended_on__lte=day)


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan of a business, and the latest day on which a step of it was settled."""

    since: date
    settled_on: date


def plan_followed_in(group: Group, begin: date, until: date) -> Followed | None:
    """The plan made after `begin` of which a step was done or dropped last, until a day.

    One query; None where no plan was looked at again.
    """
    rows = Task.objects.across_areas(why=WHY).filter(
        enterprise__group=group, plan__since__gt=begin, settled_on__gt=begin
    )
    rows = rows.filter(plan__since__lte=until, settled_on__lte=until)
    last = rows.select_related("plan").order_by("-settled_on").first()
    if last is None or last.plan is None or last.settled_on is None:
        return None
    return Followed(last.plan.since, last.settled_on)


def has_sales_in(group: Group, since: date) -> bool:
    """Whether any enterprise of the group noted money from sales in a month since that day.

    The month of `since` counts, for a month told at once knows no days.
    """
    rows = Record.objects.across_areas(why=WHY).of(group).counted()
    return rows.filter(on__gte=month_of(since), money__gt=0).exists()


def months_with_sales(group: Group, since: date) -> list[date]:
    """The months since that of `since` in which sales were noted, the earliest first."""
    rows = Record.objects.across_areas(why=WHY).of(group).counted()
    rows = rows.filter(book__month__gte=month_of(since), money__gt=0)
    return list(rows.order_by("book__month").values_list("book__month", flat=True).distinct())


def sales_of(group: Group, month: date) -> int | None:
    """Rupiah that came in by sales of all enterprises of the group; None: nothing noted."""
    rows = Record.objects.across_areas(why=WHY).of(group).counted()
    found: int | None = rows.filter(book__month=month_of(month)).aggregate(all=Sum("money"))[
        "all"
    ]
    return found


def income_of(group: Group, month: date) -> int | None:
    """Rupiah that members took home from all enterprises of the group; None: nothing noted."""
    rows = Income.objects.across_areas(why=WHY).of(group).standing()
    found: int | None = rows.filter(month=month_of(month)).aggregate(all=Sum("amount"))["all"]
    return found


def income_of_family(family: Family, month: date) -> int | None:
    """Rupiah that this family had from enterprises of any group in a month.

    Theirs is what a member took home who belonged to the family on the last day of the month.
    """
    month = month_of(month)
    last_day = next_month(month) - timedelta(days=1)
    persons = Membership.objects.on(last_day).filter(family=family).values("person")
    rows = Income.objects.across_areas(why="a figure of one family").standing()
    rows = rows.filter(month=month, member__person__in=persons)
    found: int | None = rows.aggregate(all=Sum("amount"))["all"]
    return found
