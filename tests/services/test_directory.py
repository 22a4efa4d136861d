"""Who keeps the directory, and what its history says."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.keys import new_key
from berdaya.services import actions, refusals
from berdaya.services.facts import ProviderFacts
from berdaya.services.models import Edit, Provider, Reach, Service
from tests.services.world import (
    ALL_DAY,
    DISTRICT,
    NEIGHBOUR,
    REGENCY,
    TODAY,
    VILLAGE,
    a_provider,
    a_service,
    told,
)


def reaches_of(service):
    return sorted(service.reaches.values_list("area", flat=True), key=str)


def test_a_service_stands_in_every_cell_of_its_functions_and_fields(cast):
    service = a_service(
        cast.dedi, functions=["preventive", "curative"], fields=["women", "elderly"]
    )

    cells = set(service.cells.values_list("function", "field"))
    assert cells == {
        ("preventive", "women"),
        ("preventive", "elderly"),
        ("curative", "women"),
        ("curative", "elderly"),
    }
    assert (service.checked_on, service.checked_by) == (TODAY, cast.dedi)


def test_the_same_form_twice_enters_one_service(cast):
    provider, key = a_provider(cast.dedi), new_key()

    first = a_service(cast.dedi, provider=provider, key=key)
    again = a_service(cast.dedi, provider=provider, key=key)

    assert first.pk == again.pk
    assert Service.objects.count() == 1
    assert Edit.objects.filter(service=first).count() == 1


def test_a_key_of_another_service_is_refused(cast):
    provider, key = a_provider(cast.dedi), new_key()
    a_service(cast.dedi, provider=provider, key=key)

    with pytest.raises(refusals.ServiceKeyInUse):
        a_service(cast.dedi, "Lain", provider=provider, key=key)


@pytest.mark.parametrize("who", ["joko", "sari", "wati", "yusuf"])
def test_who_does_not_keep_the_directory_there_enters_nothing(cast, who):
    with pytest.raises(NotAllowed):
        a_provider(getattr(cast, who))

    assert not Provider.objects.exists()


@pytest.mark.parametrize("who", ["tuti", "dedi", "ani", "rahma"])
def test_offices_officers_and_social_workers_of_the_area_keep_it(cast, who):
    assert a_provider(getattr(cast, who)).by == getattr(cast, who)


def test_a_word_that_is_no_function_is_refused_and_nothing_written(cast):
    provider = a_provider(cast.dedi)

    with pytest.raises(refusals.UnknownWord):
        a_service(cast.dedi, provider=provider, functions=["magic"])

    assert not Service.objects.exists()


def test_history_says_who_changed_what(cast):
    service = a_service(cast.dedi, cost="free")

    facts = told("Kelas lansia", cost="paid", hours=ALL_DAY)
    actions.edit_service(service=service, facts=facts, by=cast.tuti)

    edit = service.edits.order_by("at", "pk").last()
    assert edit.by == cast.tuti
    assert edit.changes["cost"] == ["free", "paid"]
    assert set(edit.changes) == {"cost", "hours"}


def test_an_edit_that_changes_nothing_leaves_no_history(cast):
    service = a_service(cast.dedi)

    actions.edit_service(service=service, facts=told(), by=cast.tuti)

    assert service.edits.count() == 1


def test_history_cannot_be_rewritten(cast):
    a_service(cast.dedi)

    with pytest.raises(DatabaseError), transaction.atomic():
        Edit.objects.update(changes={})


def test_who_asked_again_is_the_last_to_have_checked(cast):
    service = a_service(cast.dedi)
    Service.objects.update(checked_on=TODAY - timedelta(days=200))
    service.refresh_from_db()
    was_old = service.is_old(TODAY)

    checked = actions.check_service(service=service, by=cast.ani)

    assert was_old
    assert not checked.is_old(TODAY)
    assert checked.checked_by == cast.ani


def test_a_wider_area_takes_up_the_narrower_ones(cast):
    service = a_service(cast.dedi, reach=VILLAGE)
    actions.add_reach(service=service, area=NEIGHBOUR, by=cast.dedi)

    actions.add_reach(service=service, area=DISTRICT, by=cast.dedi)

    assert reaches_of(service) == [DISTRICT]
    with pytest.raises(refusals.ReachedAlready):
        actions.add_reach(service=service, area=VILLAGE, by=cast.dedi)


def test_an_area_added_twice_is_added_once(cast):
    service = a_service(cast.dedi)

    for _time in range(2):
        actions.add_reach(service=service, area=NEIGHBOUR, by=cast.dedi)

    assert reaches_of(service) == [VILLAGE, NEIGHBOUR]


def test_a_service_always_covers_some_area(cast):
    service = a_service(cast.dedi)

    with pytest.raises(refusals.ReachesNowhere):
        actions.end_reach(reach=service.reaches.get(), by=cast.dedi)

    assert Reach.objects.count() == 1


def test_what_has_ended_takes_nothing_new(cast):
    service = a_service(cast.dedi)
    actions.end_service(service=service, by=cast.dedi)

    for deed in (
        lambda: actions.edit_service(service=service, facts=told("Lain"), by=cast.dedi),
        lambda: actions.add_reach(service=service, area=REGENCY, by=cast.dedi),
        lambda: actions.check_service(service=service, by=cast.dedi),
        lambda: actions.end_service(service=service, by=cast.dedi),
    ):
        with pytest.raises(refusals.ServiceEnded):
            deed()


def test_with_its_provider_a_service_ends(cast):
    service = a_service(cast.dedi)

    provider = actions.end_provider(provider=service.provider, by=cast.tuti)

    service.refresh_from_db()
    assert service.ended_on == provider.ended_on == TODAY
    with pytest.raises(refusals.ProviderEnded):
        a_service(cast.dedi, "Baru", provider=provider)


def test_an_outsider_changes_nothing(cast):
    service = a_service(cast.dedi)

    for deed in (
        lambda: actions.edit_service(service=service, facts=told("X"), by=cast.joko),
        lambda: actions.check_service(service=service, by=cast.joko),
        lambda: actions.end_service(service=service, by=cast.joko),
        lambda: actions.add_reach(service=service, area=REGENCY, by=cast.joko),
        lambda: actions.end_reach(reach=service.reaches.get(), by=cast.joko),
        lambda: actions.end_provider(provider=service.provider, by=cast.joko),
        lambda: actions.edit_provider(
            provider=service.provider, facts=ProviderFacts("X", "other"), by=cast.joko
        ),
    ):
        with pytest.raises(NotAllowed):
            deed()

    service.refresh_from_db()
    assert (service.name, service.ended_on) == ("Kelas lansia", None)
