"""What the verbs on the directory share: locks, words, cells, hours, and the history."""

from collections.abc import Mapping
from itertools import product
from typing import Any

from django.utils import timezone

from berdaya.access.models import User
from berdaya.services import hours, refusals
from berdaya.services.facts import PLAIN, ServiceFacts
from berdaya.services.models import Cell, Edit, Hours, Provider, Service, Word, WordOf
from berdaya.services.search import words_of


def take_turns(provider: Provider) -> Provider:
    """The lock makes two people who keep one provider take turns. Raises ProviderEnded."""
    provider = Provider.objects.select_for_update().get(pk=provider.pk)
    if provider.ended_on:
        raise refusals.ProviderEnded(name=provider.name)
    return provider


def standing(service: Service) -> Service:
    """The row as it is now, behind the lock of its provider. Raises ServiceEnded."""
    service = Service.objects.select_related("provider").get(pk=service.pk)
    if service.ended_on:
        raise refusals.ServiceEnded(name=service.name)
    return service


def end(service: Service, provider: Provider, by: User) -> Service:
    service.ended_on = timezone.localdate()
    service.save(update_fields=["ended_on"])
    note_edit(provider, service, {}, {"ended_on": service.ended_on}, by)
    return service


def fill(service: Service, provider: Provider, facts: ServiceFacts) -> None:
    """Make a service what is told of it, with its cells, hours and words."""
    for name in PLAIN:
        setattr(service, name, getattr(facts, name))
    service.search_name = facts.name.casefold()
    service.area_id = provider.area_id
    service.save()
    cells = set(product(facts.functions, facts.fields))
    service.cells.all().delete()
    Cell.objects.bulk_create([Cell(service=service, function=f, field=w) for f, w in cells])
    service.hours.all().delete()
    Hours.objects.bulk_create(
        Hours(service=service, weekday=day, opens=opens, closes=closes)
        for day, spans in facts.hours.items()
        for opens, closes in spans
    )
    _find_by(service, words_of(provider, facts, cells))


def _find_by(service: Service, words: set[str]) -> None:
    """Two services that bring one new word at once: the second finds it there."""
    ordered = sorted(words)  # in one order, so that two that write do not wait for each other
    Word.objects.bulk_create([Word(text=it) for it in ordered], ignore_conflicts=True)
    service.found_by.all().delete()
    WordOf.objects.bulk_create([WordOf(service=service, word_id=it) for it in ordered])


def note_edit(
    provider: Provider,
    service: Service | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: User,
) -> None:
    """Keep what differs, in words; where nothing does, nothing."""
    old, new = ({name: _said(value) for name, value in it.items()} for it in (before, after))
    changes = {
        name: [old.get(name, ""), value]
        for name, value in new.items()
        if old.get(name, "") != value
    }
    if changes:
        Edit.objects.create(provider=provider, service=service, changes=changes, by=by)


def _said(value: Any) -> str:
    if isinstance(value, dict):  # the hours of a week
        return "; ".join(f"{day}: {hours.said(spans)}" for day, spans in sorted(value.items()))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
