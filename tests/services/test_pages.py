"""The pages of the directory: who looks, who keeps."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from berdaya.access.models import Trace
from berdaya.demo.cast import rina_family
from berdaya.followups.actions import NewDecision, decide
from berdaya.followups.models import Decision
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.services.models import Provider, Referral, Service
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.services.world import (
    ALL_DAY,
    NEIGHBOUR,
    REGENCY,
    TODAY,
    VILLAGE,
    a_directory,
    a_provider,
    a_service,
    goes_on,
    referred,
    service_pages,
)

DAY, LATER = f"{TODAY:%d-%m-%Y}", f"{TODAY + timedelta(days=14):%d-%m-%Y}"


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


@pytest.mark.parametrize("who", ["sari", "wati", "joko", "lestari", "nasional"])
def test_anyone_signed_in_may_search(client, cast, who):
    service = a_service(cast.dedi)
    client.force_login(getattr(cast, who))

    page = client.get(reverse("service_search"), {"q": "lanzia", "luar": "on"})
    detail = client.get(service.get_absolute_url())
    provider = client.get(service.provider.get_absolute_url())

    assert "Kelas lansia" in text_of(page)
    assert (detail.status_code, provider.status_code) == (200, 200)
    assert "Ubah" not in text_of(detail)


def test_a_stranger_is_asked_to_sign_in(client, cast):
    assert client.get(a_service(cast.dedi).get_absolute_url()).status_code == 302


def test_a_field_officer_enters_a_provider_and_its_service(dedi):
    told = {"area": VILLAGE, "name": "Posyandu  Mawar", "kind": "health-post"}
    told |= {"whatsapp": "0811-000-111", "key": new_key()}
    added = dedi.post(reverse("provider_new"), told)
    provider = Provider.objects.get()
    service = {
        "name": "Kelas lansia",
        "functions": ["preventive", "supportive"],
        "fields_": ["elderly"],
        "eligible": "60 tahun lebih",
        "takes": "both",
        "cost": "free",
        "day0": "08.00-12.00, 13-15",
        "reach": VILLAGE,
        "key": new_key(),
    }
    noted = dedi.post(reverse("service_new", args=[provider.pk]), service)
    page = text_of(dedi.get(noted.url))

    assert added.url == reverse("service_new", args=[provider.pk])
    assert provider.name == "Posyandu Mawar"
    assert "https://wa.me/62811000111" in page
    assert "08.00–12.00, 13.00–15.00" in page
    assert "Mencegah, Menunjang" in page
    assert "Orang, keluarga, dan kelompok" in page
    assert "Pak Dedi" in page  # the history says who


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day0": "pagi"}, "Tulis jamnya seperti"),
        ({"functions": []}, "belum diisi"),
        ({"fields_": ["magic"]}, "magic"),
        ({"eligible": ""}, "belum diisi"),
        ({"takes": "animals"}, "animals"),
    ],
)
def test_bad_input_is_told_and_nothing_written(dedi, cast, wrong, sentence):
    provider = a_provider(cast.dedi)
    told = {"name": "X", "functions": ["preventive"], "fields_": ["elderly"], "cost": "free"}
    told |= {
        "takes": "people",
        "eligible": "siapa saja",
        "reach": VILLAGE,
        "key": new_key(),
    } | wrong

    answer = dedi.post(reverse("service_new", args=[provider.pk]), told)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Service.objects.exists()


def test_a_provider_stands_where_one_works(dedi):
    told = {"area": REGENCY, "name": "Dinas", "kind": "office", "key": new_key()}

    assert dedi.post(reverse("provider_new"), told).status_code == 422
    assert not Provider.objects.exists()


def test_keeping_a_service_from_its_page(dedi, cast):
    service = a_service(cast.dedi, hours=ALL_DAY)
    shown = dedi.get(reverse("service_edit", args=[service.pk]))
    told = shown.context["form"].initial | {"price": "Rp5.000", "cost": "paid"}

    dedi.post(reverse("service_edit", args=[service.pk]), told | {"key": new_key()})
    dedi.post(reverse("reach_new", args=[service.pk]), {"area": NEIGHBOUR})
    page = text_of(dedi.get(service.get_absolute_url()))
    dedi.post(reverse("service_check", args=[service.pk]))
    dedi.post(reverse("service_end", args=[service.pk]))
    ended = text_of(dedi.get(service.get_absolute_url()))

    assert "Berbayar · Rp5.000" in page
    assert "00.00–24.00" in page
    assert "<del>Gratis</del>" in page
    assert "Mekarsari" in page
    assert "Tidak dilayani lagi" in ended
    assert dedi.get(reverse("service_edit", args=[service.pk])).status_code == 404


@pytest.mark.parametrize("who", ["joko", "sari", "lestari"])
def test_for_who_does_not_keep_it_there_are_no_such_pages(client, cast, who):
    pages = service_pages(a_directory(cast))
    client.force_login(getattr(cast, who))
    for_all = {"service_search", "service_detail", "provider_detail"}

    statuses = {
        client.get(reverse(name, args=args)).status_code
        for name, (args, *_more) in pages.items()
        if name not in for_all
    }

    assert statuses == {404}


@pytest.fixture
def family(cast):
    return rina_family(cast)


def test_from_a_step_taken_up_to_a_referral_that_is_served(client, cast, family):
    service = a_service(cast.dedi, fields=["public"])
    client.force_login(cast.sari)
    decision = taken_up(family, by=cast.sari)
    result = text_of(client.get(reverse("result_detail", args=[decision.assessment_id])))
    query = f"keluarga={family.pk}&tindak={decision.pk}"
    found = text_of(client.get(f"{reverse('service_search')}?{query}"))
    address = f"{reverse('referral_new', args=[service.pk])}?{query}"
    shown = client.get(address)
    told = {"need": "beras", "tells": ["name"], "agreed_by": "Rina", "agreed_how": "spoken"}
    told |= {"agreed_on": DAY, "due_on": LATER, "person": "", "key": new_key()}

    made = client.post(address, told)
    referral = Referral.objects.across_areas(why="test").get()
    for slug, more in (("kirim", {"channel": "phone", "due_on": LATER}), ("selesai", {})):
        step = {"on": DAY, "note": "", "key": new_key()} | more
        client.post(reverse("referral_step", args=[referral.pk, slug]), step)
    page = text_of(client.get(made.url))

    assert query.replace("&", "&amp;") in result
    assert "Untuk keluarga Dadan Hidayat" in found
    assert decision.text in text_of(shown)
    assert (referral.decision, referral.need_words) == (decision, "beras")
    assert "Sudah dilayani" in page
    assert "beras" in page  # for ourselves alone
    assert "Kelas lansia" in text_of(client.get(family.get_absolute_url()))


def test_whoever_names_no_family_first_looks_for_one(client, cast, family):
    service = a_service(cast.dedi)
    client.force_login(cast.sari)
    address = reverse("referral_new", args=[service.pk])

    mine = text_of(client.get(address, {"q": "dadan"}))
    client.force_login(cast.joko)

    assert f"{address}?keluarga={family.pk}" in mine
    assert "Dadan" not in text_of(client.get(address, {"q": "dadan"}))
    assert client.get(address, {"keluarga": family.pk}).status_code == 404
    assert client.get(address, {"keluarga": "x"}).status_code == 404


def test_a_step_that_does_not_follow_has_no_page(client, cast, family):
    it = referred(a_service(cast.dedi), family, by=cast.sari)
    client.force_login(cast.sari)

    for slug in ("selesai", "tolak", "apa-saja"):
        assert client.get(reverse("referral_step", args=[it.pk, slug])).status_code == 404


def test_what_is_overdue_stands_first_in_the_list(client, cast, family):
    service = a_service(cast.dedi)
    late, soon = (goes_on(referred(service, family, by=cast.sari), "sent", by=cast.sari)
                  for _number in range(2))  # fmt: skip
    Referral.objects.across_areas(why="test").filter(pk=soon.pk).update(
        due_on=TODAY - timedelta(days=3)
    )
    client.force_login(cast.tuti)

    page = text_of(client.get(reverse("referral_list")))

    assert page.index(str(soon.pk)) < page.index(str(late.pk))
    assert page.count("lewat waktu") == 1


def test_the_letter_is_traced(client, cast, family):
    it = referred(a_service(cast.dedi), family, by=cast.sari)
    client.force_login(cast.sari)

    answer = client.get(reverse("referral_letter", args=[it.pk]))

    assert answer.content.startswith(b"%PDF")
    assert Trace.objects.filter(verb="services.export_letter", by=cast.sari).count() == 1


def taken_up(family, *, by):
    """A step of kind service of the first unmet item, taken up."""
    answers = {f"ks{number:02}": int(number != 1) for number in range(1, 22)}
    entry = NewAssessment(new_key(), family, answers, TODAY)
    done = record_assessment(entry=entry, instrument="keluarga-sejahtera", door=Door.WEB, by=by)
    new = NewDecision(new_key(), done, "ks01", 1, Decision.Act.TAKEN_UP, TODAY)
    return decide(decision=new, by=by)
