"""From a misspelt word on a telephone to an answered referral."""

from datetime import timedelta

import pytest

from berdaya.demo.cast import rina_family
from tests.journeys.browser import follow
from tests.services.world import ALL_DAY, REGENCY, TODAY, a_provider, a_service

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service(cast):
    provider = a_provider(
        cast.dedi, "Posyandu Lansia Melati", phone="+62811000111", whatsapp="+62811000111"
    )
    a_service(cast.dedi, "Kelas ibu hamil", provider=provider, fields=["women"])
    more = {"papers": "Salinan KK dan KTP", "hours": ALL_DAY, "reach": REGENCY}
    return a_service(cast.dedi, "Pemeriksaan lansia", provider=provider, **more)


def save(page):
    follow(page.get_by_role("button", name="Simpan"))


def look_for(page, words):
    page.get_by_label("Apa yang diperlukan?").fill(words)
    page.get_by_text("Hanya yang buka sekarang").tap()
    follow(page.get_by_role("button", name="Tampilkan"))


def write_down(page):
    page.get_by_label("Apa yang diminta dari layanan itu?").fill("periksa tekanan darah Nenek")
    page.get_by_text("Nama", exact=True).tap()
    page.get_by_label("Siapa yang setuju?").fill("Rina")


def test_a_volunteer_finds_a_service_by_telephone_and_refers_a_family(
    cast, service, phone, sign_in, axe
):
    family = rina_family(cast)
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/")
    axe(phone)
    follow(phone.get_by_role("link", name="Cari layanan"))
    look_for(phone, "lanzia")
    axe(phone)
    follow(phone.get_by_role("link", name="Pemeriksaan lansia"))
    axe(phone)
    assert phone.get_by_role("link", name="Telepon sekarang").get_attribute("href") == (
        "tel:+62811000111"
    )
    follow(phone.get_by_role("link", name="Rujuk ke layanan ini"))
    write_down(phone)
    axe(phone)
    save(phone)
    axe(phone)

    message = phone.get_by_role("link", name="Kirim lewat WhatsApp").get_attribute("href")
    assert "Dadan" in message
    assert "tekanan" not in message
    follow(phone.get_by_role("link", name="Sudah disampaikan"))
    phone.get_by_text("WhatsApp", exact=True).tap()
    axe(phone)
    save(phone)
    phone.goto("/rujukan/")
    axe(phone)
    follow(phone.get_by_role("link", name="Dadan Hidayat"))
    follow(phone.get_by_role("link", name="Sudah dilayani"))
    save(phone)

    assert family.referrals.get().state == "served"


def test_an_officer_keeps_the_directory_at_a_desk(cast, service, desktop, sign_in, axe):
    type(service).objects.update(checked_on=TODAY - timedelta(days=400))
    sign_in(desktop, cast.dedi)
    desktop.goto("/layanan/")
    axe(desktop)
    follow(desktop.get_by_role("link", name="Pemeriksaan lansia"))
    assert desktop.get_by_text("Sudah lama tidak diperiksa").is_visible()
    axe(desktop)
    follow(desktop.get_by_role("link", name="Ubah"))
    axe(desktop)
    desktop.get_by_label("Keterangan biaya").fill("tanpa biaya apa pun")
    save(desktop)
    follow(desktop.get_by_role("link", name="Posyandu Lansia Melati").first)
    axe(desktop)
    desktop.goto("/cakupan-layanan/32.04.32.2998/")
    axe(desktop)
    desktop.set_viewport_size({"width": 360, "height": 740})
    axe(desktop)

    service.refresh_from_db()
    assert (service.price, service.checked_on) == ("tanpa biaya apa pun", TODAY)
