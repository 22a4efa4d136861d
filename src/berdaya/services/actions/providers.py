"""Keeping providers. Every change leaves an `Edit` that says what was there before."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from berdaya.access.actions import allow, trace
from berdaya.access.models import User
from berdaya.once import made_before, once
from berdaya.services import refusals
from berdaya.services.actions.keeping import end, fill, note_edit, take_turns
from berdaya.services.facts import ProviderFacts, facts_of
from berdaya.services.models import Provider


@transaction.atomic
@once
def add_provider(*, key: UUID, area: str, facts: ProviderFacts, by: User) -> Provider:
    """Enter a provider where it stands; repeating the key returns the first.

    Raises:
        NotAllowed, ServiceKeyInUse.
    """
    allow(by, "services.add_provider", area=area)
    if earlier := made_before(
        Provider, key, refusals.ServiceKeyInUse, area_id=area, name=facts.name
    ):
        return earlier
    made = Provider.objects.create(pk=key, area_id=area, by=by, **asdict(facts))
    note_edit(made, None, {}, asdict(facts), by)
    trace(by, "services.add_provider", made)
    return made


@transaction.atomic
def edit_provider(*, provider: Provider, facts: ProviderFacts, by: User) -> Provider:
    """Correct what is told of a provider; its services are found by the new words.

    Raises:
        NotAllowed, ProviderEnded.
    """
    allow(by, "services.edit_provider", area=provider.area_id)
    provider = take_turns(provider)
    before = {name: getattr(provider, name) for name in asdict(facts)}
    for name, value in asdict(facts).items():
        setattr(provider, name, value)
    provider.save()
    for service in provider.services.standing().prefetch_related("cells", "hours"):
        fill(service, provider, facts_of(service))
    note_edit(provider, None, before, asdict(facts), by)
    trace(by, "services.edit_provider", provider)
    return provider


@transaction.atomic
def end_provider(*, provider: Provider, by: User) -> Provider:
    """Note that a provider is no more, and with it all that it offered.

    Raises:
        NotAllowed, ProviderEnded.
    """
    allow(by, "services.end_provider", area=provider.area_id)
    provider = take_turns(provider)
    provider.ended_on = timezone.localdate()
    provider.save(update_fields=["ended_on"])
    for service in provider.services.standing():
        end(service, provider, by)
    note_edit(provider, None, {}, {"ended_on": provider.ended_on}, by)
    trace(by, "services.end_provider", provider)
    return provider
