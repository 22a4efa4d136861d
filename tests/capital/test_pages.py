"""The pages of capital: what a treasurer, an office and two deciders do there."""

import re

import pytest
from django.urls import reverse

from berdaya.capital.models import Application, Call, Oneself
from berdaya.keys import new_key
from tests.capital.world import (
    BY_HAND,
    a_call,
    a_line,
    begun,
    decided,
    granted,
    in_business,
    nobody,
    proposed,
    submitted,
)
from tests.groups.world import TODAY, VILLAGE, a_group, a_woman, again, melati

DAY = f"{TODAY:%d-%m-%Y}"
NIK = "3204325507849002"


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def group(cast):
    return melati(cast)[0]


@pytest.fixture
def wati(client, cast):
    client.force_login(cast.wati)
    return client


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


def step(client, it, slug, **data):
    return client.post(reverse("application_step", args=[it.pk, slug]), data)


def test_a_call_is_announced_on_one_page(dedi):
    told = {
        "title": "Modal usaha",
        "source": "csr",
        "partner": "",
        "reach": VILLAGE,
        "who": "Kelompok desa ini",
        "opens_on": DAY,
        "closes_on": "31-12-2031",
        "least": "1.000.000",
        "most": "10.000.000",
        "key": new_key(),
    }

    answer = dedi.post(f"{reverse('call_new')}?wilayah={VILLAGE}", told)

    call = Call.objects.across_areas(why="test").get()
    assert answer.url == call.get_absolute_url()
    assert (call.most, call.reach_id) == (10_000_000, VILLAGE)
    page = text_of(dedi.get(reverse("call_list")))
    assert "Rp1.000.000 – Rp10.000.000" in page
    assert "cocokkan dengan peraturannya" in page


def test_a_treasurer_writes_and_hands_in(wati, cast, group):
    call = a_call(cast.dedi)
    first = {"call": call.pk, "title": "Wajan kedua", "key": new_key()}
    wati.post(reverse("application_new", args=[group.pk]), first)
    it = Application.objects.across_areas(why="test").get()
    line = {"purpose": "wajan", "amount": "3.000.000", "key": new_key()}

    wati.post(reverse("line_new", args=[it.pk]), line)
    early = step(wati, it, "ajukan")
    in_business(cast, group)
    chosen = {"decision": decided(cast, group).pk}
    wati.post(reverse("application_agreed", args=[it.pk]), chosen)
    step(wati, it, "ajukan")

    assert early.status_code == 422
    assert "Belum terpenuhi: Terdaftar" in text_of(early)
    assert again(it).state == "submitted"
    assert "Rp3.000.000" in text_of(wati.get(reverse("application_list", args=[group.pk])))


def test_each_condition_leads_to_its_proof_or_to_where_it_is_mended(client, cast, group):
    it = submitted(cast, group, unmet=BY_HAND)
    client.force_login(cast.tuti)

    page = text_of(client.get(it.get_absolute_url()))
    address = reverse("criterion_attest", args=[group.pk, "kelayakan", "ce03"])
    asked = f"{address}?dari={it.get_absolute_url()}"
    told = {"answer": "1", "on": DAY, "proof": "buku kas", "key": new_key()}
    back = client.post(asked, told)

    assert it.agreed_by.meeting.get_absolute_url() in page
    assert reverse("enterprise_list", args=[group.pk]) in page
    assert asked in page
    assert "2 syarat belum terbukti" in page
    assert "dilihat oleh orang" in page
    assert back.url == it.get_absolute_url()
    assert "1 syarat belum terbukti" in text_of(client.get(it.get_absolute_url()))


def test_the_way_back_leads_nowhere_else(client, cast, group):
    client.force_login(cast.tuti)
    address = reverse("criterion_attest", args=[group.pk, "kelayakan", "ce03"])
    told = {"answer": "0", "on": DAY, "key": new_key()}

    back = client.post(f"{address}?dari=https://lain.example/", told)

    assert back.url == reverse("group_standing", args=[group.pk])


def test_once_decided_the_page_shows_how_the_conditions_stood_then(wati, cast, group):
    page = text_of(wati.get(granted(cast, group).get_absolute_url()))

    assert page.count("Syarat seperti waktu itu") == 3
    assert "syarat belum terbukti" not in page


def test_a_line_is_taken_out_while_one_writes(wati, cast, group):
    it = begun(group, a_call(cast.dedi), by=cast.wati)
    line = a_line(it, by=cast.wati)

    wati.post(reverse("line_remove", args=[line.pk]))

    assert not it.lines.exists()


def test_the_page_says_why_the_button_is_not_there(dedi, cast, group):
    it = submitted(cast, group)
    address = reverse("application_step", args=[it.pk, "usul"])

    before = text_of(dedi.get(it.get_absolute_url()))
    refused = step(dedi, it, "usul", amount="1.000.000", reason="baik")
    nobody(cast.dedi)
    after = text_of(dedi.get(it.get_absolute_url()))

    assert ("sebutkan dulu siapa Anda" in before, address in before) == (True, False)
    assert refused.status_code == 422
    assert address in after


def test_two_people_decide_on_the_pages(client, cast, group):
    it = submitted(cast, group)
    nobody(cast.dedi)
    nobody(cast.rahma)
    client.force_login(cast.dedi)
    step(client, it, "usul", amount="2.000.000", reason="usaha berjalan")
    mine = text_of(client.get(it.get_absolute_url()))

    client.force_login(cast.rahma)
    waiting = text_of(client.get(reverse("call_list")))
    step(client, it, "setuju", reason="setuju")
    decided = text_of(client.get(it.get_absolute_url()))

    assert "orang kedua harus orang lain" in mine
    assert "Melati: Wajan kedua" in waiting
    assert again(it).granted == 2_000_000
    assert "Pak Dedi, Bu Rahma" in decided
    assert "Belum dipertanggungjawabkan" in decided


def test_money_spent_is_noted_with_its_receipt(wati, cast, group):
    it = granted(cast, group)
    told = {"on": DAY, "amount": "500.000", "proof": "kuitansi 14", "key": new_key()}

    wati.post(reverse("use_new", args=[it.lines.get().pk]), told)

    page = text_of(wati.get(it.get_absolute_url()))
    assert "terpakai: Rp500.000" in page
    assert "Rp1.500.000" in page


def test_a_decider_says_who_they_are_by_nik_and_birth_date(dedi, cast, group):
    rina = group.members.order_by("pk").first().person
    rina.nik, rina.nik_missing = NIK, ""
    rina.save()
    said = {"is_recorded": "yes", "nik": NIK}
    address = reverse("oneself")

    wrong = dedi.post(address, said | {"birth_date": "1-1-1999"})
    half = dedi.post(address, said)
    dedi.post(address, said | {"birth_date": f"{rina.birth_date:%d-%m-%Y}"})

    assert (wrong.status_code, half.status_code) == (422, 422)
    assert NIK not in text_of(dedi.get(address))
    assert Oneself.objects.get(user=cast.dedi).person == rina


def test_pages_of_another_group_do_not_exist(wati, cast, group):
    mawar = a_group(cast.dedi, "Mawar")
    it = begun(mawar, a_call(cast.dedi), by=cast.dedi)
    line = a_line(it, by=cast.dedi)
    addresses = [
        reverse("application_list", args=[mawar.pk]),
        reverse("application_new", args=[mawar.pk]),
        it.get_absolute_url(),
        reverse("line_new", args=[it.pk]),
        reverse("use_new", args=[line.pk]),
        reverse("application_step", args=[it.pk, "ajukan"]),
    ]

    assert {wati.get(address).status_code for address in addresses} == {404}


def test_who_may_not_decide_finds_no_such_step(wati, cast, group):
    it = proposed(cast, group)

    assert wati.get(reverse("application_step", args=[it.pk, "setuju"])).status_code == 404
    assert wati.get(reverse("oneself")).status_code == 404


def test_who_decides_and_is_known_here_asks_for_kin_in_few_questions(
    client, cast, group, django_assert_max_num_queries
):
    """The dearest page: kin is looked for on both sides, and the conditions are open."""
    it = submitted(cast, group)
    neighbour = a_woman(cast.sari, "Dadan")
    Oneself.objects.create(user=cast.dedi, person=neighbour)
    client.force_login(cast.dedi)

    with django_assert_max_num_queries(20):
        page = client.get(it.get_absolute_url())

    assert "Usulkan" in text_of(page)
