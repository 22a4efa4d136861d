"""What the books prove to other rooms."""

from datetime import timedelta

from berdaya.enterprises import actions
from berdaya.enterprises.evidence import (
    has_sales_in,
    income_of,
    income_of_family,
    months_with_sales,
    running_in,
    sales_of,
)
from berdaya.people.models import Membership
from berdaya.rules.months import months_before
from tests.enterprises.world import (
    BEGUN,
    LAST_MONTH,
    THIS_MONTH,
    a_business,
    rinas,
    sold,
    told_month,
    took_home,
)
from tests.groups.world import TODAY, a_group, a_woman, joins


def test_a_group_without_books_proves_nothing(cast):
    group, _members, _enterprise, _product = rinas(cast)

    assert not has_sales_in(group, BEGUN)
    assert months_with_sales(group, BEGUN) == []
    assert sales_of(group, LAST_MONTH) is None
    assert income_of(group, LAST_MONTH) is None


def test_sales_are_proved_by_day_and_by_month(cast):
    group, _members, enterprise, product = rinas(cast)
    long_ago = months_before(THIS_MONTH, 5)
    told_month(enterprise, by=cast.wati, month=long_ago)
    assert has_sales_in(group, long_ago + timedelta(days=20))
    assert not has_sales_in(group, LAST_MONTH)

    sold(product, by=cast.wati)

    assert has_sales_in(group, LAST_MONTH)
    assert months_with_sales(group, BEGUN) == [long_ago, THIS_MONTH]


def test_a_month_without_a_sale_is_known_but_proves_no_sale(cast):
    group, _members, enterprise, _product = rinas(cast)

    told_month(enterprise, by=cast.wati, money=0)

    assert sales_of(group, LAST_MONTH) == 0
    assert not has_sales_in(group, LAST_MONTH)


def test_days_that_a_month_took_the_place_of_prove_nothing(cast):
    group, _members, enterprise, product = rinas(cast)
    sold(product, by=cast.wati, on=LAST_MONTH)

    told_month(enterprise, by=cast.wati, money=0, instead=True)

    assert not has_sales_in(group, LAST_MONTH)
    assert sales_of(group, LAST_MONTH) == 0


def test_a_group_is_credited_with_its_own_alone(cast):
    group, members, enterprise, _product = rinas(cast)
    other = a_group(cast.dedi, "Mawar")
    theirs = a_business(
        other, joins(other, a_woman(cast.sari, "Imas"), by=cast.dedi), by=cast.dedi
    )
    told_month(theirs, by=cast.dedi, money=900_000)
    took_home(enterprise, members[0], by=cast.wati)

    assert sales_of(group, LAST_MONTH) is None
    assert sales_of(other, LAST_MONTH) == 900_000
    assert (income_of(group, LAST_MONTH), income_of(other, LAST_MONTH)) == (300_000, None)


def test_a_family_has_what_its_people_took_home_from_any_business(cast):
    group, members, enterprise, _product = rinas(cast)
    joint = a_business(group, None, by=cast.wati, ownership="joint", name="Katering")
    took_home(enterprise, members[0], by=cast.wati, amount=300_000)
    took_home(joint, members[0], by=cast.wati, amount=50_000)
    took_home(joint, members[1], by=cast.wati, amount=70_000)

    assert income_of_family(enterprise.family, LAST_MONTH) == 350_000
    assert income_of_family(enterprise.family, months_before(LAST_MONTH, 1)) is None


def test_what_somebody_takes_home_is_that_of_the_family_they_lived_in_then(cast):
    _group, members, enterprise, _product = rinas(cast)
    took_home(enterprise, members[0], by=cast.wati)
    family = enterprise.family

    Membership.objects.filter(person=members[0].person).update(
        since=THIS_MONTH
    )  # as if she had come this month

    assert income_of_family(family, LAST_MONTH) is None


def test_businesses_that_run_are_counted_on_a_day(cast):
    group, members, enterprise, _product = rinas(cast)
    a_business(group, members[1], by=cast.wati, name="Salon", begun_on=TODAY)
    actions.end_enterprise(enterprise=enterprise, on=TODAY, because="other", by=cast.wati)

    yesterday = TODAY - timedelta(days=1)
    assert (running_in(group, yesterday), running_in(group, TODAY)) == (1, 1)
    assert running_in(group, BEGUN - timedelta(days=1)) == 0
