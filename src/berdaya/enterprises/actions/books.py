"""What was made, sold and taken home; corrections are new rows, and the old ones stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.enterprises import refusals
from berdaya.enterprises.actions.checks import locked, refuse_outside
from berdaya.enterprises.models import Book, Enterprise, Income, Product, Record
from berdaya.groups.models import Member
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.rules.months import month_of

Row = TypeVar("Row", Record, Income)
DAILY, SUMMARY = Book.Way.DAILY, Book.Way.SUMMARY


@dataclass(frozen=True, slots=True)
class Line:
    """What was made and sold of one product on a day, and the rupiah that came in."""

    key: UUID
    product: Product
    made: int
    sold: int
    money: int


@dataclass(frozen=True, slots=True)
class MonthTold:
    """All that was made and sold in a month; `instead` of its days where it has any."""

    key: UUID
    enterprise: Enterprise
    month: date
    made: int
    sold: int
    money: int
    instead: bool = False


@transaction.atomic
def record_day(
    *, enterprise: Enterprise, on: date, lines: Sequence[Line], by: User
) -> list[Record]:
    """Note a day, product by product; returns the rows that stand for these products now.

    A product of which something was noted for the day is corrected: the earlier row stays,
    and is counted no more. The same numbers again write nothing.

    Raises:
        NotAllowed, NothingNoted, EnterpriseDayNotCome, BeforeBeginning, AfterEnding,
        ProductOfAnother, MonthSummedUp, EnterpriseKeyInUse.
    """
    allow(by, "enterprises.record_day", group=enterprise.group)
    if not lines:
        raise refusals.NothingNoted
    enterprise = locked(enterprise)
    refuse_outside(enterprise, on)
    if any(line.product.enterprise_id != enterprise.pk for line in lines):
        raise refusals.ProductOfAnother
    book = _book(enterprise, month_of(on), DAILY)
    standing = book.records.filter(on=on, way=DAILY, replaced_by=None)
    stands = {record.product_id: record for record in standing}
    for line in lines:
        stands[line.product.pk] = _told(book, line, on, stands.get(line.product.pk), by)
    trace(by, "enterprises.record_day", enterprise, on=f"{on}", products=len(lines))
    return [stands[line.product.pk] for line in lines]


@transaction.atomic
def record_month(*, told: MonthTold, by: User) -> Record:
    """Note a whole month at once, or correct what was noted of it as a whole.

    Where days of it were noted, the month takes their place only if that is said; the days
    stay to be read and are counted no more.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseDayNotCome, BeforeBeginning, AfterEnding,
        MonthToldByDay.
    """
    allow(by, "enterprises.record_month", group=told.enterprise.group)
    enterprise = locked(told.enterprise)
    month = month_of(told.month)
    values = {"on": month, "way": SUMMARY, **_numbers(told)}
    if earlier := made_before(Record, told.key, refusals.EnterpriseKeyInUse, **values):
        return earlier
    _refuse_month_outside(enterprise, month)
    book = _book(enterprise, month, SUMMARY, instead=told.instead)
    current = book.records.filter(way=SUMMARY, replaced_by=None).first()
    made = _instead_of(current, Record(pk=told.key, book=book, by=by, **values))
    trace(by, "enterprises.record_month", enterprise, month=f"{month:%Y-%m}")
    return made


@transaction.atomic
def record_income(
    *,
    key: UUID,
    enterprise: Enterprise,
    member: Member,
    month: date,
    amount: int,
    by: User,
    note: str = "",
) -> Income:
    """Note what a member took home from a business in a month, or correct it.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseDayNotCome, BeforeBeginning, AfterEnding,
        NotTheRecipient, NotOfThisGroup.
    """
    allow(by, "enterprises.record_income", group=enterprise.group)
    enterprise, month = locked(enterprise), month_of(month)
    values = {"enterprise": enterprise, "member": member, "month": month, "amount": amount}
    if earlier := made_before(Income, key, refusals.EnterpriseKeyInUse, **values):
        return earlier
    _refuse_month_outside(enterprise, month)
    if not enterprise.is_joint and member.pk != enterprise.owner_id:
        raise refusals.NotTheRecipient
    if member.group_id != enterprise.group_id:
        raise refusals.NotOfThisGroup
    current = enterprise.incomes.filter(member=member, month=month, replaced_by=None).first()
    made = _instead_of(current, Income(pk=key, note=note, by=by, **values))
    trace(by, "enterprises.record_income", made, month=f"{month:%Y-%m}")
    return made


def _book(enterprise: Enterprise, month: date, way: str, *, instead: bool = False) -> Book:
    """The book of a month, told in this way; the business is locked.

    Raises MonthSummedUp or MonthToldByDay where it was told in the other way.
    """
    book, _is_new = Book.objects.across_areas(why="of one business").get_or_create(
        enterprise=enterprise, month=month, defaults={"way": way}
    )
    if book.way == way:
        return book
    named = date_format(month, "F Y")
    if way == DAILY:
        raise refusals.MonthSummedUp(month=named)
    if not instead:
        raise refusals.MonthToldByDay(month=named)
    book.way = way
    book.save(update_fields=["way"])
    return book


def _told(book: Book, line: Line, on: date, current: Record | None, by: User) -> Record:
    values = {"product": line.product, "on": on, "way": DAILY, **_numbers(line)}
    if earlier := made_before(Record, line.key, refusals.EnterpriseKeyInUse, **values):
        return earlier
    if current and _numbers(current) == _numbers(line):
        return current
    return _instead_of(current, Record(pk=line.key, book=book, by=by, **values))


def _numbers(told: Line | MonthTold | Record) -> Mapping[str, Any]:
    return {name: getattr(told, name) for name in ("made", "sold", "money")}


def _instead_of(current: Row | None, made: Row) -> Row:
    """Keep `made`; the row that stood before names it, so that only one of them stands.

    The old row points first: two may not stand at once, and the reference is checked at the
    end of the transaction.
    """
    if current:
        current.replaced_by_id = made.pk
        current.save(update_fields=["replaced_by"])
    made.save(force_insert=True)
    return made


def _refuse_month_outside(enterprise: Enterprise, month: date) -> None:
    """Raises EnterpriseDayNotCome, BeforeBeginning or AfterEnding."""
    if month > timezone.localdate():
        raise refusals.EnterpriseDayNotCome
    if month < month_of(enterprise.begun_on):
        raise refusals.BeforeBeginning
    if enterprise.ended_on and month > enterprise.ended_on:
        raise refusals.AfterEnding
