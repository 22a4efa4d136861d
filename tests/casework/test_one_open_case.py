"""A client has one open case, and a second request tells nobody of it who may not know."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from berdaya.access.kinds import SUPERVISOR
from berdaya.access.models import Role
from berdaya.casework import refusals
from berdaya.casework.actions import (
    decline_intake,
    intakes,
    reopen_case,
    take_on,
    triage,
)
from berdaya.casework.actions.beside import open_beside
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.models import Case, Intake
from tests.casework.world import (
    TODAY,
    a_case,
    a_client,
    a_closed_case,
    a_professional,
    again,
    an_intake,
    cases,
    let_in,
    taken,
)


@pytest.fixture
def colleague(cast):
    """Another supervisor of the same regency."""
    return a_professional("endah", SUPERVISOR, name="Bu Endah")


@pytest.fixture
def client_of_both(cast):
    return a_client(cast.sari)


@pytest.fixture
def case(cast, worker, supervisor, client_of_both):
    return a_case(cast, worker=worker, supervisor=supervisor, subject=client_of_both)


def waiting_for(user):
    return set(Intake.objects.visible_to(user).waiting())


def test_another_supervisor_reads_what_they_read_when_a_colleague_was_faster(
    cast, case, supervisor, colleague, client_of_both
):
    other = an_intake(cast.sari, a_client(cast.sari, "Sumiyati"))
    decline_intake(intake=other, reason="Sudah dibantu", by=supervisor)
    again_asked = an_intake(cast.sari, client_of_both)

    assert take_on(intake=again_asked, taken=taken(), by=colleague) is None
    for intake in (other, again_asked):
        with pytest.raises(refusals.IntakeDecided):
            take_on(intake=intake, taken=taken(), by=colleague)

    assert cases().count() == 1
    assert waiting_for(colleague) == set()
    assert waiting_for(supervisor) == {again_asked}
    for verb, more in (
        (triage, {"urgency": 1, "note": "x"}),
        (decline_intake, {"reason": "x"}),
    ):
        with pytest.raises(refusals.IntakeDecided):
            verb(intake=again(again_asked), by=colleague, **more)
    assert decline_intake(intake=again(again_asked), reason="Dicatat di kasus", by=supervisor)


def test_to_the_other_supervisor_both_look_the_same(
    client, cast, case, supervisor, colleague, client_of_both
):
    other = an_intake(cast.sari, a_client(cast.sari, "Sumiyati"))
    again_asked = an_intake(cast.sari, client_of_both)
    client.force_login(colleague)
    facts = {"field": "women", "functions": ["curative"], "setting": "micro"}
    told = []
    for intake, decide in (
        (other, lambda: decline_intake(intake=other, reason="Ya", by=supervisor)),
        (again_asked, lambda: None),
    ):
        detail = reverse("intake_detail", args=[intake.pk])
        before = client.get(detail)
        decide()
        sent = client.post(reverse("intake_take", args=[intake.pk]), facts)
        told.append([it.status_code for it in (before, sent, client.get(detail))])

    assert told[0] == told[1] == [200, 404, 404]


def test_the_page_of_the_request_is_the_same_to_who_may_not_know(
    client, cast, supervisor, colleague, client_of_both, worker
):
    intake = an_intake(cast.sari, client_of_both)
    client.force_login(colleague)
    address = reverse("intake_detail", args=[intake.pk])

    before = client.get(address).content.count(b"<")
    a_case(cast, worker=worker, supervisor=supervisor, subject=client_of_both)

    assert client.get(address).content.count(b"<") == before


def test_who_sees_the_open_case_is_told_with_whom_it_is(
    client, cast, case, supervisor, colleague, client_of_both
):
    let_in(case, colleague, by=supervisor)
    intake = an_intake(cast.sari, client_of_both)

    for user in (supervisor, colleague):
        with pytest.raises(refusals.OpenAlready, match="Bu Ani"):
            take_on(intake=intake, taken=taken(), by=user)

    client.force_login(supervisor)
    shown = client.get(reverse("intake_detail", args=[intake.pk])).content.decode()
    assert case.get_absolute_url() in shown
    assert waiting_for(supervisor) == {intake}


def test_the_database_keeps_one_open_case_of_a_client_in_an_area(case, supervisor):
    values = {"field": "women", "functions": ["curative"], "setting": "micro"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            subject_kind="person",
            person_id=case.person_id,
            area_id=case.area_id,
            supervisor=supervisor,
            opened_on=TODAY,
            **values,
        )


def test_who_is_slower_by_a_moment_is_answered_alike(
    cast, case, colleague, client_of_both, monkeypatch
):
    """As where both looked before either wrote: the second look finds the case."""
    looked = []

    def late(concern, area):
        looked.append(concern)
        return open_beside(concern, area) if len(looked) > 1 else []

    monkeypatch.setattr(intakes, "open_beside", late)
    intake = an_intake(cast.sari, client_of_both)
    assert take_on(intake=intake, taken=taken(), by=colleague) is None

    assert (len(looked), cases().count()) == (2, 1)


def test_a_client_whose_supervisor_is_none_where_they_live_now_is_helped_there(
    cast, case, supervisor, colleague, client_of_both
):
    Role.objects.filter(user=supervisor).update(area=cast.elsewhere)
    type(case)._base_manager.filter(pk=case.pk).update(area=cast.elsewhere)

    assert (
        take_on(
            intake=an_intake(cast.sari, client_of_both), taken=taken(), by=colleague
        ).supervisor
        == colleague
    )


def test_a_closed_case_is_not_opened_beside_an_open_one(
    cast, worker, supervisor, colleague, client_of_both
):
    old = a_closed_case(cast, worker=worker, supervisor=supervisor, subject=client_of_both)
    new = a_case(cast, worker=worker, supervisor=colleague, subject=client_of_both)

    def opened(by):
        return reopen_case(case=old, to=1, reason="Kembali", on=TODAY, by=by)

    with pytest.raises(refusals.NotOpenedAgain):
        opened(supervisor)
    let_in(new, supervisor, by=colleague)
    with pytest.raises(refusals.OpenAlready):
        opened(supervisor)
    enter_stage(case=new, to=6, on=TODAY, by=worker, reason="Pindah", ending="external")
    close_case(case=again(new), on=TODAY, by=worker)
    assert opened(supervisor).state == "open"


def test_where_the_supervisor_has_no_longer_the_area_it_is_asked_anew(
    cast, worker, supervisor, client_of_both
):
    old = a_closed_case(cast, worker=worker, supervisor=supervisor, subject=client_of_both)
    Role.objects.filter(user=supervisor).update(area=cast.elsewhere)

    with pytest.raises(refusals.NotOpenedAgain):
        reopen_case(case=again(old), to=1, reason="Kembali", on=TODAY, by=supervisor)
