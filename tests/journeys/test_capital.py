"""From an application to its accounts by telephone: the group writes, a mentor looks, two decide."""

import re

import pytest

from berdaya.capital.actions import say_who_one_is
from tests.capital.world import a_call, a_colleague, decided, in_business
from tests.groups.world import a_woman, accompanied, joins, melati
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def group(cast):
    group, _members = melati(cast)
    accompanied(group, cast.budi, by=cast.dedi)
    in_business(cast, group)
    a_call(cast.dedi)
    decided(cast, group, "Mengajukan modal untuk wajan")
    return group


def write(page, answers):
    for label, words in answers.items():
        page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(words)


def save(page):
    follow(page.get_by_role("button", name="Simpan"))


def step(page, name, answers=None):
    follow(page.get_by_role("link", name=name))
    write(page, answers or {})
    save(page)


def sees_no_step(page):
    """Who may not decide is offered no step of deciding."""
    assert not page.get_by_role("link", name="Usulkan keputusan").count()
    assert not page.get_by_role("link", name="Setujui sebagai orang kedua").count()


def opened(page, sign_in, user, address):
    page.context.clear_cookies()
    sign_in(page, user)
    page.goto(address)


@pytest.fixture
def kin(cast, group):
    """A second field officer, the daughter of a member."""
    lina, mother = a_colleague(), a_woman(cast.sari, "Euis")
    daughter = a_woman(cast.sari, "Lina")
    daughter.mother = mother
    daughter.save(update_fields=["mother"])
    joins(group, mother, by=cast.dedi)
    say_who_one_is(person=daughter, by=lina)
    for user in (cast.dedi, cast.rahma):
        say_who_one_is(person=None, by=user)
    return lina


def hands_in(phone, group, axe):
    """The treasurer writes an application, names the meeting's decision and hands it in."""
    phone.goto(f"/kelompok/{group.pk}/modal/")
    axe(phone)
    follow(phone.get_by_role("link", name="Pengajuan baru"))
    phone.get_by_text("Modal usaha perempuan").tap()
    write(phone, {"Mau dipakai untuk apa oleh kelompok?": "Wajan kedua"})
    save(phone)
    step(phone, "Satu lagi", {"Untuk apa?": "wajan", "Berapa harganya?": "3.000.000"})
    assert phone.get_by_text("3 syarat belum terbukti").is_visible()
    axe(phone)
    follow(phone.get_by_role("link", name="Lengkapi di sini Disetujui anggota"))
    phone.get_by_text("Mengajukan modal untuk wajan").tap()
    axe(phone)
    save(phone)
    step(phone, "Ajukan")


def looks(phone, axe):
    """The mentor looks at what only a person can tell."""
    for criterion, answer in (
        ("Buku kas mutakhir", "Ya, buktinya sudah saya lihat"),
        ("Tanpa tunggakan", "Tidak berlaku bagi kelompok ini"),
    ):
        follow(phone.get_by_role("link", name=f"Sudah saya lihat {criterion}"))
        phone.get_by_text(answer).first.tap()
        write(phone, {"Apa buktinya, dan di mana letaknya?": "dilihat di rumah bendahara"})
        axe(phone)
        save(phone)
    assert phone.get_by_text("semua terbukti").is_visible()


def test_an_application_goes_from_the_group_to_its_accounts(
    cast, group, kin, phone, sign_in, axe
):
    sign_in(phone, cast.wati)
    hands_in(phone, group, axe)
    address = phone.url
    sees_no_step(phone)

    opened(phone, sign_in, cast.budi, address)
    looks(phone, axe)

    opened(phone, sign_in, cast.dedi, address)
    axe(phone)
    amount = {"Berapa yang diberikan?": "2.500.000"}
    step(phone, "Usulkan keputusan", amount | {"Mengapa?": "usaha berjalan"})
    assert phone.get_by_text("orang kedua harus orang lain").is_visible()
    sees_no_step(phone)

    # Bu Lina's mother is a member: she takes no part, and reads why
    opened(phone, sign_in, kin, address)
    assert phone.get_by_text("sekeluarga dengan Anda, sekarang atau dulu").is_visible()
    sees_no_step(phone)
    axe(phone)

    opened(phone, sign_in, cast.rahma, address)
    step(phone, "Setujui sebagai orang kedua", {"Mengapa?": "lengkap"})
    phone.get_by_text("Syarat seperti waktu itu").first.tap()
    axe(phone)

    opened(phone, sign_in, cast.wati, address)
    receipt = {"Berapa?": "2.500.000", "Kuitansi mana, dari siapa?": "kuitansi 14"}
    step(phone, "Uang yang terpakai wajan", receipt)
    axe(phone)
    opened(phone, sign_in, cast.rahma, address)
    step(phone, "Terima pertanggungjawaban", {"Mengapa?": "cocok"})

    assert group.applications.get().state == "accounted"
