"""From the match to an agreement with its paper: Pak Dedi proposes, Bu Wati goes on by telephone."""

import pytest

from tests.groups.world import TODAY, melati
from tests.journeys.browser import follow
from tests.partners.world import PDF, a_partner, makes, seeks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGREED = {
    "Nilai kesepakatan": "12.000.000",
    "Hari pertama": f"{TODAY:%d-%m-%Y}",
    "Hari terakhir": "31-12-2031",
}
PAPER = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def group(cast):
    group, _members = melati(cast)
    makes(group, "keripik singkong", by=cast.dedi)
    seeks(a_partner(cast.dedi, about="Toko oleh-oleh."), "keripik, 100 bungkus", by=cast.dedi)
    return group


def save(page):
    follow(page.get_by_role("button", name="Simpan"))


def test_a_field_officer_brings_a_group_and_a_shop_together(cast, group, desktop, sign_in, axe):
    sign_in(desktop, cast.dedi)
    desktop.goto("/mitra/")
    axe(desktop)

    follow(desktop.get_by_role("link", name="Siapa cocok dengan siapa"))
    axe(desktop)
    follow(desktop.get_by_role("link", name="Mulai Melati"))
    desktop.get_by_text("Dagang umum").click()
    desktop.get_by_label("Tentang apa?").fill("keripik untuk toko")
    desktop.get_by_label("Bagaimana awalnya?").fill("dipertemukan di pameran desa")
    axe(desktop)
    save(desktop)
    axe(desktop)

    it = group.partnerships.get()
    assert (it.partner.name, it.form, it.state) == ("Toko Berkah", "trade", "lead")
    desktop.goto("/peraturan/")
    axe(desktop)


def write(page, answers):
    for label, words in answers.items():
        page.get_by_label(label).fill(words)


def test_a_treasurer_agrees_attaches_the_paper_and_sees_what_is_late(
    cast, group, phone, sign_in, axe
):
    sign_in(phone, cast.wati)
    phone.goto(f"/kelompok/{group.pk}/kemitraan/baru/")
    phone.get_by_text("Dagang umum").tap()
    write(phone, {"Tentang apa?": "keripik", "Bagaimana awalnya?": "toko datang sendiri"})
    save(phone)
    follow(phone.get_by_role("link", name="Mulai dibicarakan"))
    write(phone, {"Apa yang terjadi, dan mengapa?": "bicara harga"})
    save(phone)
    follow(phone.get_by_role("link", name="Catat kesepakatan"))
    write(phone, {"Apa yang terjadi, dan mengapa?": "sudah ditandatangani"} | AGREED)
    axe(phone)
    save(phone)

    follow(phone.get_by_role("link", name="Catat janji"))
    phone.get_by_text("Mitra", exact=True).last.tap()
    write(phone, {"Apa tepatnya?": "Bayar", "Paling lambat tanggal berapa?": "1-11-2026"})
    save(phone)
    follow(phone.get_by_role("link", name="Lampirkan surat"))
    write(phone, {"Surat apa ini?": "Perjanjian jual beli"})
    phone.locator("[name=content]").set_input_files(PAPER)
    axe(phone)
    save(phone)
    axe(phone)

    assert phone.get_by_text("Rp12.000.000").first.is_visible()
    assert group.partnerships.get().documents.get().media == "application/pdf"
    phone.goto(f"/kelompok/{group.pk}/kemitraan/")
    axe(phone)
    phone.goto(f"/kelompok/{group.pk}/")
    assert phone.get_by_text("lewat waktunya").is_visible()
    axe(phone)
