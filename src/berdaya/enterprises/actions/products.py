"""Products of a business, their prices and what they cost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.enterprises import refusals
from berdaya.enterprises.actions.checks import (
    locked,
    refuse_ended,
    refuse_future,
    refuse_outside,
)
from berdaya.enterprises.models import Costs, Enterprise, Price, Product
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.rules.business.costs import CostSheet


@dataclass(frozen=True, slots=True)
class NewProduct:
    """What is sold, by which unit, and at which price from its first day on."""

    key: UUID
    enterprise: Enterprise
    name: str
    unit: str
    packaging: str
    since: date
    price: int


@transaction.atomic
def add_product(*, product: NewProduct, by: User) -> Product:
    """Add a product with its first price; repeating the key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.add_product", group=product.enterprise.group)
    enterprise = locked(product.enterprise)
    told = {"enterprise": enterprise, "name": product.name}
    if earlier := made_before(Product, product.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_outside(enterprise, product.since)
    made = Product.objects.create(
        pk=product.key,
        unit=product.unit,
        packaging=product.packaging,
        since=product.since,
        by=by,
        **told,
    )
    Price.objects.create(product=made, since=product.since, amount=product.price, by=by)
    trace(by, "enterprises.add_product", made)
    return made


@transaction.atomic
def end_product(*, product: Product, on: date, by: User) -> Product:
    """Note that a product is no longer sold.

    Raises:
        NotAllowed, ProductEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.end_product", group=product.enterprise.group)
    product = _locked(product)
    _refuse_ended(product)
    refuse_future(on)
    if on < product.since:
        raise refusals.BeforeBeginning
    product.ended_on = on
    product.save(update_fields=["ended_on"])
    trace(by, "enterprises.end_product", product)
    return product


@transaction.atomic
def set_price(*, key: UUID, product: Product, since: date, amount: int, by: User) -> Price:
    """Note a price that holds from a day on; earlier prices stay.

    Raises:
        NotAllowed, EnterpriseKeyInUse, ProductEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.set_price", group=product.enterprise.group)
    product = _locked(product)
    told = {"product": product, "since": since, "amount": amount}
    if earlier := made_before(Price, key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    _refuse_ended(product)
    refuse_outside(product.enterprise, since)
    made = Price.objects.create(pk=key, by=by, **told)
    trace(by, "enterprises.set_price", made)
    return made


@transaction.atomic
def note_costs(
    *, key: UUID, product: Product, since: date, sheet: CostSheet, by: User
) -> Costs:
    """Note what a batch takes from a day on; earlier sheets stay.

    Raises:
        NotAllowed, EnterpriseKeyInUse, ProductEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.note_costs", group=product.enterprise.group)
    product = _locked(product)
    told = {
        "product": product,
        "since": since,
        "materials": sheet.materials,
        "labour": sheet.labour,
        "other": sheet.other,
        "batch_yield": sheet.batch_yield,
    }
    if earlier := made_before(Costs, key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    _refuse_ended(product)
    refuse_outside(product.enterprise, since)
    made = Costs.objects.create(pk=key, by=by, **told)
    trace(by, "enterprises.note_costs", made)
    return made


def _locked(product: Product) -> Product:
    """The product as it stands now, the row of its business held."""
    return locked(product.enterprise).products.get(pk=product.pk)


def _refuse_ended(product: Product) -> None:
    """Raises EnterpriseEnded or ProductEnded."""
    refuse_ended(product.enterprise)
    if product.ended_on:
        raise refusals.ProductEnded(name=product.name)
