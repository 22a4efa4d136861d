"""Addresses that no page of ours leads to, from people who try."""

import pytest
from django.urls import reverse

from berdaya.demo.cast import rina_family

LONG = "9" * 5000
AREA = "32.04.32.2998"


@pytest.mark.parametrize(
    "address",
    [
        "/keluarga/?q=%00",
        "/cari/?q=rina%00",
        "/pap%00an/",
        "/papan/32%00/",
    ],
)
def test_a_nul_is_refused_with_a_page(client, cast, address):
    client.force_login(cast.tuti)

    page = client.get(address)

    assert page.status_code == 400
    assert "Alamat ini" in page.text


@pytest.mark.parametrize(
    "address",
    [
        f"/papan/{AREA}/?tahun={LONG}",
        f"/papan/{AREA}/?tahun=١٢٣٤",
        f"/papan/{AREA}/keluarga/?page=nWzEsMiwzXQ",
        "/keluarga/?page=nWzEsMiwzXQ",
        "/keluarga/?page=" + "n" * 3000,
        "/keluarga/?wilayah=32.04.32.2998&urut=nama&page=nWzEsMl0",
        "/cari/?q=" + LONG,
    ],
)
def test_what_makes_no_sense_asks_for_nothing(client, cast, address):
    client.force_login(cast.tuti)

    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("path", "field"), [("nik", "nik"), ("kk", "kk_number")])
@pytest.mark.parametrize("typed", ["\x00", "3204\x0032", "a", LONG])
def test_a_number_check_takes_whatever_is_typed(client, cast, path, field, typed):
    client.force_login(cast.sari)

    assert client.post(reverse(f"{path}_check"), {field: typed}).status_code == 200


def test_an_instrument_of_twenty_thousand_letters_is_not_found(client, cast):
    client.force_login(cast.sari)

    rina = rina_family(cast)
    page = client.get(f"/keluarga/{rina.pk}/pendataan/{'a' * 20_000}/")

    assert page.status_code == 404


def test_pages_of_a_signed_in_person_are_asked_for_anew(client, cast):
    assert "no-cache" not in client.get("/gaya/").headers.get("Cache-Control", "")

    client.force_login(cast.sari)

    assert client.get("/").headers["Cache-Control"] == "private, no-cache"


def test_who_signs_in_again_after_sending_a_form_is_told_to_send_it_once_more(client, cast):
    check = reverse("nik_check")
    sent = client.post(check, {"nik": "3204"})
    assert sent.url.endswith(f"?next={check}")  # signed out meanwhile
    client.force_login(cast.sari)

    page = client.get(check)

    assert page.status_code == 405
    assert page["Allow"] == "POST"
    assert "kirim sekali lagi" in page.text
    assert client.put(check).content == b""  # no browser sends that
