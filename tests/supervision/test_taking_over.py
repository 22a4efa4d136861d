"""Cases whose supervisor serves no more are supervised on, by taps and with a trace."""

import pytest
from django.urls import reverse
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.casework.actions import take_over_case
from berdaya.supervision.caseload import left_to
from tests.casework.world import SECRET, a_case, a_professional, again


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def other(case):
    return a_professional("imas", "supervisor", name="Bu Imas")


def leaves(user):
    user.roles.update(until=timezone.now())


def test_a_case_that_is_supervised_is_taken_over_by_nobody(case, other, worker):
    for user in (other, worker):
        with pytest.raises(NotAllowed):
            take_over_case(case=case, by=user)
    assert left_to(other).count() == 0
    assert again(case).supervisor == case.supervisor


def test_what_a_supervisor_left_is_shown_as_a_number_and_taken_over(
    client, case, other, supervisor
):
    leaves(supervisor)
    client.force_login(other)
    board = client.get(reverse("caseload_board")).content.decode()
    assert "1 kasus tidak punya penyelia lagi" in board
    assert SECRET not in board

    client.post(reverse("cases_take_over"))

    taken = again(case)
    assert taken.supervisor == other
    before, now = taken.assignments.filter(role="supervisor").order_by("recorded_at")
    assert (before.user, before.until, now.user, now.until) == (
        supervisor,
        now.since,
        other,
        None,
    )
    assert client.get(taken.get_absolute_url()).status_code == 200


def test_a_supervisor_of_elsewhere_and_a_worker_take_over_nothing(
    client, case, worker, supervisor
):
    leaves(supervisor)
    far = a_professional("ujang", "supervisor", area="33.01")
    for user in (far, worker):
        with pytest.raises(NotAllowed):
            take_over_case(case=case, by=user)
        client.force_login(user)
        client.post(reverse("cases_take_over"))
    assert again(case).supervisor == supervisor


def test_a_second_press_takes_nothing_more(client, case, other, supervisor):
    leaves(supervisor)
    client.force_login(other)
    for _press in range(2):
        client.post(reverse("cases_take_over"))

    assert again(case).assignments.filter(role="supervisor").count() == 2


def test_the_address_alone_takes_nothing_and_leads_to_the_board(
    client, case, other, supervisor
):
    leaves(supervisor)
    client.force_login(other)

    answered = client.get(reverse("cases_take_over"))

    assert answered.url == reverse("caseload_board")
    assert again(case).supervisor == supervisor
