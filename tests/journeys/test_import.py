"""Bu Tuti uploads the file that her office has, on a phone and at her desk."""

from pathlib import Path

import pytest

from berdaya.demo.cast import make_cast
from berdaya.people.models import Family
from berdaya.surveys.models import Standing
from tests.journeys.browser import DEVICES, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLES = Path(__file__).parents[2] / "samples"
OPENSID = SAMPLES / "opensid_penduduk_sintetis.xlsx"
ANSWERED = SAMPLES / "keluarga_dan_jawaban_sintetis.xlsx"
DAMAGED = SAMPLES / "nik_rusak_sintetis.xlsx"


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture(params=DEVICES)
def page(request, cast, sign_in):
    page = request.getfixturevalue(request.param)
    sign_in(page, cast.tuti)
    return page


def upload(page, file):
    page.goto("/berkas/")
    page.get_by_label("Berkasnya").set_input_files(file)
    follow(page.get_by_role("button", name="Periksa"))
    page.wait_for_url("**/berkas/*-*/")


def take_in(page):
    follow(page.get_by_role("button", name="Masukkan"))
    page.get_by_text("Yang masuk", exact=True).wait_for()


def families():
    return Family.objects.across_areas(why="test")


def test_the_population_file_comes_in_and_stands_on_the_board_by_hamlet(cast, page, axe):
    page.goto("/berkas/")
    axe(page)
    upload(page, OPENSID)
    axe(page)
    assert page.get_by_role("heading", name="Yang akan masuk").is_visible()
    assert not families().exists()
    take_in(page)
    axe(page)
    assert families().count() >= 20

    follow(page.get_by_role("link", name="Lihat tahap menurut dusun"))

    page.wait_for_url("**/papan/**kelompok=dusun")
    axe(page)
    hamlets = {family.area.hamlet or family.area.parent.hamlet for family in families()}
    shown = page.locator("main").inner_text().casefold()
    assert hamlets
    assert all(hamlet.casefold() in shown for hamlet in hamlets)


def test_the_rows_to_mend_are_fetched_and_uploaded_again(cast, page, axe, tmp_path):
    upload(page, DAMAGED)
    axe(page)
    reasons = page.locator("section[aria-labelledby=stays] .card").all_inner_texts()
    assert any("digit" in reason or "angka" in reason for reason in reasons)

    with page.expect_download() as fetched:
        page.get_by_role("link", name="Ambil").click()
    mend = tmp_path / "perbaiki.xlsx"
    fetched.value.save_as(mend)
    upload(page, mend)

    axe(page)
    assert page.get_by_role("heading", name="Perbaiki baris yang belum masuk").is_visible()


def test_answers_in_the_file_become_stages(cast, page, axe):
    upload(page, ANSWERED)
    take_in(page)

    follow(page.get_by_role("link", name="Lihat tahap menurut dusun"))

    page.wait_for_url("**/papan/**kelompok=dusun")
    axe(page)
    levels = Standing.objects.across_areas(why="test").values_list("level", flat=True)
    assert len(set(levels)) >= 3
    assert "KS I" in page.locator("main").inner_text()
