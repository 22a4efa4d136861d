"""A day, a month, what was taken home: counted once, and corrected without being lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from berdaya.access.actions import NotAllowed
from berdaya.enterprises import actions, refusals
from berdaya.enterprises.actions.books import Line
from berdaya.enterprises.evidence import income_of, sales_of
from berdaya.enterprises.models import Book, Income, Record
from berdaya.keys import new_key
from tests.enterprises.world import (
    LAST_MONTH,
    THIS_MONTH,
    a_business,
    a_product,
    records,
    rinas,
    sold,
    told_month,
    took_home,
)
from tests.groups.world import TODAY, accompanied, again


def incomes():
    return Income.objects.across_areas(why="test")


def test_a_day_is_noted_product_by_product(cast):
    group, _members, enterprise, chips = rinas(cast)
    cassava = a_product(enterprise, by=cast.wati, name="Keripik singkong")
    lines = [Line(new_key(), chips, 40, 12, 96_000), Line(new_key(), cassava, 0, 3, 20_000)]

    noted = actions.record_day(enterprise=enterprise, on=TODAY, lines=lines, by=cast.wati)

    assert [(it.made, it.sold, it.money) for it in noted] == [(40, 12, 96_000), (0, 3, 20_000)]
    assert sales_of(group, THIS_MONTH) == 116_000


def test_the_same_day_again_corrects_it_and_keeps_what_was(cast):
    group, _members, _enterprise, product = rinas(cast)

    first = sold(product, by=cast.wati, pieces=5)
    second = sold(product, by=cast.dedi, pieces=7)

    assert again(first).replaced_by == second
    assert records().count() == 2
    assert sales_of(group, THIS_MONTH) == 56_000


def test_the_same_numbers_again_write_nothing(cast):
    _group, _members, _enterprise, product = rinas(cast)

    first = sold(product, by=cast.wati)
    second = sold(product, by=cast.dedi)

    assert first == second
    assert records().count() == 1


def test_a_second_press_counts_once(cast):
    _group, _members, _enterprise, product = rinas(cast)
    key = new_key()

    first = sold(product, by=cast.wati, key=key)
    second = sold(product, by=cast.wati, key=key)

    assert first == second
    with pytest.raises(refusals.EnterpriseKeyInUse):
        sold(product, by=cast.wati, key=key, pieces=99)
    assert records().count() == 1


def test_an_old_press_that_comes_late_does_not_undo_a_correction(cast):
    _group, _members, _enterprise, product = rinas(cast)
    key = new_key()
    sold(product, by=cast.wati, key=key, pieces=5)
    sold(product, by=cast.wati, pieces=7)

    sold(product, by=cast.wati, key=key, pieces=5)

    assert records().get(replaced_by=None).sold == 7


def test_days_that_cannot_be_are_refused_and_nothing_is_noted(cast):
    _group, _members, enterprise, product = rinas(cast)

    with pytest.raises(refusals.EnterpriseDayNotCome):
        sold(product, by=cast.wati, on=TODAY + timedelta(days=1))
    with pytest.raises(refusals.BeforeBeginning):
        sold(product, by=cast.wati, on=date(2020, 1, 1))
    with pytest.raises(refusals.NothingNoted):
        actions.record_day(enterprise=enterprise, on=TODAY, lines=[], by=cast.wati)

    assert not records().exists()
    assert not Book.objects.across_areas(why="test").exists()


def test_a_product_of_another_business_is_refused(cast):
    group, members, enterprise, _product = rinas(cast)
    other = a_business(group, members[1], by=cast.wati, name="Salon")
    theirs = a_product(other, by=cast.wati, name="Potong rambut")
    line = Line(new_key(), theirs, 0, 1, 10_000)

    with pytest.raises(refusals.ProductOfAnother):
        actions.record_day(enterprise=enterprise, on=TODAY, lines=[line], by=cast.wati)

    assert not records().exists()


def test_a_business_that_ended_can_still_be_corrected_for_days_before(cast):
    _group, _members, enterprise, product = rinas(cast)
    yesterday = TODAY - timedelta(days=1)
    actions.end_enterprise(enterprise=enterprise, on=yesterday, because="health", by=cast.wati)

    sold(product, by=cast.wati, on=yesterday)

    with pytest.raises(refusals.AfterEnding):
        sold(product, by=cast.wati, on=TODAY)


@pytest.mark.parametrize("who", ["sari", "budi", "rahma", "joko", "admin"])
def test_only_officers_and_offices_note_sales(cast, who):
    group, members, enterprise, product = rinas(cast)
    accompanied(group, cast.budi, by=cast.dedi)
    by = getattr(cast, who)

    with pytest.raises(NotAllowed):
        sold(product, by=by)
    with pytest.raises(NotAllowed):
        told_month(enterprise, by=by)
    with pytest.raises(NotAllowed):
        took_home(enterprise, members[0], by=by)

    assert not records().exists()
    assert not incomes().exists()


def test_a_month_is_told_at_once_and_corrected(cast):
    group, _members, enterprise, _product = rinas(cast)
    key = new_key()

    first = told_month(enterprise, by=cast.wati, key=key)
    assert told_month(enterprise, by=cast.wati, key=key) == first
    second = told_month(enterprise, by=cast.wati, money=450_000)

    assert again(first).replaced_by == second
    assert sales_of(group, LAST_MONTH) == 450_000
    with pytest.raises(refusals.EnterpriseKeyInUse):
        told_month(enterprise, by=cast.wati, key=key, money=1)


def test_a_month_told_at_once_takes_no_days(cast):
    group, _members, enterprise, product = rinas(cast)
    told_month(enterprise, by=cast.wati)

    with pytest.raises(refusals.MonthSummedUp):
        sold(product, by=cast.wati, on=LAST_MONTH)

    assert sales_of(group, LAST_MONTH) == 500_000


def test_a_month_takes_the_place_of_its_days_only_if_that_is_said(cast):
    group, _members, enterprise, product = rinas(cast)
    day = sold(product, by=cast.wati, on=LAST_MONTH)

    with pytest.raises(refusals.MonthToldByDay):
        told_month(enterprise, by=cast.wati)
    assert sales_of(group, LAST_MONTH) == day.money
    told_month(enterprise, by=cast.wati, instead=True)

    assert sales_of(group, LAST_MONTH) == 500_000
    assert again(day).replaced_by is None  # it stays to be read


def test_a_month_that_has_not_come_or_was_before_is_refused(cast):
    _group, _members, enterprise, _product = rinas(cast)

    with pytest.raises(refusals.EnterpriseDayNotCome):
        told_month(enterprise, by=cast.wati, month=TODAY + timedelta(days=40))
    with pytest.raises(refusals.BeforeBeginning):
        told_month(enterprise, by=cast.wati, month=date(2024, 4, 1))

    assert not records().exists()


def test_the_database_refuses_a_row_told_in_the_other_way_than_its_month(cast):
    _group, _members, enterprise, product = rinas(cast)
    summed_up = told_month(enterprise, by=cast.wati)
    row = {"book": summed_up.book, "made": 0, "sold": 1, "money": 1, "by": cast.wati}

    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.create(way="daily", on=LAST_MONTH, product=product, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(way="summary", on=LAST_MONTH, **row)
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.create(way="summary", on=THIS_MONTH, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Book.objects.create(enterprise=enterprise, month=LAST_MONTH, way="daily")

    assert records().count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE enterprises_record SET money = 1",
        "UPDATE enterprises_income SET amount = 1",
        "UPDATE enterprises_price SET amount = 1",
        "DELETE FROM enterprises_income",
    ],
)
def test_the_database_keeps_what_was_noted(cast, statement):
    _group, members, enterprise, product = rinas(cast)
    sold(product, by=cast.wati)
    took_home(enterprise, members[0], by=cast.wati)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_was_taken_home_is_noted_once_a_month_and_corrected(cast):
    group, members, enterprise, _product = rinas(cast)
    key = new_key()

    first = took_home(enterprise, members[0], by=cast.wati, key=key)
    assert took_home(enterprise, members[0], by=cast.wati, key=key) == first
    second = took_home(enterprise, members[0], by=cast.wati, amount=350_000)

    assert again(first).replaced_by == second
    assert income_of(group, LAST_MONTH) == 350_000
    with pytest.raises(refusals.EnterpriseKeyInUse):
        took_home(enterprise, members[0], by=cast.wati, key=key, amount=1)


def test_the_income_of_a_members_business_is_hers(cast):
    group, members, enterprise, _product = rinas(cast)
    joint = a_business(group, None, by=cast.wati, ownership="joint", name="Katering")

    with pytest.raises(refusals.NotTheRecipient):
        took_home(enterprise, members[1], by=cast.wati)
    took_home(joint, members[1], by=cast.wati)
    took_home(joint, members[2], by=cast.wati, amount=50_000)

    assert income_of(group, LAST_MONTH) == 350_000
