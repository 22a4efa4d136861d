"""Keeping services. Every change leaves an `Edit` that says what was there before."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import NATION, User
from berdaya.once import made_before, once
from berdaya.services import refusals
from berdaya.services.actions.keeping import (
    end,
    fill,
    note_edit,
    standing,
    take_turns,
)
from berdaya.services.facts import ServiceFacts, facts_of
from berdaya.services.models import Provider, Reach, Service
from berdaya.services.vocabulary import FIELDS, FUNCTIONS


@transaction.atomic
@once
def add_service(
    *, key: UUID, provider: Provider, reach: str | None, facts: ServiceFacts, by: User
) -> Service:
    """Enter a service of a provider; repeating the key returns the first.

    `reach` is the first area it covers, None the whole country; `add_reach` adds more.

    Raises:
        NotAllowed, ServiceKeyInUse, ProviderEnded, UnknownWord.
    """
    allow(by, "services.add_service", area=provider.area_id)
    if earlier := made_before(
        Service, key, refusals.ServiceKeyInUse, provider_id=provider.pk, name=facts.name
    ):
        return earlier
    provider = take_turns(provider)
    _refuse_unknown(facts)
    today = timezone.localdate()
    made = Service(pk=key, provider=provider, by=by, checked_on=today, checked_by=by)
    fill(made, provider, facts)
    Reach.objects.create(service=made, area_id=reach)
    note_edit(provider, made, {}, asdict(facts) | {"reach": reach or NATION}, by)
    trace(by, "services.add_service", made)
    return made


@transaction.atomic
def edit_service(*, service: Service, facts: ServiceFacts, by: User) -> Service:
    """Correct what is told of a service; who corrects it has checked it.

    Raises:
        NotAllowed, ProviderEnded, ServiceEnded, UnknownWord.
    """
    allow(by, "services.edit_service", area=service.area_id)
    provider = take_turns(service.provider)
    service = standing(service)
    _refuse_unknown(facts)
    before = facts_of(service)
    service.checked_on, service.checked_by = timezone.localdate(), by
    fill(service, provider, facts)
    note_edit(provider, service, asdict(before), asdict(facts), by)
    trace(by, "services.edit_service", service)
    return service


@transaction.atomic
def check_service(*, service: Service, by: User) -> Service:
    """Note that somebody asked, and that all that is told of a service holds today.

    Raises:
        NotAllowed, ProviderEnded, ServiceEnded.
    """
    allow(by, "services.check_service", area=service.area_id)
    provider = take_turns(service.provider)
    service = standing(service)
    before, service.checked_on = service.checked_on, timezone.localdate()
    service.checked_by = by
    service.save(update_fields=["checked_on", "checked_by"])
    after = {"checked_on": service.checked_on}
    note_edit(provider, service, {"checked_on": before}, after, by)
    trace(by, "services.check_service", service)
    return service


@transaction.atomic
def end_service(*, service: Service, by: User) -> Service:
    """Note that a service is not offered any more; what was referred to it stays.

    Raises:
        NotAllowed, ProviderEnded, ServiceEnded.
    """
    allow(by, "services.end_service", area=service.area_id)
    provider = take_turns(service.provider)
    service = end(standing(service), provider, by)
    trace(by, "services.end_service", service)
    return service


def _refuse_unknown(facts: ServiceFacts) -> None:
    known = {*facts.functions} <= {*FUNCTIONS} and {*facts.fields} <= {*FIELDS}
    known = known and facts.takes in Service.Takes.values
    if not (facts.functions and facts.fields and known):
        raise refusals.UnknownWord
