"""Bu Tuti, the village secretary, reads the board, follows a need to its families, takes it out."""

import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from berdaya.demo.cast import make_cast
from tests.insights.world import draw_world
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VILLAGE = "32.04.32.2998"


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, draw_world(cast)


def test_the_secretary_sees_the_stages_by_hamlet(world, phone, desktop, sign_in, axe):
    cast, _families = world
    for page in (phone, desktop):
        sign_in(page, cast.tuti)
        page.goto("/papan/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Desa Sukamaju (contoh)")
        axe(page)

        follow(page.get_by_role("link", name="Per dusun"))

        expect(page).to_have_url(re.compile("kelompok=dusun"))
        expect(page.locator("#parts tbody tr")).to_have_count(4)  # three, and RW not known
        krajan = page.get_by_role("rowheader", name="Dusun Krajan")
        expect(krajan.get_by_role("img")).to_have_attribute(
            "aria-label", re.compile(r"KS I \d")
        )
        axe(page)


def test_a_need_leads_to_the_families_it_holds_back(world, phone, sign_in, axe):
    cast, _families = world
    sign_in(phone, cast.tuti)
    phone.goto(f"/papan/{VILLAGE}/")
    first = phone.locator(".holders li").first
    count = int(first.locator("strong").inner_text())

    follow(first.get_by_role("link"))

    expect(phone.get_by_role("heading", level=1)).to_have_text("Keluarga yang tertahan")
    expect(phone.locator("tbody tr")).to_have_count(count)
    axe(phone)
    follow(phone.locator("tbody th a").first)
    expect(phone.get_by_text("Menuju tahap berikutnya:")).to_be_visible()
    axe(phone)


def test_the_board_is_taken_out_as_it_stands(world, desktop, sign_in, tmp_path):
    cast, families = world
    sign_in(desktop, cast.tuti)
    desktop.goto(f"/papan/{VILLAGE}/?kelompok=dusun")

    with desktop.expect_download() as download:
        desktop.get_by_role("link", name="Excel").click()

    path = tmp_path / "papan.xlsx"
    download.value.save_as(path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[-1][2] == len(families)
    assert "Dusun Krajan" in [row[0] for row in rows]


def test_a_volunteer_begins_where_a_family_waits(world, phone, sign_in, axe):
    cast, _families = world
    sign_in(phone, cast.sari)
    phone.goto("/")
    axe(phone)

    follow(phone.get_by_role("link", name=re.compile("^Mulai")).first)

    expect(phone).to_have_url(re.compile("/pendataan/keluarga-sejahtera/$"))


@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_homes_lists_and_search_keep_nobody_out(world, sign_in, looks):
    cast, families = world
    visits = [
        (cast.nasional, ["/", "/papan/nasional/?butir=ks03"]),
        (cast.admin, ["/"]),
        (cast.tuti, ["/", f"/papan/{VILLAGE}/", f"/papan/{VILLAGE}/?tahun=2001"]),
        (cast.sari, [f"/papan/{VILLAGE}/keluarga/?belum=1", "/cari/?q=asep", "/cari/"]),
        (cast.sari, ["/instrumen/"]),
        (cast.sari, [families[0].get_absolute_url()]),
    ]
    for page, look in looks:
        for user, paths in visits:
            sign_in(page, user)
            for path in paths:
                page.goto(path)
                look(page)
