"""Pak Dedi uploads a file of his whole district, sees how far it is, stops it and goes on."""

import pytest

from berdaya.demo.cast import make_cast
from berdaya.imports.actions import stop
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload, Worker
from berdaya.imports.workers import at_work, claim
from berdaya.people.models import Family
from tests.imports.large import FAMILIES, large_file, work
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr("berdaya.imports.work.PORTION", 3)


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture(params=DEVICES)
def page(request, cast, sign_in):
    page = request.getfixturevalue(request.param)
    sign_in(page, cast.dedi)
    return page


def upload(page, tmp_path):
    file = tmp_path / "kecamatan.csv"
    file.write_bytes(large_file())
    page.goto("/berkas/")
    page.get_by_label("Berkasnya").set_input_files(file)
    page.get_by_label("Desa atau wilayah").select_option(
        label="Semua desa di Kecamatan Baleendah: tiap baris menyebut kode desanya"
    )
    follow(page.get_by_role("button", name="Periksa"))
    page.wait_for_url("**/berkas/*-*/")


def one_portion():
    with at_work(Worker.Kind.BACKGROUND) as worker:
        work_on(claim(worker), worker, size=3, shall_end=lambda: True)


def families():
    return Family.objects.across_areas(why="test").count()


def test_a_file_of_a_district_comes_in_by_itself_once_it_was_looked_through(
    cast, page, axe, tmp_path
):
    upload(page, tmp_path)
    page.get_by_text("pekerja di balik layar sedang diam").wait_for()
    axe(page)
    one_portion()
    page.get_by_text("3 / 11").wait_for()
    work()
    page.get_by_role("heading", name="Yang akan masuk").wait_for()
    axe(page)

    follow(page.get_by_role("button", name="Masukkan semuanya"))
    page.get_by_text("Belum ada yang mengerjakan").wait_for()
    one_portion()
    page.get_by_text("3 / 11").wait_for()
    axe(page)
    follow(page.get_by_role("button", name="Hentikan"))
    page.get_by_role("button", name="Lanjutkan").wait_for()
    axe(page)
    assert families() == 3
    follow(page.get_by_role("button", name="Lanjutkan"))
    page.get_by_text("Belum ada yang mengerjakan").wait_for()
    work()

    page.get_by_role("heading", name="Yang masuk", exact=True).wait_for()
    assert families() == FAMILIES


def test_the_work_behind_the_screen_is_shown(cast, page, axe, tmp_path):
    upload(page, tmp_path)

    page.goto("/pekerja/")

    assert page.get_by_text("sedang diam").is_visible()
    axe(page)
    with at_work(Worker.Kind.BACKGROUND) as worker:
        claimed = claim(worker)
        page.reload()
        assert page.get_by_text("sedang berjalan").is_visible()
        assert page.get_by_role("link", name="kecamatan.csv").is_visible()
        axe(page)
        stop(upload=claimed, by=cast.dedi)
    assert Upload.objects.across_areas(why="test").get().state == Upload.State.STOPPED
