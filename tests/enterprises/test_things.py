"""Products, prices, costs, permits and tools."""

from datetime import timedelta

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.enterprises import actions, refusals
from berdaya.enterprises.actions.products import NewProduct
from berdaya.enterprises.actions.things import NewPermit
from berdaya.enterprises.models import Permit, Product
from berdaya.enterprises.reading import reckonings
from berdaya.keys import new_key
from tests.enterprises.world import (
    BEGUN,
    CHIPS,
    a_business,
    a_permit,
    a_product,
    an_asset,
    rinas,
)
from tests.groups.world import JOINED, TODAY, again

WEEK_AGO = TODAY - timedelta(days=7)


def priced(product, day):
    rows = Product.objects.across_areas(why="test").with_price(day)
    return rows.get(pk=product.pk).price


def new_price(product, amount, *, by, since=TODAY, key=None):
    return actions.set_price(
        key=key or new_key(), product=product, since=since, amount=amount, by=by
    )


def test_a_product_comes_with_its_first_price(cast):
    _group, _members, enterprise, product = rinas(cast)
    new = NewProduct(product.pk, enterprise, product.name, "bungkus", "plain", BEGUN, 8_000)

    again_pressed = actions.add_product(product=new, by=cast.wati)

    assert again_pressed == product
    assert product.prices.get().amount == 8_000
    with pytest.raises(NotAllowed):
        a_product(enterprise, by=cast.sari)
    with pytest.raises(refusals.BeforeBeginning):
        a_product(enterprise, by=cast.wati, since=BEGUN - timedelta(days=1))
    assert enterprise.products.count() == 1


def test_prices_are_kept_and_each_day_has_its_own(cast):
    _group, _members, _enterprise, product = rinas(cast)
    key = new_key()

    first = new_price(product, 9_000, by=cast.wati, since=WEEK_AGO, key=key)
    assert new_price(product, 9_000, by=cast.wati, since=WEEK_AGO, key=key) == first
    new_price(product, 9_500, by=cast.wati, since=WEEK_AGO)  # a slip, corrected

    assert priced(product, WEEK_AGO - timedelta(days=1)) == 8_000
    assert priced(product, TODAY) == 9_500
    assert product.prices.count() == 3
    with pytest.raises(NotAllowed):
        new_price(product, 1, by=cast.joko)
    with pytest.raises(refusals.EnterpriseDayNotCome):
        new_price(product, 1, by=cast.wati, since=TODAY + timedelta(days=1))


def test_what_is_no_longer_sold_gets_no_price(cast):
    _group, _members, _enterprise, product = rinas(cast)

    actions.end_product(product=product, on=TODAY, by=cast.wati)

    assert again(product).ended_on == TODAY
    with pytest.raises(refusals.ProductEnded):
        new_price(product, 9_000, by=cast.wati)
    with pytest.raises(refusals.ProductEnded):
        actions.end_product(product=product, on=TODAY, by=cast.wati)
    with pytest.raises(NotAllowed):
        actions.end_product(product=product, on=TODAY, by=cast.joko)


def test_costs_tell_what_is_left(cast):
    _group, _members, enterprise, product = rinas(cast)
    told = {"product": product, "since": BEGUN, "sheet": CHIPS}
    key = new_key()

    first = actions.note_costs(key=key, by=cast.wati, **told)
    assert actions.note_costs(key=key, by=cast.wati, **told) == first
    found = reckonings(list(enterprise.products.with_price(TODAY)), 300_000, TODAY)[product.pk]

    assert (found.unit_cost, found.margin, found.share, found.needed) == (5_000, 3_000, 37, 100)
    with pytest.raises(NotAllowed):
        actions.note_costs(key=new_key(), by=cast.sari, **told)
    assert product.costs.count() == 1


def test_permits_that_run_out_within_sixty_days_are_due(cast):
    group, _members, enterprise, _product = rinas(cast)
    ended = a_permit(enterprise, by=cast.wati, kind="halal", number="ID1", ends_in=-1)
    soon = a_permit(enterprise, by=cast.wati, number="P2", ends_in=60)
    a_permit(enterprise, by=cast.wati, number="P3", ends_in=61)
    withdrawn = a_permit(enterprise, by=cast.wati, number="P4", ends_in=10)
    actions.withdraw_permit(permit=withdrawn, on=TODAY, by=cast.wati)

    due = Permit.objects.visible_to(cast.dedi).of(group).due(TODAY)

    assert list(due) == [ended, soon]
    assert [permit.state for permit in due] == ["ended", "soon"]
    actions.end_enterprise(enterprise=enterprise, on=TODAY, because="other", by=cast.wati)
    assert not Permit.objects.visible_to(cast.dedi).due(TODAY)


def test_a_permit_is_noted_once_and_withdrawn_once(cast):
    group, members, enterprise, _product = rinas(cast)
    key = new_key()
    other = a_product(
        a_business(group, members[1], by=cast.wati, name="Salon"), by=cast.wati, name="Rias"
    )

    first = a_permit(enterprise, by=cast.wati, key=key)
    assert a_permit(enterprise, by=cast.wati, key=key) == first
    actions.withdraw_permit(permit=first, on=TODAY, by=cast.wati)

    with pytest.raises(refusals.PermitWithdrawn):
        actions.withdraw_permit(permit=first, on=TODAY, by=cast.wati)
    too_early = NewPermit(new_key(), enterprise, "nib", "1", TODAY, JOINED)
    with pytest.raises(refusals.PermitEndsTooEarly):
        actions.add_permit(permit=too_early, by=cast.wati)
    of_other = NewPermit(new_key(), enterprise, "nib", "1", JOINED, product=other)
    with pytest.raises(refusals.ProductOfAnother):
        actions.add_permit(permit=of_other, by=cast.wati)
    with pytest.raises(NotAllowed):
        a_permit(enterprise, by=cast.joko)
    with pytest.raises(NotAllowed):
        actions.withdraw_permit(permit=first, on=TODAY, by=cast.joko)
    assert enterprise.permits.count() == 1


def test_a_tool_comes_and_goes_for_a_reason(cast):
    _group, _members, enterprise, _product = rinas(cast)
    key = new_key()

    stove = an_asset(enterprise, by=cast.wati, key=key)
    assert an_asset(enterprise, by=cast.wati, key=key) == stove
    early = JOINED - timedelta(days=1)
    with pytest.raises(refusals.BeforeBeginning):
        actions.part_with_asset(asset=stove, on=early, because="sold", by=cast.wati)
    actions.part_with_asset(asset=stove, on=TODAY, because="broken", by=cast.wati)

    assert again(stove).gone_because == "broken"
    with pytest.raises(refusals.AssetGone):
        actions.part_with_asset(asset=stove, on=TODAY, because="sold", by=cast.wati)
    with pytest.raises(NotAllowed):
        actions.part_with_asset(asset=stove, on=TODAY, because="sold", by=cast.joko)
    with pytest.raises(NotAllowed):
        an_asset(enterprise, by=cast.rahma)
    assert enterprise.assets.count() == 1


def test_nothing_new_is_noted_for_a_business_that_ended(cast):
    _group, _members, enterprise, product = rinas(cast)
    actions.end_enterprise(enterprise=enterprise, on=TODAY, because="moved", by=cast.wati)

    for deed in (
        lambda: a_product(enterprise, by=cast.wati),
        lambda: new_price(product, 9_000, by=cast.wati),
        lambda: a_permit(enterprise, by=cast.wati),
        lambda: an_asset(enterprise, by=cast.wati),
    ):
        with pytest.raises(refusals.EnterpriseEnded):
            deed()
