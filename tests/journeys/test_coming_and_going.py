"""Pak Dedi invites Bu Nur on his telephone; she comes in on hers; Bu Sari hands over to her."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils import timezone

from berdaya.access.models import User
from berdaya.demo.cast import make_cast, rina_family
from berdaya.surveys.actions import keep_draft
from berdaya.surveys.models import Draft
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    cache.clear()
    return make_cast()


def test_a_volunteer_comes_and_another_goes(cast, phone, desktop, sign_in, axe):
    keep_draft(
        family=rina_family(cast),
        instrument="keluarga-sejahtera",
        answers={"ks01": 1},
        conducted_on=timezone.localdate(),
        by=cast.sari,
    )
    sign_in(desktop, cast.dedi)
    desktop.goto("/pengguna/")
    follow(desktop.get_by_role("link", name="Undang seseorang"))
    axe(desktop)
    desktop.get_by_label("Nama lengkap").fill("Bu Nur")
    desktop.get_by_label("Wilayah").fill("32.04.32.2998")
    follow(desktop.get_by_role("button", name="Buat tautan"))
    desktop.get_by_role("link", name="Kirim lewat WhatsApp").wait_for()
    axe(desktop)
    link = desktop.locator("code.key").text_content()

    phone.goto(link)
    axe(phone)
    phone.get_by_label("Nama pengguna").fill("nur")
    phone.get_by_label("Kata sandi Anda sendiri").fill("kelapa hujan sore")
    follow(phone.get_by_role("button", name="Masuk"))
    assert phone.get_by_role("heading", name="Bu Nur").is_visible()

    desktop.goto(f"/pengguna/{cast.sari.pk}/")
    axe(desktop)
    follow(desktop.get_by_role("link", name="Serah terima"))
    axe(desktop)
    desktop.get_by_text("Bu Nur", exact=True).click()
    follow(desktop.get_by_role("button", name="Serahkan sekarang"))
    desktop.wait_for_url("**/pengguna/*/")

    assert Draft.objects.get().by == User.objects.get(username="nur")
    assert not User.objects.get(pk=cast.sari.pk).is_active


@pytest.mark.parametrize("device", DEVICES)
def test_the_second_step_is_set_up_as_the_page_says(request, cast, device, axe):
    page = request.getfixturevalue(device)
    page.goto("/akun/masuk/")
    page.fill("[name=login]", "admin")
    page.fill("[name=password]", "sukamaju-2026")
    follow(page.locator("[name=password]"), key="Enter")
    page.goto("/akun/dua-langkah/")
    axe(page)
    follow(page.get_by_role("link", name="Pasang langkah kedua"))
    axe(page)
    secret = re.sub(r"\s", "", page.locator("code.key").text_content())
    code = format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))

    page.get_by_label("Enam angka").fill(code)
    follow(page.get_by_role("button", name="Selesai"))

    page.get_by_text("Hanya ditampilkan sekarang").wait_for()
    assert page.locator(".codes code").count() == 10
    axe(page)


@pytest.mark.parametrize("device", DEVICES)
def test_who_watches_reads_the_trace(request, cast, device, sign_in, axe):
    rina_family(cast)
    page = request.getfixturevalue(device)
    sign_in(page, cast.yusuf)

    for address in ("/jejak/", "/jejak/lihat/", "/peran/", "/peran/?peran=auditor"):
        page.goto(address)
        axe(page)


@pytest.mark.parametrize("device", DEVICES)
def test_the_researcher_reads_what_there_is(request, cast, device, sign_in, axe):
    page = request.getfixturevalue(device)
    sign_in(page, cast.lestari)

    page.goto("/penelitian/")

    axe(page)
