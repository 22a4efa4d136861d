"""A social worker plans with her client: on a telephone in the house, and again at the desk."""

import pytest

from tests.caseplans.world import FOCUS, agreed, plan_life, replanned
from tests.casework.world import a_case_in_stage, a_professional
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEVELS = {
    "Sesuai harapan": "Tiga hari seminggu",
    "Lebih dari harapan": "Lima hari seminggu",
    "Jauh melebihi harapan": "Setiap hari",
    "Di bawah harapan": "Sehari seminggu",
    "Jauh di bawah harapan": "Tidak keluar",
}


@pytest.fixture
def case(cast):
    supervisor = a_professional("hesti", "supervisor", name="Bu Hesti")
    return a_case_in_stage(cast, 3, worker=cast.ani, supervisor=supervisor)


def write(page, answers):
    for label, words in answers.items():
        page.get_by_label(label, exact=True).fill(words)


def save(page, name="Simpan"):
    follow(page.get_by_role("button", name=name))


def a_goal(page, kind):
    follow(page.get_by_role("link", name="Tetapkan tujuan"))
    page.get_by_text(kind).click()
    write(page, {"Apa yang ingin berubah?": "Keluar rumah", "Tampak dari apa?": "Hari keluar"})
    write(page, LEVELS)
    save(page)


def test_from_nothing_to_a_plan_that_the_client_agreed_to(phone, sign_in, cast, case, axe):
    sign_in(phone, cast.ani)
    phone.goto(f"/kasus/{case.pk}/")
    follow(phone.get_by_role("link", name="Rencana"))
    follow(phone.get_by_role("link", name="Mulai rencana"))
    write(phone, {"Apa yang ditangani lebih dulu?": FOCUS})
    axe(phone)
    save(phone)

    follow(phone.get_by_role("link", name="Uraikan"))
    systems = ("Sistem klien", "Sistem sasaran", "Sistem pelaksana", "Sistem kegiatan")
    for name in systems:
        phone.get_by_label(name).fill("Murniati dan Bu Ani")
    save(phone)
    a_goal(phone, "Tujuan hasil.")
    a_goal(phone, "Tujuan proses.")
    follow(phone.get_by_role("link", name="Rencanakan kegiatan"))
    write(phone, {"Apa yang dilakukan?": "Belanja bersama", "Dengan cara apa?": "Senin pagi"})
    phone.get_by_label("Siapa yang mengerjakan?").fill("Murniati")
    save(phone)
    follow(phone.get_by_role("link", name="Klien menyetujui"))
    phone.get_by_text("Dibacakan kepada klien").click()
    axe(phone)
    save(phone, "Klien menyetujui")

    assert phone.get_by_text("Disepakati dengan klien pada").is_visible()
    axe(phone)


def test_a_task_is_practised_and_its_trend_drawn(phone, desktop, sign_in, cast, case, axe):
    life = plan_life(case, by=cast.ani)
    sign_in(phone, cast.ani)
    phone.goto(life["case_task"].get_absolute_url())
    phone.locator("label", has_text="Sendiri").click()
    axe(phone)
    save(phone)

    assert phone.locator(".practice__dot").count() == 5
    assert phone.get_by_text("Makin mandiri").is_visible()
    sign_in(desktop, cast.ani)
    desktop.goto(f"/kasus/{case.pk}/rencana/")
    axe(desktop)


def test_a_new_version_stands_beside_the_old_one(desktop, sign_in, cast, case, axe):
    life = plan_life(case, by=cast.ani)
    agreed(life["case_plan"], by=cast.ani)
    replanned(case, by=cast.ani)
    sign_in(desktop, cast.ani)
    desktop.goto(f"/kasus/{case.pk}/rencana/")
    follow(desktop.get_by_role("link", name="Versi baru"))
    write(desktop, {"Mengapa versi baru?": "Ia pindah ke rumah kakaknya"})
    save(desktop)

    assert desktop.get_by_text("Ia pindah ke rumah kakaknya").is_visible()
    follow(desktop.get_by_role("link", name="Versi 1"))
    assert desktop.get_by_text("Versi 1, seperti waktu itu").is_visible()
    axe(desktop)
