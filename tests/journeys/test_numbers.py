"""Bu Tuti opens a number for another office's form, on a phone; a number searched leaves no address behind."""

import pytest
from playwright.sync_api import expect

from berdaya.demo.cast import make_cast, rina_family
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NIK = "3204321103809001"
MASKED = "3204••••••••9001"


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, rina_family(cast).memberships.get(relation="head").person


def test_a_number_is_shown_once_and_masked_again(world, phone, sign_in, axe):
    cast, dadan = world
    sign_in(phone, cast.tuti)
    phone.goto(dadan.get_absolute_url())
    expect(phone.locator("main")).to_contain_text(MASKED)
    phone.get_by_text("Tampilkan", exact=True).click()
    axe(phone)
    follow(phone.get_by_role("button", name="Untuk formulir kantor lain"))

    phone.wait_for_url("**/nomor/")
    expect(phone.locator(".in-groups")).to_have_text(NIK)
    axe(phone)
    follow(phone.get_by_role("link", name="Kembali"))
    phone.wait_for_url(f"**{dadan.get_absolute_url()}")
    expect(phone.locator("main")).to_contain_text(MASKED)
    assert NIK not in phone.content()


def test_a_number_that_is_searched_never_stands_in_the_address(world, phone, sign_in):
    cast, _dadan = world
    sign_in(phone, cast.sari)
    phone.goto("/cari/")
    phone.get_by_role("searchbox").fill(NIK)
    follow(phone.get_by_role("button", name="Cari", exact=True))

    expect(phone.get_by_role("heading", name="Keluarga")).to_be_visible()
    assert NIK not in phone.url
