"""Permits and assets of a business."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.enterprises import refusals
from berdaya.enterprises.actions.checks import locked, refuse_ended, refuse_future
from berdaya.enterprises.models import Asset, Enterprise, Permit, Product
from berdaya.groups.sight import allow
from berdaya.once import made_before


@dataclass(frozen=True, slots=True)
class NewPermit:
    """A permit as it reads; of one product where it names one."""

    key: UUID
    enterprise: Enterprise
    kind: str
    number: str
    issued_on: date
    valid_until: date | None = None
    product: Product | None = None


@dataclass(frozen=True, slots=True)
class NewAsset:
    """A tool or machine, how it was got and what it was worth then."""

    key: UUID
    enterprise: Enterprise
    name: str
    got: str
    got_on: date
    value: int | None = None


@transaction.atomic
def add_permit(*, permit: NewPermit, by: User) -> Permit:
    """Note a permit of a business; repeating its key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome,
        PermitEndsTooEarly, ProductOfAnother.
    """
    allow(by, "enterprises.add_permit", group=permit.enterprise.group)
    enterprise, product = locked(permit.enterprise), permit.product
    told = {"enterprise": enterprise, "kind": permit.kind, "number": permit.number}
    if earlier := made_before(Permit, permit.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_future(permit.issued_on)
    if permit.valid_until and permit.valid_until < permit.issued_on:
        raise refusals.PermitEndsTooEarly
    if product and product.enterprise_id != enterprise.pk:
        raise refusals.ProductOfAnother
    made = Permit.objects.create(
        pk=permit.key,
        product=product,
        issued_on=permit.issued_on,
        valid_until=permit.valid_until,
        by=by,
        **told,
    )
    trace(by, "enterprises.add_permit", made, kind=made.kind)
    return made


@transaction.atomic
def withdraw_permit(*, permit: Permit, on: date, by: User) -> Permit:
    """Note that a permit no longer holds or was replaced; it stays to be read.

    Raises:
        NotAllowed, PermitWithdrawn, EnterpriseDayNotCome, PermitEndsTooEarly.
    """
    allow(by, "enterprises.withdraw_permit", group=permit.enterprise.group)
    permit = locked(permit.enterprise).permits.get(pk=permit.pk)
    if permit.withdrawn_on:
        raise refusals.PermitWithdrawn
    refuse_future(on)
    if on < permit.issued_on:
        raise refusals.PermitEndsTooEarly
    permit.withdrawn_on = on
    permit.save(update_fields=["withdrawn_on"])
    trace(by, "enterprises.withdraw_permit", permit)
    return permit


@transaction.atomic
def add_asset(*, asset: NewAsset, by: User) -> Asset:
    """Note what a business works with; repeating its key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome.
    """
    allow(by, "enterprises.add_asset", group=asset.enterprise.group)
    enterprise = locked(asset.enterprise)
    told = {"enterprise": enterprise, "name": asset.name, "got": asset.got}
    if earlier := made_before(Asset, asset.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_future(asset.got_on)
    made = Asset.objects.create(
        pk=asset.key, got_on=asset.got_on, value=asset.value, by=by, **told
    )
    trace(by, "enterprises.add_asset", made, got=made.got)
    return made


@transaction.atomic
def part_with_asset(*, asset: Asset, on: date, because: str, by: User) -> Asset:
    """Note that something is no longer there, and why.

    Raises:
        NotAllowed, AssetGone, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.part_with_asset", group=asset.enterprise.group)
    asset = locked(asset.enterprise).assets.get(pk=asset.pk)
    if asset.gone_on:
        raise refusals.AssetGone(name=asset.name)
    refuse_future(on)
    if on < asset.got_on:
        raise refusals.BeforeBeginning
    asset.gone_on, asset.gone_because = on, because
    asset.save(update_fields=["gone_on", "gone_because"])
    trace(by, "enterprises.part_with_asset", asset, because=because)
    return asset
