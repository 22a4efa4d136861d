"""What the pages of a business show, read with few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet, Sum

from berdaya.enterprises.drawn import Reckoning, reckoned
from berdaya.enterprises.models import Book, Costs, Enterprise, FixedCosts, Product, Record
from berdaya.groups.models import Group
from berdaya.rules.months import month_of, months_before, months_between

Dated = TypeVar("Dated", Costs, FixedCosts)
SHOWN = 12  # months
OF_ONE = "of a business in sight"


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a business: what was sold and what was taken home; None: not noted."""

    month: date
    book: Book | None
    made: int | None
    sold: int | None
    money: int | None
    income: int | None

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was noted of it."""
        return self.money is None and self.income is None


def months_of(enterprise: Enterprise, today: date) -> list[date]:
    """The last twelve months in which the business ran, the earliest first."""
    last = month_of(enterprise.ended_on or today)
    first = max(month_of(enterprise.begun_on), months_before(last, SHOWN - 1))
    return months_between(first, last)


def month_rows(enterprise: Enterprise, months: Sequence[date]) -> list[MonthRow]:
    """Every month, also those of which nothing was noted. Three queries."""
    books = {book.month: book for book in enterprise.books.filter(month__in=months)}
    records = Record.objects.across_areas(why=OF_ONE).counted()
    records = records.filter(book__enterprise=enterprise, book__month__in=months)
    sums = records.values("book__month").annotate(Sum("made"), Sum("sold"), Sum("money"))
    told = {
        month: numbers
        for month, *numbers in sums.values_list(
            "book__month", "made__sum", "sold__sum", "money__sum"
        )
    }
    incomes = dict(
        enterprise.incomes.filter(month__in=months, replaced_by=None)
        .values("month")
        .annotate(all=Sum("amount"))
        .values_list("month", "all")
    )
    rows = []
    for month in months:
        made, sold, money = told.get(month, (None, None, None))
        rows.append(MonthRow(month, books.get(month), made, sold, money, incomes.get(month)))
    return rows


def sales_by_enterprise(group: Group, month: date) -> dict[UUID, int]:
    """What each business of a group took in by sales in a month, where anything was noted."""
    records = Record.objects.across_areas(why="of a group in sight").of(group).counted()
    rows = records.filter(book__month=month).values("book__enterprise")
    return dict(rows.annotate(all=Sum("money")).values_list("book__enterprise", "all"))


def fixed_costs_on(enterprise: Enterprise, day: date) -> int | None:
    """What was to be paid every month on a day; None where nobody said."""
    row = _latest(enterprise.fixed_costs.filter(since__lte=day)).first()
    return row.amount if row else None


def reckonings(products: Sequence[Product], fixed: int, day: date) -> dict[UUID, Reckoning]:
    """What each product with a price (annotated) and a sheet of costs leaves. One query."""
    rows = Costs.objects.across_areas(why=OF_ONE).filter(product__in=products, since__lte=day)
    sheets = {row.product_id: row.sheet for row in reversed(_latest(rows))}
    return {
        product.pk: reckoned(price, sheets[product.pk], fixed)
        for product in products
        if (price := getattr(product, "price", None)) and product.pk in sheets
    }


def _latest(rows: QuerySet[Dated]) -> QuerySet[Dated]:
    """Of two that begin on one day the later noted counts."""
    return rows.order_by("-since", "-recorded_at", "-pk")
