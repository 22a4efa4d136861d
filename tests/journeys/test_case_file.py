"""A social worker takes a case out on paper: on a telephone for the client, at the desk for a class."""

from pathlib import Path

import pytest

from tests.casefile.world import a_whole_case, pages_of_pdf, prints
from tests.casework.world import a_professional
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(cast):
    supervisor = a_professional("hesti", "supervisor", name="Bu Hesti")
    return a_whole_case(cast, worker=cast.ani, supervisor=supervisor)


def fetched(page, name):
    """What the browser saved, by page."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return pages_of_pdf(Path(coming.value.path()).read_bytes())


def test_the_client_asks_for_her_file(phone, sign_in, cast, case, axe):
    sign_in(phone, cast.ani)
    phone.goto(f"/kasus/{case.pk}/")
    follow(phone.get_by_role("link", name="Berkas kasus"))
    axe(phone)
    follow(phone.get_by_role("link", name="Untuk klien"))
    phone.get_by_label("Untuk siapa?").fill("Murniati sendiri")
    axe(phone)
    follow(phone.get_by_role("button", name="Buat berkas"))

    axe(phone)
    pages = fetched(phone, "Ambil PDF")
    assert "Catatan tentang kerja kita" in pages[0]
    assert prints().get().number in pages[-1]
    follow(phone.get_by_role("link", name="Kembali"))
    assert phone.get_by_text("Murniati sendiri").is_visible()
    axe(phone)


def test_a_class_learns_from_a_masked_one(desktop, sign_in, speak, cast, case, axe):
    sign_in(desktop, cast.ani)
    speak(desktop, "en")
    desktop.goto(f"/kasus/{case.pk}/berkas/?versi=masked")
    desktop.get_by_text("Genogram", exact=True).click()
    follow(desktop.get_by_role("button", name="Make the file"))
    assert desktop.locator(".field--wrong").count() == 2
    axe(desktop)
    desktop.locator("label", has_text="Teaching").click()
    desktop.get_by_label("For whom?").fill("A class")
    follow(desktop.get_by_role("button", name="Make the file"))

    axe(desktop)
    whole = " ".join(fetched(desktop, "Fetch the PDF"))
    assert "Read it all before you pass it on" in whole
    assert "Murniati" not in whole
    assert "Everybody in words" not in whole
