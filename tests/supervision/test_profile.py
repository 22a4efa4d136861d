"""A worker and her supervisor see how she keeps the principles; nobody else does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.access.kinds import SUPERVISOR
from berdaya.casework.actions import transfer_case
from berdaya.supervision.profile import profile_of
from tests.casework.world import TODAY, a_case, a_professional, let_in
from tests.contacts.world import a_contact, looked_back


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def reviewed(case, times, **more):
    for _time in range(times):
        looked_back(a_contact(case, step=None), **more)


def profile(worker, viewer, days=30):
    return profile_of(worker, viewer, TODAY - timedelta(days=days), TODAY)


def principle(found, number=0):
    return found.groups[0][1][number]


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_what_was_judged_is_counted_by_principle(case, worker, supervisor):
    reviewed(case, 3)
    reviewed(case, 2, pp01=1, pp02=-9)

    for viewer in (worker, supervisor):
        found = profile(worker, viewer)
        assert (found.contacts, found.reviews) == (5, 5)
        assert principle(found).counts == (3, 2, 0)
        assert principle(found, 1).no_occasion == 2
        assert [len(principles) for _title, principles in found.groups] == [4, 4, 4, 4]


def test_what_was_judged_seldom_is_not_shown(client, case, worker):
    reviewed(case, 4)
    client.force_login(worker)
    address = reverse("practice_profile")

    page = text_of(client.get(address))
    assert "•" in page
    assert "Kurang dari 5 kontak" in page
    assert not profile(worker, worker).has_shares

    reviewed(case, 1, pp01=-9)
    found = profile(worker, worker)
    assert found.has_shares
    assert (principle(found).is_shown, principle(found, 1).is_shown) == (False, True)


def test_roles_and_ways_are_shares_of_the_contacts(case, worker):
    for _time in range(3):
        a_contact(case, roles=("broker", "educator"), participation="led")
    a_contact(case, techniques=())

    found = profile(worker, worker)

    shares = {it.title: (it.count, it.of) for it in (*found.roles, *found.participation)}
    assert shares["Penghubung"] == (3, 4)
    assert sum(it.count for it in found.participation) == 4


def test_a_contact_outside_the_days_does_not_count(case, worker):
    reviewed(case, 1)

    found = profile_of(worker, worker, TODAY - timedelta(days=9), TODAY - timedelta(days=1))

    assert (found.contacts, found.reviews) == (0, 0)


def test_a_supervisor_counts_her_own_cases_alone(cast, case, worker, supervisor):
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    theirs = a_case(cast, worker=worker, supervisor=other, name="Kartini Dua")
    reviewed(case, 2)
    reviewed(theirs, 3)
    let_in(theirs, supervisor, by=other)

    assert profile(worker, supervisor).reviews == 2
    assert profile(worker, other).reviews == 3
    assert profile(worker, worker).reviews == 5


def test_nobody_else_finds_it(client, cast, case, worker, supervisor, outsider):
    address = reverse("practice_profile_of", args=[worker.pk])
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    for user, status in (
        (worker, 200),
        (supervisor, 200),
        (outsider, 404),
        (other, 404),
        (cast.tuti, 404),
        (cast.admin, 404),
    ):
        client.force_login(user)
        assert client.get(address).status_code == status, user
    client.force_login(supervisor)
    assert client.get(reverse("practice_profile_of", args=[outsider.pk])).status_code == 404

    transfer_case(
        case=case, role="supervisor", to=other, reason="Pindah", on=TODAY, by=supervisor
    )
    assert client.get(address).status_code == 404


def test_days_that_make_no_sense_are_said(client, worker):
    client.force_login(worker)

    answer = client.get(reverse("practice_profile"), {"dari": "2-2-2026", "sampai": "1-1-2026"})

    assert answer.status_code == 422
    assert "Hari pertama mendahului" in text_of(answer)


def test_the_page_says_what_it_is_for(client, case, worker, supervisor):
    reviewed(case, 5)
    client.force_login(supervisor)

    page = text_of(client.get(reverse("practice_profile_of", args=[worker.pk])))

    assert "Bahan bicara, bukan peringkat" in page
    assert "Mendengar dengan empati" in page
    assert case.person.name not in page
