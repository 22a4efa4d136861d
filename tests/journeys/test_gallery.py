import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.browser import bytes_of_first_load, follow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.once,  # what a browser makes of the components
]


def test_components_keep_nobody_out(cast, sign_in, looks):
    languages = []
    for page, look in looks:
        sign_in(page, cast.sari)
        for path in ("/gaya/", "/gaya/formulir/"):
            page.goto(path)
            look(page)
        languages.append(page.locator("html").get_attribute("lang"))

    assert languages == ["id", "en", "en", "id"]


def test_open_menu_and_confirmation_keep_nobody_out(phone, cast, sign_in, axe):
    sign_in(phone, cast.sari)
    phone.goto("/gaya/")
    for summary in phone.locator("main summary").all():
        summary.click()
    phone.locator(".menu > summary").click()
    expect(phone.get_by_role("button", name="Keluar", exact=True)).to_be_visible()
    axe(phone)


def test_a_page_weighs_little_on_a_village_network(phone):
    # the test server does not compress; the bar holds even so
    assert bytes_of_first_load(phone, reverse("account_login")) < 150_000


def test_theme_stays_as_switched_and_paper_stays_light(desktop):
    desktop.emulate_media(color_scheme="light")
    desktop.goto("/gaya/")
    light = ground_of(desktop)
    desktop.locator(".menu > summary").click()
    desktop.get_by_role("button", name="Gelap").click()
    expect(desktop.locator("html")).to_have_attribute("data-theme", "dark")
    dark = ground_of(desktop)
    desktop.reload()
    after_reload = ground_of(desktop)
    ink = "body => getComputedStyle(body).color"
    ink_on_screen = desktop.locator("body").evaluate(ink)
    desktop.emulate_media(media="print")

    assert light != dark == after_reload
    assert desktop.locator("body").evaluate(ink) != ink_on_screen


def test_language_is_switched_on_the_page_one_is_on(phone):
    phone.goto("/gaya/formulir/")
    phone.get_by_role("button", name="English").click()

    expect(phone).to_have_url(re.compile("/gaya/formulir/$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Forms")


def test_the_keyboard_reaches_the_content_first(desktop):
    desktop.goto("/gaya/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_text("Langsung ke isi halaman")).to_be_focused()
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Tab")

    expect(desktop.get_by_role("link", name="Jawa Barat")).to_be_focused()


def test_a_form_is_filled_in_by_keyboard_alone(desktop):
    desktop.goto("/gaya/formulir/")
    desktop.get_by_label("Nama").first.focus()
    for answer in ("Asep Contoh", "23-11-1990", "0812-3456-7890", "50.000"):
        desktop.keyboard.type(answer)
        desktop.keyboard.press("Tab")
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Space")

    form = desktop.locator("form[novalidate]")
    expect(form.get_by_label("Tanggal lahir")).to_have_value("23-11-1990")
    expect(form.get_by_label("Anak")).to_be_checked()
    expect(form.get_by_label("Ya", exact=True)).to_be_checked()


def test_the_menu_closes_by_escape_and_gives_the_focus_back(phone):
    phone.goto("/gaya/")
    menu = phone.locator(".menu > summary")
    menu.click()
    phone.get_by_role("button", name="Gelap").focus()
    phone.keyboard.press("Escape")

    expect(phone.get_by_role("button", name="Gelap")).to_be_hidden()
    expect(menu).to_be_focused()


def test_errors_lead_to_their_fields(phone):
    phone.goto("/gaya/formulir/")
    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Tanggal lahir").click()

    expect(phone.locator("#wrong_born")).to_be_in_viewport()


def test_what_happened_is_said_and_can_be_put_away(phone):
    phone.goto("/gaya/")
    toast = phone.get_by_role("status").get_by_text("Tersimpan.")
    phone.get_by_role("button", name="Tampilkan pesan").click()
    expect(toast).to_be_visible()
    phone.get_by_role("button", name="Tutup").click()
    expect(toast).to_be_hidden()


def test_sign_in_leads_home_and_says_what_is_wrong(phone, cast, axe):
    phone.goto(reverse("account_login"))
    phone.get_by_label("Nama pengguna").fill("sari")
    phone.get_by_label("Kata sandi").fill("salah")
    follow(phone.get_by_role("button", name="Masuk"))
    expect(phone.get_by_role("alert")).to_be_visible()
    axe(phone)


def ground_of(page: Page) -> str:
    return page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
