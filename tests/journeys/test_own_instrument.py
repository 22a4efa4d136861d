"""An office adds an instrument of its own; a social worker asks with it in a case."""

import pytest

from berdaya.instruments.shelf import forget
from berdaya.people.models import Person
from berdaya.psychosocial.models import ChosenResult
from tests.casework.world import a_case, supervisor, worker
from tests.instruments.world import SAMPLE, TITLE
from tests.journeys.browser import follow
from tests.life.world import rinas

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["supervisor", "worker"]


@pytest.fixture
def case(cast, worker, supervisor):
    forget()
    persons = Person.objects.across_areas(why="test")
    rina = persons.get(memberships__family=rinas(cast.sari), name="Rina")
    return a_case(cast, worker=worker, supervisor=supervisor, subject=rina)


def send(page, text):
    file = {"name": "alat.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    page.get_by_label("Berkas instrumen").set_input_files(file)
    follow(page.get_by_role("button", name="Periksa dan tambahkan"))


def add_on_the_page(desktop, axe):
    """What an administrator does: once with a fault, which is told, and once without."""
    desktop.goto("/instrumen/")
    follow(desktop.get_by_role("link", name="Instrumen milik kantor"))
    follow(desktop.get_by_role("link", name="Tambah instrumen"))
    send(desktop, SAMPLE.replace("kind: yes_no", "kind: gambar"))
    assert "“gambar” tidak bisa dipakai" in desktop.get_by_role("alert").first.inner_text()
    axe(desktop)
    send(desktop, SAMPLE)
    assert desktop.locator("h1").inner_text() == TITLE
    axe(desktop)
    desktop.goto("/instrumen/kantor/")
    axe(desktop)


def test_what_an_office_adds_is_asked_scored_and_used_in_a_case(
    cast, desktop, phone, sign_in, axe, case, worker
):
    sign_in(desktop, cast.admin)
    add_on_the_page(desktop, axe)

    sign_in(phone, worker)
    phone.goto(f"/kasus/{case.pk}/asesmen/")
    axe(phone)
    follow(phone.get_by_role("link", name=TITLE))
    axe(phone)
    follow(phone.locator("button[name=agreed]").first)
    for question in phone.locator(".question").all():
        question.locator(".choice").first.click()
    axe(phone)
    follow(phone.locator(".onwards button").first)
    follow(phone.get_by_role("button", name="Simpan dan lihat hasilnya"))
    phone.wait_for_url("**/hasil/**")
    result = phone.locator("main").inner_text()
    assert "Tipis" in result or "Ada" in result
    assert "milik kantor" in result
    axe(phone)

    phone.goto(f"/kasus/{case.pk}/asesmen/")
    follow(phone.get_by_role("button", name="Pakai untuk kasus"))
    assert TITLE in phone.locator("#alat-ukur").inner_text()
    axe(phone)
    assert ChosenResult.objects.across_areas(why="test").of(case).count() == 1
    phone.goto(f"/kasus/{case.pk}/evaluasi/")
    axe(phone)
    assert TITLE in phone.locator("main").inner_text()
