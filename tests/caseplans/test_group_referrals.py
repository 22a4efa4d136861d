"""Referring the group of a case: by its contract, to services that take groups, in secret."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.access.models import Trace
from berdaya.caseplans import refusals
from berdaya.caseplans.actions import refer
from berdaya.caseplans.facts import facts_of
from berdaya.caseplans.models import CaseReferral
from berdaya.services import letter
from berdaya.services.models import Referral
from berdaya.services.refusals import NotTaken, ReferralNotAgreed
from berdaya.tallies.models import Tally
from tests.caseplans.world import a_whole_plan
from tests.casework.world import TODAY, a_case_in_stage, a_contract
from tests.groups.world import a_group, a_life
from tests.psychosocial.test_assessing import stripped
from tests.services.world import a_service, agrees_to_casework, goes_on, new_referral

ASKED = "Menghitung bunga pinjaman bersama"


@pytest.fixture
def life(cast):
    return a_life(cast)


@pytest.fixture
def case(cast, life, worker, supervisor):
    return a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, subject=life["group"])


@pytest.fixture
def plan(case, worker):
    a_contract(case, signer="speaker", name="Bu Wati")
    return a_whole_plan(case, by=worker)


@pytest.fixture
def service(cast):
    return a_service(cast.dedi, "Kelas keuangan kelompok", takes="groups")


@pytest.fixture
def new(service, life):
    return new_referral(service, None, group=life["group"], need=ASKED)


def referrals():
    return Referral.objects.across_areas(why="test")


def test_a_group_is_referred_once_and_in_secret(plan, new, worker, life):
    first = refer(plan=plan, referral=new, by=worker)

    assert refer(plan=plan, referral=new, by=worker) == first
    made = referrals().get()
    assert (made.group, made.family, made.person) == (life["group"], None, None)
    assert (made.is_secret, made.who) == (True, "Melati")
    assert CaseReferral.objects.across_areas(why="test").get().case == plan.case


def test_without_its_contract_a_group_is_not_referred(case, new, worker):
    plan = a_whole_plan(case, by=worker)

    with pytest.raises(ReferralNotAgreed):
        refer(plan=plan, referral=new, by=worker)

    assert not referrals().exists()


def test_a_service_is_asked_for_whom_it_takes_alone(cast, plan, new, worker, supervisor):
    for_people = a_service(cast.dedi)
    with pytest.raises(NotTaken):
        refer(plan=plan, referral=replace(new, service=for_people), by=worker)
    other = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)
    agrees_to_casework(other.person, by=cast.ani)
    with pytest.raises(NotTaken):
        refer(
            plan=a_whole_plan(other, by=worker),
            referral=replace(new, group=None, person=other.person),
            by=worker,
        )

    assert not referrals().exists()


def test_nobody_but_the_client_is_sent(cast, plan, new, worker, supervisor):
    other = a_group(cast.dedi, "Kenanga")
    member = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)
    wrong = (
        {"group": other},
        {"group": None, "person": member.person},
        {"person": member.person},
    )
    for told in wrong:
        with pytest.raises(refusals.NotTheClient):
            refer(plan=plan, referral=replace(new, **told), by=worker)
    with pytest.raises(refusals.NotTheClient):
        refer(
            plan=a_whole_plan(member, by=worker),
            referral=replace(new, person=member.person),
            by=worker,
        )

    assert not referrals().exists()


def test_only_the_people_of_the_case_see_it(
    client, cast, plan, new, worker, supervisor, outsider
):
    made = refer(plan=plan, referral=new, by=worker).referral
    people = (worker, supervisor, outsider, cast.sari, cast.dedi, cast.wati)

    seen = {}
    for user in people:
        client.force_login(user)
        opened = client.get(made.get_absolute_url()).status_code
        listed = client.get(reverse("referral_list"))
        seen[user] = (opened, listed.status_code == 200 and "Melati" in listed.content.decode())

    assert seen.pop(worker) == seen.pop(supervisor) == (200, True)
    assert set(seen.values()) == {(404, False)}


def test_neither_pages_of_the_group_nor_counts_nor_traces_tell_of_it(
    client, cast, case, plan, new, worker, life
):
    group = life["group"]
    names = ("group_detail", "group_standing", "member_list", "meeting_list")
    addresses = [reverse(it, args=[group.pk]) for it in names]
    addresses += [reverse("referral_list"), reverse("service_detail", args=[new.service.pk])]
    addresses += [reverse("coverage_area", args=[it]) for it in ("32.04", group.area_id)]

    def looked():
        found = []
        for user in (cast.dedi, cast.sari, cast.wati, cast.rahma):
            client.force_login(user)
            found += [stripped(client.get(it)) for it in addresses]
        return found, sorted(Tally.objects.values_list("series", "area_code", "count"))

    before = looked()
    made = refer(plan=plan, referral=new, by=worker).referral
    goes_on(goes_on(made, "sent", by=worker), "refused", by=worker)

    assert looked() == before
    told = str([it.__dict__ for it in Trace.objects.filter(verb="caseplans.refer")])
    for secret in (str(case.pk), str(group.pk), "Melati"):
        assert secret not in told


def test_its_answer_is_tracked_and_stands_in_the_plan(client, case, plan, new, worker):
    made = refer(plan=plan, referral=new, by=worker).referral
    goes_on(made, "sent", by=worker)
    assert "referrals-answered" not in facts_of(case)
    goes_on(made, "accepted", by=worker)
    client.force_login(worker)

    page = client.get(reverse("case_plan", args=[case.pk])).content.decode()

    assert "referrals-answered" in facts_of(case)
    assert new.service.name in page
    assert "Diterima" in page


def test_letter_and_message_speak_of_a_group_and_of_no_more_than_agreed(plan, new, worker):
    told = replace(new, tells=frozenset({"need", "phone", "age"}))

    made = refer(plan=plan, referral=told, by=worker).referral

    words = letter.message(made)
    assert "Melati" not in words
    assert letter.A_GROUP in words
    assert ASKED in words
    assert "persetujuan kelompok" in words
    assert letter.pdf(made, TODAY).startswith(b"%PDF")


def test_the_worker_chooses_among_services_that_take_groups(
    client, cast, case, plan, new, worker, life
):
    a_service(cast.dedi, "Kelas lansia")
    a_service(cast.dedi, "Nasihat usaha", takes="both")
    client.force_login(worker)
    plan_page = client.get(reverse("case_plan", args=[case.pk])).content.decode()
    address = reverse("case_referral_new", args=[plan.pk])
    assert address in plan_page

    listed = client.get(address).content.decode()
    asked = f"{address}?layanan={new.service.pk}"
    form = client.get(asked).context["form"]
    sent = {
        "need": ASKED,
        "tells": ["name", "address"],
        "agreed_by": "Bu Wati",
        "agreed_how": "spoken",
        "agreed_on": f"{TODAY:%d-%m-%Y}",
        "due_on": f"{TODAY + timedelta(days=7):%d-%m-%Y}",
        "key": form["key"].value(),
    }
    done = client.post(asked, sent)

    assert "Kelas keuangan kelompok" in listed
    assert "Nasihat usaha" in listed
    assert "Kelas lansia" not in listed
    assert "person" not in form.fields
    assert {code for code, _words in form.fields["tells"].choices} == {
        "name",
        "address",
        "need",
    }
    made = referrals().get()
    assert (done.status_code, done.url) == (302, made.get_absolute_url())
    assert (made.group, made.tells_address) == (life["group"], True)
