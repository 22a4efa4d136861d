"""From a volunteer's request to a contract signed with a finger, on a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berdaya.casework.models import Contract
from tests.casework.world import (
    a_case,
    a_client,
    a_contract,
    a_professional,
    again,
    case_pages,
    cases,
    casework_life,
)
from tests.groups.world import a_group
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def supervisor(cast):
    return a_professional("hesti", "supervisor", name="Bu Hesti")


@pytest.fixture
def _without_second_step(monkeypatch):
    """A supervisor has a second step at the door, which another journey walks."""
    monkeypatch.setattr("berdaya.access.middleware.is_missing", lambda user, session: False)


def sign(page):
    """A line across the box, as a finger draws it."""
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 20 + 30 * step, box["y"] + 60 + 50 * (step % 2))
    page.mouse.up()


def hand_in(phone, axe):
    """Bu Sari asks for a social worker."""
    phone.goto(reverse("intake_new"))
    phone.get_by_label("Nama orang").fill("murni")
    follow(phone.get_by_role("button", name="Cari"))
    axe(phone)
    follow(phone.get_by_role("link", name="Murniati"))
    phone.get_by_text("Tidak ada makanan").click()
    phone.get_by_label("Apa yang terjadi?").fill("Ia dan anaknya belum makan sejak kemarin.")
    phone.get_by_text("Ya, sudah tahu").click()
    axe(phone)
    follow(phone.get_by_role("button", name="Kirim permintaan"))
    axe(phone)


def take_on(phone, axe):
    """The supervisor makes a case of it and chooses who works on it."""
    phone.goto(reverse("intake_list"))
    axe(phone)
    follow(phone.get_by_role("link", name="Murniati"))
    axe(phone)
    follow(phone.get_by_role("link", name="Terima sebagai kasus"))
    phone.get_by_text("Memulihkan").click()
    phone.get_by_text("Mikro").first.click()
    follow(phone.get_by_role("button", name="Simpan"))
    phone.get_by_text("Bu Ani: 0 kasus").click()
    axe(phone)
    follow(phone.get_by_role("button", name="Simpan"))


def agree(phone, axe):
    """The social worker writes the contract, and the client signs it."""
    phone.goto(reverse("case_list"))
    axe(phone)
    follow(phone.get_by_role("link", name="Murniati"))
    axe(phone)
    follow(phone.get_by_role("link", name="Kesepakatan layanan"))
    follow(phone.get_by_role("link", name="Tulis kesepakatan"))
    axe(phone)
    phone.get_by_label("Apa yang ingin dicapai klien?").fill("Anak-anak makan tiap hari")
    phone.get_by_label("Apa yang dilakukan klien?").fill("Ikut pelatihan")
    phone.get_by_label("Apa yang Anda lakukan?").fill("Mengurus bantuan pangan")
    phone.get_by_label("Kapan dan di mana bertemu?").fill("Selasa pukul 10")
    follow(phone.get_by_role("button", name="Simpan"))
    axe(phone)
    follow(phone.get_by_role("link", name="Tanda tangani kesepakatan"))
    axe(phone)
    phone.get_by_text("Sudah dibacakan").click()
    sign(phone)
    follow(phone.get_by_role("button", name="Simpan"))
    axe(phone)


@pytest.mark.usefixtures("_without_second_step")
def test_a_request_becomes_a_case_with_a_signed_contract(cast, supervisor, phone, sign_in, axe):
    a_client(cast.sari)
    for user, deed in ((cast.sari, hand_in), (supervisor, take_on), (cast.ani, agree)):
        sign_in(phone, user)
        deed(phone, axe)

    signed = Contract.objects.across_areas(why="test").get()
    assert (signed.how, signed.signer_name) == ("screen", "Murniati")
    assert cases().get().worker == cast.ani


@pytest.mark.usefixtures("_without_second_step")
@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_every_page_of_casework_is_open_to_all(cast, sign_in, looks):
    life = casework_life(cast)
    pages = case_pages(life, a_group(cast.dedi))
    for page, look in looks:
        for name, [args, *_others] in pages.items():
            if name in ("contract_file", "contract_signature"):
                continue
            user = life["case"].supervisor
            if name in ("contract_write", "contract_sign"):
                user = cast.ani
            sign_in(page, user)
            shown = page.goto(reverse(name, args=args))
            assert shown.ok, name
            look(page)


@pytest.mark.usefixtures("_without_second_step")
def test_the_contract_is_read_aloud_where_the_browser_can_speak(
    cast, supervisor, phone, sign_in
):
    case = a_case(cast, worker=cast.ani, supervisor=supervisor)
    contract = a_contract(case)
    phone.add_init_script("""
        window.spoken = [];
        Object.defineProperty(window, "speechSynthesis", {value: {
            cancel() {},
            speak(said) { window.spoken.push([said.lang, said.text]); setTimeout(() => said.onend(), 0); },
        }});
    """)
    sign_in(phone, cast.ani)
    phone.goto(again(contract).get_absolute_url())
    button = phone.get_by_role("button", name="Bacakan")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    phone.wait_for_function("() => window.spoken.length > 15")

    spoken = phone.evaluate("() => window.spoken")
    assert {language for language, _text in spoken} == {"id-ID"}
    assert "Yang ingin Anda capai" in spoken[0][1]
