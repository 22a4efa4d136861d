"""A supervisor sees what her workers carry and how long cases stand, and never whose they are."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from berdaya.access.kinds import SOCIAL_WORKER, SUPERVISOR
from berdaya.access.models import User
from berdaya.casework.actions import break_glass, transfer_case, triage
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import Intake
from berdaya.keys import new_key
from berdaya.rules.casework.spans import definition
from berdaya.supervision.caseload import loads_of, totals_of, waiting_for, workers_of
from berdaya.supervision.drawing import picture_of
from tests.casework.world import (
    SECRET,
    TODAY,
    a_case,
    a_case_in_stage,
    a_client,
    a_professional,
    again,
    an_intake,
)
from tests.contacts.world import a_contact, a_step
from tests.outcomes.world import dated
from tests.supervision.world import an_old_case

BOARD, AGEING = "caseload_board", "case_ageing"


def text_of(client, name, **asked):
    answer = client.get(reverse(name), asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def load(supervisor, worker):
    [found] = loads_of(supervisor, [worker], TODAY)
    return found


def test_a_worker_carries_what_this_supervisor_gave_her(cast, worker, supervisor):
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    a_case(cast, worker=worker, supervisor=supervisor)
    a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, name="Kartini Dua")
    a_case(cast, worker=worker, supervisor=other, name="Sumiyati")

    found = load(supervisor, worker)

    assert (found.cases, found.stages, found.everywhere) == (2, ((1, 1), (3, 1)), 3)


def test_what_deserves_a_look_is_counted_by_cases(cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    for _time in range(2):
        a_contact(case, in_crisis=True, step=None)
        a_step(case, due_on=TODAY)
    ended = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor, name="Kartini Dua")
    dated(ended, by=worker)

    today = load(supervisor, worker)
    [later] = loads_of(supervisor, [worker], TODAY + timedelta(days=300))

    assert (today.in_crisis, today.late_steps, today.follow_ups, today.over) == (1, 0, 0, 0)
    assert (later.in_crisis, later.late_steps, later.follow_ups, later.over) == (0, 1, 1, 2)


def test_what_the_supervisor_judged_urgent_counts_as_urgent(cast, worker, supervisor):
    intake = an_intake(cast.sari, a_client(cast.sari), signs=("danger-now",))
    assert waiting_for(supervisor, TODAY).counts == (("Hari ini", 1),)

    triage(intake=intake, urgency=Intake.Urgency.WEEKS, note="Sudah ditelepon", by=supervisor)

    found = waiting_for(supervisor, TODAY + timedelta(days=3))
    assert (found.counts, found.late) == ((("Dalam dua minggu", 1),), 0)
    assert waiting_for(supervisor, TODAY + timedelta(days=15)).late == 1


def test_a_case_that_is_closed_or_passed_on_is_carried_no_more(cast, worker, supervisor):
    closed = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor)
    passed = a_case(cast, worker=worker, supervisor=supervisor, name="Sumiyati")
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")

    close_case(case=closed, on=TODAY, by=worker)
    transfer_case(
        case=passed, role="supervisor", to=other, reason="Pindah", on=TODAY, by=supervisor
    )

    assert load(supervisor, worker).cases == 0
    assert load(other, worker).cases == 1
    assert totals_of(supervisor, TODAY) == {"cases": 0, "without_worker": 0, "over": 0}


def test_workers_are_those_of_her_area_and_those_who_work_for_her(cast, worker, supervisor):
    where = cast.elsewhere.code
    elsewhere = a_professional("jauh", SOCIAL_WORKER, area=where, name="Bu Jauh")
    idle = a_professional("gilang", SOCIAL_WORKER, name="Pak Gilang")

    found = set(workers_of(supervisor))

    assert {worker, idle} <= found
    assert not {elsewhere, supervisor, cast.tuti} & found


def test_the_stage_begins_anew_with_each_step(cast, worker, supervisor):
    days = definition().spans[1].days
    case = an_old_case(cast, days + 1, worker=worker, supervisor=supervisor)
    edge = an_old_case(cast, days, worker=worker, supervisor=supervisor, name="Sumiyati")

    assert totals_of(supervisor, TODAY)["over"] == 1
    assert totals_of(supervisor, TODAY + timedelta(days=1))["over"] == 2
    enter_stage(case=case, to=2, on=TODAY, by=worker)
    assert totals_of(supervisor, TODAY)["over"] == 0
    assert again(edge).stage == 1


def test_the_board_names_workers_and_numbers_and_no_client(client, cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    an_intake(cast.sari, a_client(cast.sari, "Rohayati"))
    guest = a_professional("tamu", SOCIAL_WORKER, name="Bu Tamu")
    reason = "Tetangga menelepon tengah malam"
    break_glass(key=new_key(), subject=case.person, reason=reason, by=guest)
    client.force_login(supervisor)

    pages = text_of(client, BOARD) + text_of(client, AGEING)

    assert "Bu Ani" in pages
    assert f"Bu Tamu membuka kasus {case.short}" in pages
    assert case.get_absolute_url() in pages
    for word in (SECRET, "Rohayati", reason, case.area.name):
        assert word not in pages


def test_the_longest_stand_first_and_can_be_narrowed(client, cast, worker, supervisor):
    old = an_old_case(cast, 40, worker=worker, supervisor=supervisor)
    new = a_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")
    waits = an_old_case(cast, 3, worker=None, supervisor=supervisor, name="Sumiyati")
    client.force_login(supervisor)

    page = text_of(client, AGEING)
    assert page.index(old.short) < page.index(waits.short) < page.index(new.short)
    assert "+26" in page

    def shown(**asked):
        page = text_of(client, AGEING, **asked)
        return {it for it in (old, new, waits) if it.get_absolute_url() in page}

    assert shown(tahap="2") == set()
    assert shown(pekerja=str(worker.pk)) == {old, new}
    assert shown(pekerja="belum") == {waits}
    assert shown(lewat="on") == {old}
    assert shown(tahap="seratus", pekerja="siapa") == {old, new, waits}


def test_the_picture_counts_each_case_once_and_says_the_same_in_words(cast, worker, supervisor):
    stood = [(1, TODAY, 2), (1, TODAY - timedelta(days=15), 1), (4, TODAY, 3)]

    picture = picture_of(stood, TODAY)

    assert sorted((it.count, it.is_over) for it in picture.circles) == [
        (1, True),
        (2, False),
        (3, False),
    ]
    assert "2 kasus sesuai perkiraan, 1 lebih lama" in picture.told


@given(
    stood=st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 900), st.integers(1, 50)), max_size=12
    )
)
def test_however_long_they_stand_no_case_falls_out_of_the_picture(stood):
    days = [(stage, TODAY - timedelta(days=back), count) for stage, back, count in stood]

    picture = picture_of(days, TODAY)

    assert sum(it.count for it in picture.circles) == sum(count for *_rest, count in stood)
    assert all(0 < it.x < picture.wide and 0 < it.y < picture.high for it in picture.circles)


@pytest.mark.parametrize("name", [BOARD, AGEING])
def test_nobody_else_finds_such_a_page(client, cast, worker, outsider, name):
    for user in (worker, outsider, cast.tuti, cast.sari, cast.admin):
        client.force_login(user)
        assert client.get(reverse(name)).status_code == 404


def test_another_supervisor_of_the_area_counts_none_of_them(client, cast, worker, supervisor):
    case = an_old_case(cast, 40, worker=worker, supervisor=supervisor)
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    client.force_login(other)

    pages = text_of(client, BOARD) + text_of(client, AGEING, pekerja=str(worker.pk))

    assert case.short not in pages
    assert load(other, worker).cases == 0
    assert load(other, worker).everywhere == 1


def test_with_many_workers_and_cases_the_pages_ask_no_more(
    client, cast, worker, supervisor, django_assert_max_num_queries
):
    for number in range(30):
        a_professional(f"peksos{number}", SOCIAL_WORKER, name=f"Peksos {number:02}")
    for number, user in enumerate(User.objects.filter(username__startswith="peksos1")):
        case = an_old_case(
            cast, number, worker=user, supervisor=supervisor, name=f"Klien {number}"
        )
        a_contact(case, by=user, on=timezone.localdate(), in_crisis=True)
    client.force_login(supervisor)

    for name in (BOARD, AGEING):
        with django_assert_max_num_queries(15):
            page = text_of(client, name)
    assert "?page=" in client.get(reverse(BOARD)).content.decode()
    assert page.count("/kasus/") >= 10
