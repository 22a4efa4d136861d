"""Two telephones at once: a month is counted once, and a second press waits for the first."""

import pytest

from berdaya.enterprises import actions
from berdaya.enterprises.evidence import sales_of
from berdaya.enterprises.models import Book, Price
from berdaya.keys import new_key
from berdaya.refusal import Refusal
from tests.enterprises.world import (
    LAST_MONTH,
    a_business,
    enterprises,
    records,
    rinas,
    sold,
    told_month,
)
from tests.groups.world import TODAY, melati
from tests.people.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def test_a_day_noted_by_four_telephones_stands_once(transactional_db, cast):
    group, _members, _enterprise, product = rinas(cast)

    at_once(
        *[lambda n=n: sold(product, by=cast.wati, on=LAST_MONTH, pieces=n) for n in range(1, 5)]
    )

    standing = records().get(replaced_by=None)
    assert records().count() == TIMES
    assert sales_of(group, LAST_MONTH) == standing.money


def test_a_day_and_the_month_at_once_are_counted_in_one_way(transactional_db, cast):
    group, _members, enterprise, product = rinas(cast)

    outcomes = at_once(
        lambda: sold(product, by=cast.wati, on=LAST_MONTH),
        lambda: told_month(enterprise, by=cast.dedi),
    )

    refused = [it for it in outcomes if isinstance(it, Refusal)]
    assert len(refused) == 1
    assert Book.objects.across_areas(why="test").count() == 1
    assert sales_of(group, LAST_MONTH) in (40_000, 500_000)


def test_a_business_sent_four_times_at_once_is_one(transactional_db, cast):
    group, members = melati(cast)
    key = new_key()

    outcomes = at_once(*[lambda: a_business(group, members[0], by=cast.wati, key=key)] * TIMES)

    assert {outcome.pk for outcome in outcomes} == {key}
    assert enterprises().count() == 1


def test_a_price_sent_four_times_at_once_is_one(transactional_db, cast):
    _group, _members, _enterprise, product = rinas(cast)
    told = {"key": new_key(), "product": product, "since": TODAY, "amount": 9_000}

    outcomes = at_once(*[lambda: actions.set_price(by=cast.wati, **told)] * TIMES)

    assert {outcome.pk for outcome in outcomes} == {told["key"]}
    assert Price.objects.across_areas(why="test").filter(product=product).count() == 2
