"""Entering a business, correcting what is said of it, and its end."""

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
from berdaya.enterprises.models import Baseline, Enterprise, FixedCosts
from berdaya.groups.actions.members import locked as locked_group
from berdaya.groups.models import Group, Member
from berdaya.groups.refusals import GroupHasEnded
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.people.models import Membership
from berdaya.rules.business.kbli import is_code

JOINT = Enterprise.Ownership.JOINT


@dataclass(frozen=True, slots=True)
class NewEnterprise:
    """A business as it is told; `owner` is nobody where it is a joint one."""

    key: UUID
    group: Group
    name: str
    kind: str
    ownership: str
    begun_on: date
    owner: Member | None = None
    kbli: str = ""


@transaction.atomic
def register_enterprise(*, enterprise: NewEnterprise, by: User) -> Enterprise:
    """Enter a business of a group; repeating its key returns the first.

    Raises:
        NotAllowed, EnterpriseKeyInUse, GroupHasEnded, EnterpriseDayNotCome, OwnerMissing,
        OwnerNotNeeded, NotOfThisGroup, NoSuchKbli.
    """
    allow(by, "enterprises.register_enterprise", group=enterprise.group)
    group, owner = locked_group(enterprise.group), enterprise.owner
    told = {"group": group, "name": enterprise.name}
    if earlier := made_before(Enterprise, enterprise.key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    if group.state == Group.State.ENDED:
        raise GroupHasEnded(name=group.name)
    refuse_future(enterprise.begun_on)
    _refuse_owner(enterprise)
    refuse_malformed(enterprise.kbli)
    made = Enterprise.objects.create(
        pk=enterprise.key,
        ownership=enterprise.ownership,
        owner=owner,
        family_id=_family_of(owner),
        kind=enterprise.kind,
        kbli=enterprise.kbli,
        begun_on=enterprise.begun_on,
        by=by,
        **told,
    )
    trace(by, "enterprises.register_enterprise", made, kind=made.kind)
    return made


@transaction.atomic
def edit_enterprise(
    *, enterprise: Enterprise, name: str, kind: str, begun_on: date, by: User
) -> Enterprise:
    """Correct what is said of a business. Whose it is stays: another owner is another business.

    Raises:
        NotAllowed, EnterpriseDayNotCome, AfterEnding.
    """
    allow(by, "enterprises.edit_enterprise", group=enterprise.group)
    enterprise = locked(enterprise)
    refuse_future(begun_on)
    if enterprise.ended_on and begun_on > enterprise.ended_on:
        raise refusals.AfterEnding
    told = {"name": name, "kind": kind, "begun_on": begun_on}
    changed = sorted(key for key, value in told.items() if getattr(enterprise, key) != value)
    for key, value in told.items():
        setattr(enterprise, key, value)
    enterprise.save(update_fields=list(told))
    trace(by, "enterprises.edit_enterprise", enterprise, changed=changed)
    return enterprise


@transaction.atomic
def choose_kbli(*, enterprise: Enterprise, code: str, by: User) -> Enterprise:
    """Say which kind of business of KBLI 2025 it is, or leave it open again by "".

    A code that is not on our list is taken too: a permit may bear it.

    Raises:
        NotAllowed, NoSuchKbli.
    """
    allow(by, "enterprises.choose_kbli", group=enterprise.group)
    refuse_malformed(code)
    enterprise = locked(enterprise)
    enterprise.kbli = code
    enterprise.save(update_fields=["kbli"])
    trace(by, "enterprises.choose_kbli", enterprise, code=code)
    return enterprise


@transaction.atomic
def end_enterprise(*, enterprise: Enterprise, on: date, because: str, by: User) -> Enterprise:
    """Note that a business ended, and why; everything about it stays to be read.

    Raises:
        NotAllowed, EnterpriseEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.end_enterprise", group=enterprise.group)
    enterprise = locked(enterprise)
    refuse_ended(enterprise)
    refuse_outside(enterprise, on)
    enterprise.ended_on, enterprise.ended_because = on, because
    enterprise.save(update_fields=["ended_on", "ended_because"])
    trace(by, "enterprises.end_enterprise", enterprise, because=because)
    return enterprise


@transaction.atomic
def note_baseline(
    *, key: UUID, enterprise: Enterprise, amount: int, said_on: date, by: User, note: str = ""
) -> Baseline:
    """Note what a usual month brought the family before; a later word takes its place.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseDayNotCome.
    """
    allow(by, "enterprises.note_baseline", group=enterprise.group)
    told = {"enterprise": locked(enterprise), "amount": amount}
    if earlier := made_before(Baseline, key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_future(said_on)
    made = Baseline.objects.create(pk=key, said_on=said_on, note=note, by=by, **told)
    trace(by, "enterprises.note_baseline", made)
    return made


@transaction.atomic
def note_fixed_costs(
    *, key: UUID, enterprise: Enterprise, since: date, amount: int, by: User, note: str = ""
) -> FixedCosts:
    """Note what is to be paid every month from a day on.

    Raises:
        NotAllowed, EnterpriseKeyInUse, EnterpriseEnded, EnterpriseDayNotCome, BeforeBeginning.
    """
    allow(by, "enterprises.note_fixed_costs", group=enterprise.group)
    enterprise = locked(enterprise)
    told = {"enterprise": enterprise, "since": since, "amount": amount}
    if earlier := made_before(FixedCosts, key, refusals.EnterpriseKeyInUse, **told):
        return earlier
    refuse_ended(enterprise)
    refuse_outside(enterprise, since)
    made = FixedCosts.objects.create(pk=key, note=note, by=by, **told)
    trace(by, "enterprises.note_fixed_costs", made)
    return made


def refuse_malformed(code: str) -> None:
    """Raises NoSuchKbli for what has not five digits; blank is left open."""
    if code and not is_code(code):
        raise refusals.NoSuchKbli(code=code)


def _refuse_owner(enterprise: NewEnterprise) -> None:
    owner = enterprise.owner
    if enterprise.ownership == JOINT:
        if owner:
            raise refusals.OwnerNotNeeded
    elif not owner:
        raise refusals.OwnerMissing
    elif owner.group_id != enterprise.group.pk or owner.until:
        raise refusals.NotOfThisGroup


def _family_of(owner: Member | None) -> UUID | None:
    if owner is None:
        return None
    places = Membership.objects.present().filter(person=owner.person_id)
    return places.values_list("family_id", flat=True).first()
