"""Bu Wati notes on her telephone what Bu Rina sold today, and the business of Bu Yani."""

import pytest

from berdaya.enterprises import actions
from berdaya.keys import new_key
from tests.enterprises.world import (
    BEGUN,
    CHIPS,
    a_business,
    a_product,
    enterprises,
    records,
    rinas,
)
from tests.groups.world import TODAY, melati
from tests.journeys.browser import PHONE, follow, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TAPS, MOST_BYTES = 6, 30_000


def test_what_was_sold_today_takes_few_taps_and_little_data(cast, phone, sign_in, axe):
    _group, _members, enterprise, chips = rinas(cast)
    cassava = a_product(enterprise, by=cast.wati, name="Keripik singkong", price=6_000)
    sign_in(phone, cast.wati)
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    phone.goto(f"/usaha/{enterprise.pk}/")
    axe(phone)
    session, sizes = phone.context.new_cdp_session(phone), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda it: sizes.append(it["encodedDataLength"]))
    taps = 0

    with phone.expect_navigation():
        phone.get_by_role("link", name="Catat hari ini").tap()
        taps += 1
    axe(phone)
    phone.locator(f"[name=sold_{chips.pk}]").fill("12")
    assert phone.locator(f"[name=money_{chips.pk}]").get_attribute("placeholder") == "96.000"
    phone.locator(f"[name=sold_{cassava.pk}]").fill("3")
    phone.locator(f"[name=money_{cassava.pk}]").fill("15.000")
    taps += 3
    with phone.expect_navigation():
        phone.get_by_role("button", name="Simpan").tap()
        taps += 1
    axe(phone)

    assert phone.get_by_text("Rp111.000").is_visible()
    assert taps <= MOST_TAPS
    assert sum(sizes) < MOST_BYTES
    told = records().filter(on=TODAY).values_list("sold", "money")
    assert set(told) == {(12, 96_000), (3, 15_000)}


def test_without_a_script_the_money_is_reckoned_too(cast, browser, live_server, sign_in):
    _group, _members, enterprise, chips = rinas(cast)
    plain = {"java_script_enabled": False, **PHONE}

    with opened(browser, live_server.url, **plain) as page:
        sign_in(page, cast.wati)
        page.goto(f"/usaha/{enterprise.pk}/hari/")
        page.locator(f"[name=sold_{chips.pk}]").fill("2")
        follow(page.get_by_role("button", name="Simpan"))

    assert records().get().money == 16_000


def test_a_business_is_noted_with_its_code(cast, phone, sign_in, axe):
    group, _members = melati(cast)
    sign_in(phone, cast.wati)
    phone.goto(f"/kelompok/{group.pk}/usaha/")
    axe(phone)

    follow(phone.get_by_role("link", name="Usaha baru"))
    phone.get_by_label("Nama usaha").fill("Keripik Bu Yani")
    phone.get_by_text("Pemaju:").tap()
    phone.get_by_text("Usaha keluarga").tap()
    phone.get_by_label("Anggota yang mana?").select_option("Yani")
    phone.get_by_label("Berjalan sejak kapan?").fill("1-5-2024")
    axe(phone)
    follow(phone.get_by_role("button", name="Simpan"))
    follow(phone.get_by_role("link", name="Cari kodenya"))
    axe(phone)
    follow(phone.get_by_role("button", name="Pilih 10794"))

    made = enterprises().get()
    assert (made.kbli, made.owner.person.name) == ("10794", "Yani")


def test_a_product_and_its_costs_are_noted_on_a_telephone(cast, phone, sign_in, axe):
    group, members = melati(cast)
    enterprise = a_business(group, members[0], by=cast.wati)
    sign_in(phone, cast.wati)
    phone.goto(enterprise.get_absolute_url())

    follow(phone.get_by_role("link", name="Tambah produk"))
    phone.get_by_label("Nama produk atau jasanya").fill("Keripik pisang")
    phone.get_by_label("Dihitung per apa?").fill("bungkus")
    phone.get_by_label("Harga satuannya").fill("8.000")
    phone.get_by_text("Polos, tanpa label").tap()
    axe(phone)
    follow(phone.get_by_role("button", name="Simpan"))
    follow(phone.get_by_role("link", name="Keripik pisang"))
    follow(phone.get_by_role("link", name="Hitung biaya"))
    phone.get_by_label("Sekali membuat jadi berapa?").fill("40")
    phone.get_by_label("Bahan").fill("150.000")
    phone.get_by_label("Upah dan tenaga sendiri").fill("40.000")
    axe(phone)
    follow(phone.get_by_role("button", name="Simpan"))
    axe(phone)

    assert phone.get_by_text("Rp3.250 tersisa").is_visible()


def test_when_costs_are_covered_is_drawn_and_said(cast, desktop, sign_in, axe):
    _group, _members, enterprise, chips = rinas(cast)
    actions.note_costs(key=new_key(), product=chips, since=BEGUN, sheet=CHIPS, by=cast.wati)
    fixed = {"since": BEGUN, "amount": 300_000}
    actions.note_fixed_costs(key=new_key(), enterprise=enterprise, by=cast.wati, **fixed)
    sign_in(desktop, cast.dedi)

    desktop.goto(f"/produk/{chips.pk}/")
    axe(desktop)

    assert desktop.get_by_text("Mulai 100 bungkus sebulan").is_visible()
    assert desktop.get_by_role("img", name="garisnya bertemu pada 100 bungkus").is_visible()
