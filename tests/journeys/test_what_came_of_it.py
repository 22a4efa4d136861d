"""A social worker and her client look at what has changed, end well, and she looks in again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.outcomes.models import FollowUpNote, SummaryGiven
from berdaya.psychosocial.actions import choose_result
from tests.casework.world import TODAY, a_case, a_professional, again
from tests.journeys.browser import follow
from tests.outcomes.world import an_evaluated_case, outcome_life, outcome_pages
from tests.psychosocial.world import a_result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(cast):
    supervisor = a_professional("hesti", "supervisor", name="Bu Hesti")
    return {"worker": cast.ani, "supervisor": supervisor}


def opened(page, axe, name):
    follow(page.get_by_role("link", name=name))
    axe(page)


def saved(page, axe):
    follow(page.get_by_role("button", name="Simpan"))
    expect(page.get_by_text("Sudah dicatat.").first).to_be_visible()
    axe(page)


def evaluate(phone, axe):
    """Goals by what one sees, then the client's own words, then what was learned."""
    opened(phone, axe, "Nilai tujuan")
    phone.get_by_text("+1  Keluar lima hari seminggu").first.click()
    phone.get_by_label("Terlihat dari apa?").first.fill("Buku catatan kader")
    phone.get_by_text("Bersama klien", exact=True).click()
    saved(phone, axe)
    expect(phone.get_by_text("T = 60,0")).to_be_visible()
    phone.get_by_text("Bagaimana hitungannya?").first.click()
    expect(phone.get_by_text("Σwx = 1 · (1) = 1")).to_be_visible()
    axe(phone)

    opened(phone, axe, "Tanyai klien")
    phone.get_by_text("Lebih baik").nth(1).click()
    phone.get_by_text("Sangat menolong").click()
    phone.get_by_label("Dengan kata-kata klien sendiri").fill("Saya berani ke pasar")
    saved(phone, axe)
    expect(phone.get_by_text("Saya berani ke pasar")).to_be_visible()

    opened(phone, axe, "Catat yang berhasil")
    phone.get_by_text("Berhasil", exact=True).click()
    phone.get_by_label("Apa yang dilakukan?").fill("Belanja bersama")
    phone.get_by_label("Untuk siapa?").fill("Ibu yang ditinggal suami")
    saved(phone, axe)


def prepare(phone, axe):
    """Is the client ready, and who helps afterwards?"""
    opened(phone, axe, "Pengakhiran")
    opened(phone, axe, "Isi daftar periksa")
    for point in phone.get_by_text("Ya", exact=True).all():
        point.click()
    saved(phone, axe)
    opened(phone, axe, "Rencanakan sesudahnya")
    phone.get_by_label("Siapa yang membantu sesudah ini?").fill("Kakaknya")
    phone.get_by_label("Apa yang dilakukan klien saat itu?").fill("Telepon kakaknya dulu")
    saved(phone, axe)
    opened(phone, axe, "Tulis ringkasan")
    # what the goals say stands there already, to be put in plain words
    expect(phone.get_by_label("Apa yang berbeda sekarang?")).to_have_value(
        "Keluar lima hari seminggu"
    )
    phone.get_by_label("Siapa yang dapat dihubungi klien?").fill("Bu Ani, Senin pagi")
    saved(phone, axe)


def end(phone, axe):
    """The client takes the summary along, and it is agreed when somebody looks in."""
    opened(phone, axe, "Untuk dicetak")
    expect(phone.get_by_role("heading", name="Yang kita capai bersama")).to_be_visible()
    phone.go_back()
    opened(phone, axe, "Klien sudah menerima")
    phone.get_by_text("Dibacakan dan diserahkan").click()
    saved(phone, axe)
    opened(phone, axe, "Jadwalkan kunjungan")
    saved(phone, axe)


def look_in(phone, axe):
    """From the list of cases, months later."""
    phone.goto(reverse("case_list"))
    opened(phone, axe, "Menengok kembali")
    follow(phone.get_by_role("link", name="Murniati").first)
    axe(phone)
    phone.get_by_text("Hasilnya bertahan").click()
    saved(phone, axe)


def test_from_the_first_rating_to_looking_in_again(cast, people, phone, sign_in, axe):
    case, _plan = an_evaluated_case(cast, 5, **people)
    for answer in (1, 3):
        choose_result(case=case, assessment=a_result(cast, case, answer=answer), by=cast.ani)
    sign_in(phone, cast.ani)

    phone.goto(reverse("case_evaluation", args=[case.pk]))
    axe(phone)
    expect(phone.get_by_text("Tidak dapat dinilai").first).to_be_visible()
    evaluate(phone, axe)
    prepare(phone, axe)
    enter_stage(case=again(case), to=6, on=TODAY, by=cast.ani, ending="goal-reached")
    phone.reload()
    end(phone, axe)
    close_case(case=again(case), on=TODAY, by=cast.ani)
    look_in(phone, axe)

    assert SummaryGiven.objects.across_areas(why="test").get().how == "read-aloud"
    assert FollowUpNote.objects.across_areas(why="test").get().result == "holds"


@pytest.mark.once  # colours and words; tests/site/test_queries.py opens them on both
def test_every_page_of_evaluation_and_ending_is_open_to_all(cast, people, sign_in, looks):
    life = outcome_life(cast, a_case(cast, **people))
    for page, look in looks:
        sign_in(page, cast.ani)
        for name, [args] in outcome_pages(life).items():
            shown = page.goto(reverse(name, args=args))
            assert shown.ok, name
            look(page)
