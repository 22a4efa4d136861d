"""A partnership from the first contact to its end, step by step; no step is skipped."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from berdaya.access.actions import trace
from berdaya.access.models import User
from berdaya.groups.actions.members import locked
from berdaya.groups.models import Group
from berdaya.groups.refusals import BeforeFounding, GroupHasEnded, refuse_future
from berdaya.groups.sight import allow
from berdaya.once import made_before
from berdaya.partners import refusals
from berdaya.partners.models import Partner, Partnership, Step

LEAD, TALKS, AGREED, ENDED = (
    Partnership.State.LEAD,
    Partnership.State.TALKS,
    Partnership.State.AGREED,
    Partnership.State.ENDED,
)


@dataclass(frozen=True, slots=True)
class NewPartnership:
    """How it began. `reason`: what happened that day."""

    key: UUID
    group: Group
    partner: Partner
    form: str
    what: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides agree to: rupiah over the whole period, and its first and last day."""

    value: int
    since: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Told:
    """A step as somebody tells it; `key` makes it one however often it is sent."""

    key: UUID
    on: date
    reason: str


@transaction.atomic
def begin_partnership(*, told: NewPartnership, by: User) -> Partnership:
    """Note the first contact of a group with a partner; repeating the key returns the first.

    Raises:
        NotAllowed, PartnerKeyInUse, GroupHasEnded, NotYetCome, BeforeFounding, ReasonMissing,
        PartnerElsewhere, PartnersAlready.
    """
    allow(by, "partners.begin_partnership", group=told.group)
    group, partner = locked(told.group), told.partner
    same = {"group_id": group.pk, "partner_id": partner.pk, "form": told.form}
    if earlier := made_before(Partnership, told.key, refusals.PartnerKeyInUse, **same):
        return earlier
    if group.state == Group.State.ENDED:
        raise GroupHasEnded(name=group.name)
    refuse_future(told.on)
    if told.on < group.founded_on:
        raise BeforeFounding
    if not told.reason.strip():
        raise refusals.ReasonMissing
    if not partner.works_in(group.area_id):
        raise refusals.PartnerElsewhere(name=partner.name)
    if group.partnerships.standing().filter(partner=partner, form=told.form).exists():
        raise refusals.PartnersAlready(name=partner.name)
    made = Partnership.objects.create(
        pk=told.key, group=group, partner=partner, form=told.form, what=told.what, by=by
    )
    Step.objects.create(
        partnership=made, kind=Step.Kind.LEAD, on=told.on, reason=told.reason, by=by
    )
    trace(by, "partners.begin_partnership", made, form=told.form)
    return made


@transaction.atomic
def begin_talks(*, partnership: Partnership, told: Told, by: User) -> Partnership:
    """Note that both sides talk about terms.

    Raises:
        NotAllowed, WrongStep, NotYetCome, StepTooEarly, ReasonMissing, PartnerKeyInUse.
    """
    allow(by, "partners.begin_talks", group=partnership.group)
    partnership = _step(partnership, Step.Kind.TALKS, told, by, was=(LEAD,), state=TALKS)
    trace(by, "partners.begin_talks", partnership)
    return partnership


@transaction.atomic
def agree(*, partnership: Partnership, told: Told, terms: Terms, by: User) -> Partnership:
    """Note an agreement with its terms.

    Raises:
        NotAllowed, WrongStep, NotYetCome, StepTooEarly, ReasonMissing, PartnerKeyInUse,
        EndsBeforeItBegins.
    """
    allow(by, "partners.agree", group=partnership.group)
    partnership = _step(
        partnership, Step.Kind.AGREED, told, by, was=(TALKS,), state=AGREED, terms=terms
    )
    trace(by, "partners.agree", partnership, value=terms.value)
    return partnership


@transaction.atomic
def renew(*, partnership: Partnership, told: Told, terms: Terms, by: User) -> Partnership:
    """Note that an agreement goes on, with the terms of the time to come.

    Raises:
        NotAllowed, WrongStep, NotYetCome, StepTooEarly, ReasonMissing, PartnerKeyInUse,
        EndsBeforeItBegins.
    """
    allow(by, "partners.renew", group=partnership.group)
    partnership = _step(
        partnership, Step.Kind.RENEWED, told, by, was=(AGREED,), state=AGREED, terms=terms
    )
    trace(by, "partners.renew", partnership, value=terms.value)
    return partnership


@transaction.atomic
def end_partnership(*, partnership: Partnership, told: Told, by: User) -> Partnership:
    """Note that a partnership, or the talk about one, is over.

    Raises:
        NotAllowed, WrongStep, NotYetCome, StepTooEarly, ReasonMissing, PartnerKeyInUse.
    """
    allow(by, "partners.end_partnership", group=partnership.group)
    partnership = _step(
        partnership, Step.Kind.ENDED, told, by, was=(LEAD, TALKS, AGREED), state=ENDED
    )
    trace(by, "partners.end_partnership", partnership)
    return partnership


def _step(
    partnership: Partnership,
    kind: Step.Kind,
    told: Told,
    by: User,
    *,
    was: tuple[Partnership.State, ...],
    state: Partnership.State,
    terms: Terms | None = None,
) -> Partnership:
    """Add a step and let the partnership stand where it leads, unless it was told before."""
    locked(partnership.group)
    rows = Partnership.objects.across_areas(why="allowed by the verb")
    partnership = rows.select_related("group", "partner").get(pk=partnership.pk)
    if made_before(
        Step, told.key, refusals.PartnerKeyInUse, partnership_id=partnership.pk, kind=kind
    ):
        return partnership
    if partnership.state not in was:
        raise refusals.WrongStep
    refuse_future(told.on)
    if not told.reason.strip():
        raise refusals.ReasonMissing
    if partnership.steps.filter(on__gt=told.on).exists():
        raise refusals.StepTooEarly
    agreed = {}
    if terms:
        if terms.last_day < terms.since:
            raise refusals.EndsBeforeItBegins
        agreed = {"value": terms.value, "since": terms.since, "last_day": terms.last_day}
    Step.objects.create(
        pk=told.key,
        partnership=partnership,
        kind=kind,
        on=told.on,
        reason=told.reason,
        by=by,
        **agreed,
    )
    for name, value in (agreed | {"state": state}).items():
        setattr(partnership, name, value)
    partnership.save(update_fields=["state", *agreed])
    return partnership
