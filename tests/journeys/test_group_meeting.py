"""Bu Wati notes the monthly meeting of twenty members on her telephone, with little to tap."""

import pytest

from tests.groups.world import JOINED, a_woman, holds, melati
from tests.journeys.browser import PHONE, follow, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEMBERS = 20
MOST_TAPS, MOST_BYTES = 45, 30_000


@pytest.fixture
def group(cast):
    names = [f"Ibu {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]
    group, members = melati(cast, names)
    holds(members[2], "chair", by=cast.dedi, since=JOINED)
    return group


class Counted:
    """A page whose taps and typed fields are counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def tap(self, locator):
        self.count += 1
        locator.tap()

    def write(self, locator, words):
        self.count += 1
        locator.fill(words)


def test_a_meeting_of_twenty_is_noted_with_few_taps_and_little_data(
    cast, group, phone, sign_in, axe
):
    sign_in(phone, cast.wati)
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    phone.goto(f"/kelompok/{group.pk}/")
    session, sizes = phone.context.new_cdp_session(phone), []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda it: sizes.append(it["encodedDataLength"]))
    me = Counted(phone)

    with phone.expect_navigation():
        me.tap(phone.get_by_role("link", name="Catat pertemuan"))
    axe(phone)
    for row in phone.locator(".attend").all()[:17]:
        me.tap(row.get_by_text("Hadir", exact=True))
    me.tap(phone.locator(".attend").nth(17).get_by_text("Izin", exact=True))
    assert phone.locator("[data-count]").inner_text() == f"17 / {MEMBERS}"
    me.write(phone.locator("[name=minutes]"), "Harga kemasan dan pameran.")
    me.write(phone.get_by_label("Apa yang diputuskan?").first, "Beli kemasan")
    me.count += 2  # a telephone opens the list of names, and a tap chooses
    phone.get_by_label("Siapa yang mengerjakan?").first.select_option("Ibu C")
    with phone.expect_navigation():
        me.tap(phone.get_by_role("button", name="Simpan"))
    axe(phone)

    assert phone.get_by_text("17 dari 20").is_visible()
    assert me.count <= MOST_TAPS
    assert sum(sizes) < MOST_BYTES
    meeting = group.meetings.get()
    assert meeting.attendances.filter(presence="present").count() == 17
    assert meeting.resolutions.get().owner.person.name == "Ibu C"


def test_all_are_here_is_one_tap(cast, group, phone, sign_in):
    sign_in(phone, cast.wati)
    phone.goto(f"/kelompok/{group.pk}/pertemuan/catat/")

    phone.get_by_role("button", name="Semua hadir").tap()
    with phone.expect_navigation():
        phone.get_by_role("button", name="Simpan").tap()

    assert group.meetings.get().attendances.filter(presence="present").count() == MEMBERS


def test_the_office_registers_a_group_and_its_first_member(cast, desktop, sign_in, axe):
    a_woman(cast.sari, "Imas Komariah")
    sign_in(desktop, cast.tuti)
    desktop.goto("/kelompok/")
    axe(desktop)

    follow(desktop.get_by_role("link", name="Daftarkan kelompok pertama"))
    desktop.get_by_label("Nama kelompok").fill("Melati")
    desktop.get_by_label("Kapan berdirinya?").fill("2-3-2024")
    follow(desktop.get_by_role("button", name="Simpan"))
    axe(desktop)
    follow(desktop.get_by_role("link", name="Tambahkan anggota pertama"))
    desktop.get_by_label("Nama, atau NIK").fill("imas")
    follow(desktop.get_by_role("button", name="Cari"))
    follow(desktop.get_by_role("button", name="Pilih"))
    desktop.get_by_text("Yang bersangkutan setuju").click()
    desktop.get_by_text("Diucapkan").click()
    axe(desktop)
    follow(desktop.get_by_role("button", name="Simpan"))

    assert desktop.get_by_text("Imas Komariah").first.is_visible()


def test_without_a_script_nothing_is_lost(cast, group, browser, live_server, sign_in):
    plain = {"java_script_enabled": False, **PHONE}
    with opened(browser, live_server.url, **plain) as page:
        sign_in(page, cast.wati)
        page.goto(f"/kelompok/{group.pk}/pertemuan/catat/")

        page.locator(".attend").first.get_by_text("Hadir", exact=True).click()
        follow(page.get_by_role("button", name="Simpan"))

    assert group.meetings.get().attendances.filter(presence="present").count() == 1
