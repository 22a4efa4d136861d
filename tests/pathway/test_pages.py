"""The path on a page: what is done, what is missing, and the steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.casework.actions import withdraw_contract
from berdaya.casework.actions.stages import enter_stage
from berdaya.casework.models import CaseRead
from berdaya.pathway.path import path_of
from berdaya.rules.casework.stages import definition
from tests.casework.world import SECRET, TODAY, a_case, a_case_in_stage, a_contract, again
from tests.outcomes.world import an_evaluated_case
from tests.psychosocial.world import assessed

EVERYTHING = sorted(definition().facts)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def step(case, kind, code):
    return reverse("case_step", args=[case.pk, kind, code])


def test_the_path_says_what_is_missing_and_where_to_do_it(client, case, worker, known):
    known.add("intake-triaged")
    client.force_login(worker)

    shown = client.get(reverse("case_path", args=[case.pk])).content.decode()

    assert "Kesepakatan layanan belum ditandatangani" in shown
    assert reverse("case_contract", args=[case.pk]) in shown
    assert step(case, "on", "assessment") not in shown
    assert step(case, "end", "client-request") in shown
    assert CaseRead.objects.across_areas(why="test").filter(page="case_path").exists()


def test_a_step_is_taken_from_the_page(client, case, worker, known):
    known.update(EVERYTHING)
    client.force_login(worker)
    page = client.get(step(case, "on", "assessment"))
    assert "reason" not in page.context["form"].fields

    answered = client.post(
        step(case, "on", "assessment"), {"on": TODAY.isoformat(), "seen": "1"}
    )

    assert answered.url == reverse("case_path", args=[case.pk])
    assert again(case).stage == 2


def test_a_step_back_without_a_reason_is_asked_for_it(client, cast, worker, supervisor, known):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)
    client.force_login(worker)

    answered = client.post(
        step(case, "back", "replan"), {"on": TODAY.isoformat(), "seen": "4", "reason": ""}
    )

    assert answered.context["form"].errors["reason"]
    assert again(case).stage == 4


def test_a_step_that_there_is_not_is_not_found(client, case, worker, known):
    client.force_login(worker)
    assert client.get(step(case, "on", "evaluation")).status_code == 404
    assert client.get(step(case, "reopen", "begin-again")).status_code == 404


def test_who_may_not_see_the_case_finds_no_path(client, case, cast, outsider, known):
    for user in (outsider, cast.sari, cast.dedi):
        client.force_login(user)
        for url in (reverse("case_path", args=[case.pk]), step(case, "on", "assessment")):
            answered = client.get(url)
            assert answered.status_code == 404
            assert SECRET not in answered.content.decode()


def test_the_last_stage_marks_what_its_ending_still_asks_for(cast, worker, supervisor):
    case, _plan = an_evaluated_case(cast, 6, worker=worker, supervisor=supervisor)

    path = path_of(case)

    open_lines = {it.fact.code for it in path.now.lines if it.is_asked and not it.holds}
    missing = {it.code for it in path.step("close", "close").missing}
    assert open_lines == missing
    assert "readiness-checked" in missing


def test_whoever_wants_no_more_is_led_to_the_end_and_not_to_sign_again(
    client, cast, worker, supervisor
):
    case = a_case_in_stage(cast, 2, worker=worker, supervisor=supervisor)
    assert not path_of(again(case)).step("on", "planning").is_open
    contract = a_contract(case)
    assert not path_of(again(case)).is_unwanted
    withdraw_contract(contract=contract, on=TODAY, because="", by=worker)
    client.force_login(worker)

    page = client.get(reverse("case_path", args=[case.pk])).content.decode()

    assert path_of(again(case)).is_unwanted
    assert "<summary>Mengakhiri penanganan" not in page
    assert "Permintaan klien" in page
    enter_stage(
        case=again(case), to=6, on=TODAY, by=worker, reason="Ia lelah", ending="client-request"
    )
    lines = {it.fact.code for it in path_of(again(case)).now.lines}
    assert "consent-stands" not in lines
    assert "summary-given" in lines


@pytest.mark.parametrize("stage", range(1, 7))
def test_the_path_asks_fifteen_times_at_most(client, cast, worker, supervisor, stage):
    people = {"worker": worker, "supervisor": supervisor}
    if stage < 5:
        case = a_case_in_stage(cast, stage, **people)
    else:
        case, _plan = an_evaluated_case(cast, stage, **people)
    assessed(cast, case, by=worker)
    client.force_login(worker)

    with CaptureQueriesContext(connection) as asked:
        shown = client.get(reverse("case_path", args=[case.pk]))

    assert shown.status_code == 200
    assert sum("SAVEPOINT" not in it["sql"] for it in asked) <= 15
