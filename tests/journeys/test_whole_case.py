"""Two cases from the first request to their end: one through all six stages, one that is stopped."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berdaya.casework.models import CaseRead
from tests.casework.world import a_client, a_professional, cases
from tests.journeys.browser import follow
from tests.journeys.test_casework import agree, hand_in, take_on
from tests.services.world import a_service, agrees_to_casework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FACETS = (
    "Bentuk masalah",
    "Ciri masalah",
    "Luas masalah",
    "Penyebab",
    "Akibat",
    "Usaha yang pernah dicoba",
    "Keadaan klien sekarang",
)
ONWARD = "Lanjut ke tahap berikutnya"
LEVELS = {
    "Sesuai harapan": "Tiga hari seminggu",
    "Lebih dari harapan": "Lima hari seminggu",
    "Jauh melebihi harapan": "Setiap hari",
    "Di bawah harapan": "Sehari seminggu",
    "Jauh di bawah harapan": "Tidak keluar",
}


@pytest.fixture
def supervisor(cast):
    return a_professional("hesti", "supervisor", name="Bu Hesti")


@pytest.fixture
def _without_second_step(monkeypatch):
    """A supervisor has a second step at the door, which another journey walks."""
    monkeypatch.setattr("berdaya.access.middleware.is_missing", lambda user, session: False)


@pytest.fixture
def case(cast, supervisor, phone, sign_in, _without_second_step):
    """A request that was taken on, and agreed to by the client: by tapping, too."""
    client = a_client(cast.sari)
    agrees_to_casework(client, by=cast.ani)
    for user, deed in ((cast.sari, hand_in), (supervisor, take_on), (cast.ani, agree)):
        sign_in(phone, user)
        deed(phone, lambda page: None)
    return cases().get()


def go(page, name, case):
    page.goto(reverse(name, args=[case.pk]))


def tell(page, answers):
    for label, words in answers.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}")).fill(words)


def save(page, name="Simpan"):
    follow(page.get_by_role("button", name=name, exact=True))
    expect(page.locator(".field--wrong")).to_have_count(0)


def press(page, name):
    follow(page.get_by_role("link", name=name, exact=True))


def step(page, case, name, why="", nth=0):
    """Take a step of the path; the page says afterwards where the case is."""
    go(page, "case_path", case)
    link = page.get_by_role("link", name=name, exact=True).nth(nth)
    if not link.is_visible():
        page.get_by_text("Mengakhiri penanganan", exact=True).click()
    follow(link)
    if why:
        page.get_by_label("Mengapa?").fill(why)
    save(page, "Ambil langkah ini")


def stands_in(page, title):
    expect(page.locator('[aria-current="step"]')).to_contain_text(title)


def assess(page, case):
    go(page, "case_assessment", case)
    press(page, "Mulai asesmen")
    tell(page, dict.fromkeys(FACETS, "Tidak keluar rumah sejak Juni."))
    tell(page, {"Apa yang kuat?": "Pandai menjahit"})
    page.locator("label.choice", has_text="Yang ditangani lebih dulu").click()
    tell(page, {"Apa itu, dalam satu dua kalimat?": "Keluar rumah lagi"})
    tell(page, {"Mengapa ini, bukan yang lain?": "Dari situ yang lain ikut membaik"})
    save(page)


def plan(page, case):
    """A plan with both kinds of goals, agreed to."""
    go(page, "case_plan", case)
    press(page, "Mulai rencana")
    tell(page, {"Apa yang ditangani lebih dulu?": "Keluar rumah lagi"})
    save(page)
    press(page, "Uraikan")
    for name in ("Sistem klien", "Sistem sasaran", "Sistem pelaksana", "Sistem kegiatan"):
        page.get_by_label(name).fill("Murniati dan Bu Ani")
    save(page)
    for kind in ("Tujuan hasil.", "Tujuan proses."):
        press(page, "Tetapkan tujuan")
        page.get_by_text(kind).click()
        tell(page, {"Apa yang ingin berubah?": "Keluar rumah", "Tampak dari apa?": "Hari"})
        tell(page, LEVELS)
        save(page)
    press(page, "Rencanakan kegiatan")
    tell(page, {"Apa yang dilakukan?": "Belanja bersama", "Dengan cara apa?": "Senin pagi"})
    page.get_by_label("Siapa yang mengerjakan?").fill("Murniati")
    save(page)
    have_agreed(page)


def have_agreed(page):
    press(page, "Klien menyetujui")
    page.get_by_text("Dibacakan kepada klien").click()
    save(page, "Klien menyetujui")


def refer(page, case):
    """A service is asked, and says what became of it."""
    go(page, "case_plan", case)
    press(page, "Rujuk ke layanan")
    follow(page.get_by_role("link", name="Kelas lansia"))
    page.get_by_label("Apa yang diminta dari layanan itu?").fill("Teman untuk keluar rumah")
    page.get_by_text("Nama", exact=True).click()
    page.get_by_label("Siapa yang setuju?").fill("Murniati")
    save(page)
    press(page, "Sudah disampaikan")
    page.get_by_text("WhatsApp", exact=True).click()
    save(page)
    press(page, "Sudah dilayani")
    save(page)


def meet(page, case):
    go(page, "contact_list", case)
    press(page, "Catat kontak")
    page.get_by_text("Mengerjakan bersama:").click()
    page.locator("fieldset", has_text="Peran Anda").get_by_role("checkbox").first.check()
    page.get_by_label("Apa yang terjadi?").fill("Kami ke pasar bersama.")
    save(page)


def plan_again(page, case):
    """The plan did not work: a new version, and the old one stays to be read."""
    step(page, case, "Menyusun rencana baru", why="Pasar terlalu ramai baginya")
    stands_in(page, "3. Rencana")
    go(page, "case_plan", case)
    press(page, "Versi baru")
    tell(page, {"Mengapa versi baru?": "Mulai dari tetangga dekat"})
    save(page)
    have_agreed(page)


def evaluate(page, case):
    go(page, "case_evaluation", case)
    press(page, "Nilai tujuan")
    for goal in page.locator("fieldset", has_text="Lima hari seminggu").all():
        goal.locator("label", has_text="Lima hari seminggu").click()
    for evidence in page.get_by_label("Terlihat dari apa?").all():
        evidence.fill("Buku catatan kader")
    page.get_by_text("Bersama klien", exact=True).click()
    page.get_by_text("Pada akhir", exact=False).first.click()
    save(page)
    press(page, "Tanyai klien")
    page.get_by_text("Lebih baik").nth(1).click()
    page.get_by_text("Sangat menolong").click()
    save(page)


def end(page, case):
    go(page, "case_ending", case)
    press(page, "Isi daftar periksa")
    for point in page.get_by_text("Ya", exact=True).all():
        point.click()
    save(page)
    press(page, "Rencanakan sesudahnya")
    tell(page, {"Siapa yang membantu sesudah ini?": "Kakaknya"})
    tell(page, {"Apa yang dilakukan klien saat itu?": "Telepon kakaknya dulu"})
    save(page)
    hand_summary(page, case)


def hand_summary(page, case):
    go(page, "case_ending", case)
    press(page, "Tulis ringkasan")
    for words in page.locator("main textarea").all():
        if not words.input_value():
            words.fill("Bu Ani, Senin pagi")
    save(page)
    press(page, "Klien sudah menerima")
    page.get_by_text("Dibacakan dan diserahkan").click()
    save(page)


# what is done in each stage, and the step that follows
WAY = (
    ((assess,), ONWARD),
    ((plan,), ONWARD),
    ((meet, plan_again), ONWARD),
    ((refer, meet), ONWARD),
    ((evaluate,), "Tujuan tercapai"),
    ((end,), "Menutup kasus"),
)


def test_a_case_walks_all_six_stages_with_a_new_plan_and_a_referral(cast, phone, case, axe):
    a_service(cast.dedi)
    go(phone, "case_path", case)
    axe(phone)
    step(phone, case, ONWARD)
    stands_in(phone, "2. Asesmen")
    expect(phone.get_by_role("link", name=ONWARD)).to_have_count(0)  # something is missing
    for deeds, way in WAY:
        for deed in deeds:
            deed(phone, case)
        step(phone, case, way)
    stands_in(phone, "6. Pengakhiran")
    axe(phone)

    done = cases().get()
    assert (done.stage, done.state) == (6, "closed")
    taken = list(done.stage_entries.in_order().values_list("kind", "to_stage"))
    assert [to for _kind, to in taken] == [1, 2, 3, 4, 3, 4, 5, 6]
    assert [kind for kind, _to in taken].count("back") == 1
    assert done.plans.count() == 2
    assert done.case_referrals.get().referral.state == "served"
    read = CaseRead.objects.across_areas(why="test").filter(case=done)
    assert read.filter(page="case_path", by=cast.ani).exists()


def test_a_case_ends_in_assessment_because_the_client_asks(phone, case, axe):
    step(phone, case, ONWARD)
    step(phone, case, "Permintaan klien", why="Ibu ingin berhenti dulu")
    stands_in(phone, "6. Pengakhiran")
    axe(phone)
    hand_summary(phone, case)
    step(phone, case, "Menutup kasus")

    ended = cases().get()
    assert (ended.state, ended.stage_entries.get(to_stage=6).ending) == (
        "closed",
        "client-request",
    )
    assert [it.to_stage for it in ended.stage_entries.in_order()] == [1, 2, 6]
    assert ended.stage_entries.get(to_stage=6).reason == "Ibu ingin berhenti dulu"
