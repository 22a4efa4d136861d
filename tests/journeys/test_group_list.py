"""Bu Tuti uploads the list of groups that her office keeps, on a phone and at her desk."""

import pytest

from berdaya.demo.cast import make_cast
from berdaya.groups.models import Group, Member
from tests.groups.lists import imas, known_women, row, written
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    cast = make_cast()
    known_women(cast)
    return cast


@pytest.fixture(params=DEVICES)
def page(request, cast, sign_in):
    page = request.getfixturevalue(request.param)
    sign_in(page, cast.tuti)
    return page


def upload(page, content, *, kind=""):
    page.goto("/berkas/")
    file = {"name": "kelompok.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Berkasnya").set_input_files(file)
    if kind:
        page.get_by_text("Pilihan lain", exact=True).click()
        page.locator("[name=kind]").select_option(kind)
    follow(page.get_by_role("button", name="Periksa"))


def test_a_list_is_read_row_by_row_taken_in_and_its_group_stands_on_the_list(page, axe):
    upload(page, written(row(office="Ketua"), imas(agreed="")))
    page.wait_for_url("**/berkas/*-*/")
    axe(page)
    shown = page.locator("section[aria-labelledby=lines]").inner_text()
    assert "kelompok baru, masuk" in shown
    assert "Imas ditahan" in shown
    assert not Group.objects.across_areas(why="test").exists()

    follow(page.get_by_role("button", name="Masukkan"))
    page.get_by_text("Yang masuk", exact=True).wait_for()
    axe(page)
    follow(page.get_by_role("link", name="Lihat kelompok"))

    axe(page)
    assert page.get_by_role("link", name="Melati").first.is_visible()
    assert Member.objects.across_areas(why="test").count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"bukan lembar kerja \x00\x01", "lembar kerja"),
        (written(row(), head=("Nama", "Alamat")), "kode wilayah"),
    ],
    ids=["not a sheet", "columns missing"],
)
def test_a_file_that_is_no_list_is_refused_in_words_and_the_page_stays(
    page, axe, content, said
):
    upload(page, content, kind="groups")

    assert page.url.endswith("/berkas/")
    axe(page)
    problems = page.locator(".errors, [role=alert]").first.inner_text()
    assert said in problems.casefold()
    assert page.get_by_label("Berkasnya").is_visible()
