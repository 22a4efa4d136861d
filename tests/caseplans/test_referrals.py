"""Referring the client of a case: seen by the case's people alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.caseplans import refusals
from berdaya.caseplans.actions import refer
from berdaya.caseplans.facts import facts_of
from berdaya.caseplans.models import CaseReferral
from berdaya.demo.cast import rina_family
from berdaya.services.models import Referral
from berdaya.services.refusals import ReferralNotAgreed
from tests.caseplans.world import a_whole_plan
from tests.casework.world import TODAY, a_case_in_stage, a_contract
from tests.services.world import a_service, agrees_to_casework, goes_on, new_referral


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)


@pytest.fixture
def plan(case, worker):
    return a_whole_plan(case, by=worker)


@pytest.fixture
def service(cast):
    return a_service(cast.dedi)


@pytest.fixture
def new(case, service, cast):
    agrees_to_casework(case.person, by=cast.ani)
    return new_referral(service, None, person=case.person)


def ties():
    return CaseReferral.objects.across_areas(why="test")


def referrals():
    return Referral.objects.across_areas(why="test")


def test_a_client_is_referred_once_and_in_secret(plan, new, worker):
    first = refer(plan=plan, referral=new, by=worker)

    assert refer(plan=plan, referral=new, by=worker) == first
    assert referrals().get().is_secret
    assert ties().get().case == plan.case


def test_only_the_people_of_the_case_see_it(
    plan, new, worker, supervisor, outsider, cast, client
):
    made = refer(plan=plan, referral=new, by=worker).referral
    address = made.get_absolute_url()

    seen = {}
    for user in (worker, supervisor, outsider, cast.sari, cast.dedi):
        client.force_login(user)
        seen[user] = client.get(address).status_code
    assert seen == {worker: 200, supervisor: 200, outsider: 404, cast.sari: 404, cast.dedi: 404}


def test_the_supervisor_reads_it_and_takes_no_step(plan, new, worker, supervisor):
    made = refer(plan=plan, referral=new, by=worker).referral

    with pytest.raises(NotAllowed):
        goes_on(made, "sent", by=supervisor)


def test_a_referral_waits_until_it_is_answered(plan, new, worker, case):
    assert "referrals-answered" not in facts_of(case)
    made = refer(plan=plan, referral=new, by=worker).referral
    goes_on(made, "sent", by=worker)
    assert "referrals-answered" not in facts_of(case)

    goes_on(made, "refused", by=worker)

    assert "referrals-answered" in facts_of(case)


def test_without_the_consent_of_the_client_nothing_is_written(plan, case, service, worker):
    with pytest.raises(ReferralNotAgreed):
        refer(plan=plan, referral=new_referral(service, None, person=case.person), by=worker)

    assert not referrals().exists()


def test_the_signed_contract_is_consent_enough(plan, case, service, worker):
    a_contract(case)

    refer(plan=plan, referral=new_referral(service, None, person=case.person), by=worker)

    assert referrals().get().person == case.person


def test_one_of_a_family_who_said_no_is_not_referred_by_its_contract(
    cast, worker, supervisor, service
):
    family = rina_family(cast)
    case = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, subject=family)
    a_contract(case, signer="parent", name="Bu Rina", child_agrees=True)
    plan = a_whole_plan(case, by=worker)
    father, mother = [it.person for it in family.roster()][:2]
    agrees_to_casework(mother, by=cast.ani, act="refused")
    refer(plan=plan, referral=new_referral(service, family, person=father), by=worker)

    with pytest.raises(ReferralNotAgreed):
        refer(plan=plan, referral=new_referral(service, family, person=mother), by=worker)

    assert referrals().get().person == father


def test_nobody_but_the_client_is_referred_from_a_plan(
    plan, new, worker, outsider, supervisor, cast
):
    other = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, name="Sumiyati")

    with pytest.raises(refusals.NotTheClient):
        refer(plan=plan, referral=replace(new, person=other.person), by=worker)
    goal = a_whole_plan(other, by=worker).goals.in_order().first()
    with pytest.raises(refusals.UnknownWord):
        refer(plan=plan, referral=new, goal=goal, by=worker)
    for stranger in (outsider, supervisor):
        with pytest.raises(NotAllowed):
            refer(plan=plan, referral=new, by=stranger)

    assert not referrals().exists()


def test_for_which_case_it_was_made_stands(plan, new, worker):
    tie = refer(plan=plan, referral=new, by=worker)

    for write in (tie.save, tie.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_the_worker_chooses_a_service_and_refers_by_the_form(client, plan, case, new, worker):
    client.force_login(worker)
    address = reverse("case_referral_new", args=[plan.pk])
    assert new.service.name in client.get(address, {"q": "lansia"}).content.decode()
    asked = f"{address}?layanan={new.service.pk}"
    form = client.get(asked).context["form"]
    sent = {
        "need": "Teman untuk keluar rumah",
        "tells": ["name", "need"],
        "agreed_by": "Murniati",
        "agreed_how": "spoken",
        "agreed_on": f"{TODAY:%d-%m-%Y}",
        "due_on": f"{TODAY + timedelta(days=7):%d-%m-%Y}",
        "key": form["key"].value(),
    }

    done = client.post(asked, sent)

    made = referrals().get()
    assert (done.status_code, done.url) == (302, made.get_absolute_url())
    assert (made.person, made.is_secret, made.tells_address) == (case.person, True, False)
    with CaptureQueriesContext(connection) as questions:
        page = client.get(reverse("case_plan", args=[case.pk])).content.decode()
    assert new.service.name in page
    assert len([it for it in questions if "SAVEPOINT" not in it["sql"]]) <= 15
    for wrong in ("bukan-kunci", str(plan.pk)):
        assert client.get(address, {"layanan": wrong}).status_code == 404
