"""The pages of the directory: who looks, who keeps."""

import re

import pytest
from django.urls import reverse

from berdaya.keys import new_key
from berdaya.services.models import Provider, Service
from tests.services.world import (
    ALL_DAY,
    NEIGHBOUR,
    REGENCY,
    VILLAGE,
    a_directory,
    a_provider,
    a_service,
    service_pages,
)


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
    assert "Pak Dedi" in page  # the history says who


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day0": "pagi"}, "Tulis jamnya seperti"),
        ({"functions": []}, "belum diisi"),
        ({"fields_": ["magic"]}, "magic"),
        ({"eligible": ""}, "belum diisi"),
    ],
)
def test_bad_input_is_told_and_nothing_written(dedi, cast, wrong, sentence):
    provider = a_provider(cast.dedi)
    told = {"name": "X", "functions": ["preventive"], "fields_": ["elderly"], "cost": "free"}
    told |= {"eligible": "siapa saja", "reach": VILLAGE, "key": new_key()} | wrong

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
