"""Bu Sari notes KIE in a meeting and asks before and after; Pak Dedi goes where he is awaited."""

from datetime import timedelta

import pytest

from berdaya.kie.models import Session
from tests.groups.world import TODAY, a_group, melati
from tests.journeys.browser import PHONE, follow, opened
from tests.kie.world import a_material, a_meeting, a_visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = [f"Ibu {letter}" for letter in "ABCDEFGHIJ"]


def knew(page, question, names):
    field = page.locator("fieldset").filter(has_text=question)
    for name in names:
        field.get_by_text(name, exact=True).tap()


def test_kie_in_a_meeting_with_its_questions_takes_few_taps(cast, phone, sign_in, axe):
    group, members = melati(cast, NAMES)
    a_meeting(group, members, by=cast.sari)
    a_material(cast.dedi)
    sign_in(phone, cast.sari)
    phone.goto(f"/kelompok/{group.pk}/kie/")
    axe(phone)

    follow(phone.get_by_role("link", name="Catat KIE", exact=False).last)
    axe(phone)
    phone.get_by_text("Pemasaran", exact=True).first.tap()
    phone.get_by_text("PKB/PLKB", exact=True).tap()
    with phone.expect_navigation():
        phone.get_by_role("button", name="Simpan").tap()
    axe(phone)
    for when, names in (("Sebelum", NAMES[:2]), ("Sesudah", NAMES[:7])):
        follow(phone.get_by_role("link", name=f"Tanya: {when}"))
        axe(phone)
        knew(phone, "Apa saja yang dihitung dalam harga jual?", names)
        with phone.expect_navigation():
            phone.get_by_role("button", name="Simpan").tap()
    axe(phone)

    assert phone.get_by_text("2 / 10").is_visible()
    assert phone.get_by_text("7 / 10").is_visible()
    session = Session.objects.across_areas(why="test").get()
    assert session.meeting.attendances.count() == len(NAMES)


def test_an_officer_plans_a_trip_and_notes_a_visit(cast, phone, sign_in, axe):
    melati(cast)
    late = a_group(cast.dedi, "Anggrek", area="32.04.32.2998.001.001")
    a_visit(late, by=cast.dedi, on=TODAY - timedelta(days=45))
    sign_in(phone, cast.dedi)
    phone.goto("/")

    follow(phone.get_by_role("link", name="Kelompok yang perlu dikunjungi"))
    axe(phone)
    phone.get_by_label("Masukkan Anggrek ke daftar").tap()
    follow(phone.get_by_role("button", name="Daftar hari ini"))
    axe(phone)
    assert phone.get_by_text("Beli timbangan").is_visible()
    follow(phone.get_by_role("link", name="Catat kunjungan Anggrek"))
    axe(phone)
    phone.get_by_text("Selesai", exact=True).tap()
    phone.get_by_label("Apa yang Anda lihat?").fill("Timbangan sudah dipakai.")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Simpan").tap()
    axe(phone)

    assert phone.get_by_text("Diselesaikan pada kunjungan ini").is_visible()


def test_who_came_is_tapped_all_at_once_or_without_a_script(
    cast, phone, sign_in, browser, live_server
):
    group, _members = melati(cast)
    sign_in(phone, cast.sari)
    phone.goto(f"/kelompok/{group.pk}/kie/catat/")
    phone.get_by_role("button", name="Semua hadir").tap()
    assert phone.locator("[data-count]").inner_text() == "3 / 3"
    plain = {"java_script_enabled": False, **PHONE}

    with opened(browser, live_server.url, **plain) as page:
        sign_in(page, cast.sari)
        page.goto(f"/kelompok/{group.pk}/kie/catat/")
        page.get_by_text("Modal usaha", exact=True).first.click()
        page.get_by_text("PPKBD", exact=True).click()
        page.get_by_text("Rina", exact=True).click()
        follow(page.get_by_role("button", name="Simpan"))

    assert Session.objects.across_areas(why="test").get().listeners.count() == 1
