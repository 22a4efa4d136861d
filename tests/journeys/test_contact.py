"""Bu Ani notes a visit on her telephone, with little to tap, and looks back on it at her desk."""

import pytest

from tests.casework.world import SECRET, a_case, supervisor, worker
from tests.contacts.world import SECRET_NOTE, WHAT, a_contact, a_step, contacts, notes, steps
from tests.journeys.browser import PHONE, follow, opened
from tests.journeys.test_group_meeting import Counted

__all__ = ["supervisor", "worker"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TAPS, MOST_BYTES = 20, 30_000


@pytest.fixture
def case(cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    a_contact(case, step=None)
    a_step(case, words="Menelepon sekolah anaknya")
    return case


def test_a_visit_is_noted_with_few_taps_and_little_data(case, worker, phone, sign_in, axe):
    sign_in(phone, worker)
    phone.goto(f"/kasus/{case.pk}/kontak/")
    phone.wait_for_load_state("networkidle")
    axe(phone)
    session, sizes = phone.context.new_cdp_session(phone), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda it: sizes.append(it["encodedDataLength"]))
    me = Counted(phone)

    with phone.expect_navigation():
        me.tap(phone.get_by_role("link", name="Catat kontak"))
    axe(phone)
    me.tap(phone.get_by_text("Mengerjakan bersama:"))
    me.tap(phone.get_by_text("Klien sedang dalam krisis"))
    me.tap(phone.locator("label.choice", has_text="Obrolan ringan"))
    me.write(
        phone.get_by_label("Apa yang terjadi?"), "Ia menangis, lalu kami menelepon ibunya."
    )
    me.tap(phone.get_by_text("Menelepon sekolah anaknya"))
    me.write(phone.get_by_label("Apa langkah berikutnya?"), "Menemani ke puskesmas")
    me.tap(phone.get_by_text("Seminggu lagi"))
    with phone.expect_navigation():
        me.tap(phone.get_by_role("button", name="Simpan"))
    axe(phone)

    assert phone.get_by_text("Obrolan ringan saat krisis").is_visible()
    assert me.count <= MOST_TAPS
    assert sum(sizes) < MOST_BYTES
    made = contacts().in_order().last()
    assert (made.kind, made.place, made.roles) == ("visit", "rumah klien", ["enabler"])
    assert {it.words: it.state for it in steps()} == {
        "Menelepon sekolah anaknya": "done",
        "Menemani ke puskesmas": "open",
    }


def test_she_looks_back_corrects_and_writes_a_note_for_herself(
    case, worker, desktop, sign_in, axe
):
    sign_in(desktop, worker)
    desktop.goto("/")
    axe(desktop)
    follow(desktop.get_by_role("link", name="Yang perlu dikerjakan dalam kasus Anda"))
    axe(desktop)
    follow(desktop.get_by_role("link", name=SECRET))
    axe(desktop)
    desktop.goto(contacts().get().get_absolute_url())
    axe(desktop)

    follow(desktop.get_by_role("link", name="Tengok kembali"))
    axe(desktop)
    for question in desktop.locator("fieldset.field").all():
        question.locator("label.choice").nth(2).click()
    follow(desktop.get_by_role("button", name="Simpan"))
    assert desktop.get_by_text("100 / 100").first.is_visible()
    axe(desktop)
    follow(desktop.get_by_role("link", name="Betulkan"))
    desktop.get_by_label("Apa yang terjadi?").fill("Ia tertawa.")
    follow(desktop.get_by_role("button", name="Simpan"))
    axe(desktop)
    desktop.get_by_text("Versi sebelumnya").click()
    assert desktop.get_by_text(WHAT).is_visible()

    desktop.goto(f"/kasus/{case.pk}/catatan/")
    axe(desktop)
    follow(desktop.get_by_role("link", name="Tulis catatan"))
    desktop.get_by_label("Catatan", exact=True).fill(SECRET_NOTE)
    desktop.get_by_text("Hanya saya").click()
    axe(desktop)
    follow(desktop.get_by_role("button", name="Simpan"))

    assert desktop.get_by_text("Hanya Anda yang membaca ini").is_visible()
    assert notes().get().is_private


def test_without_a_script_a_contact_is_noted_all_the_same(
    case, worker, browser, live_server, sign_in
):
    plain = {"java_script_enabled": False, **PHONE}
    with opened(browser, live_server.url, **plain) as page:
        sign_in(page, worker)
        page.goto(f"/kasus/{case.pk}/kontak/baru/")
        page.get_by_text("Mengerjakan bersama:").tap()
        page.get_by_label("Apa yang terjadi?").fill("Kabar baik.")
        with page.expect_navigation():
            page.get_by_role("button", name="Simpan").tap()

        assert page.get_by_text("Kabar baik.").is_visible()
    assert contacts().count() == 2
