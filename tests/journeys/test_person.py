"""Bu Sari asks Bu Rina about herself, on a phone, and both see what is strong."""

import re

import pytest
from django.utils import timezone

from berdaya.demo.cast import make_cast, rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment
from tests.journeys.browser import follow
from tests.surveys.conftest import SP, sample  # noqa: F401  # a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TRAITS = "independence-traits"


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, rina_family(cast)


def answer_page(page):
    """Tap the third answer of every scale, the first of everything else."""
    for question in page.locator(".question:not(.question--off)").all():
        choices = question.locator(".choice")
        choices.nth(min(2, choices.count() - 1)).click()


def test_a_member_is_asked_from_their_page_and_the_result_is_in_words(
    world, phone, sign_in, axe
):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/")
    follow(phone.get_by_role("link", name="Rina Suryani", exact=True))
    phone.wait_for_url("**/orang/**")
    axe(phone)
    follow(phone.get_by_role("link", name="Tanyakan sekarang Empat ciri kemandirian"))
    axe(phone)
    follow(phone.locator("button[name=agreed]").first)
    while "periksa" not in phone.url:
        assert "Belum pernah" in phone.locator(".question .choice").first.inner_text()
        answer_page(phone)
        axe(phone)
        follow(phone.locator(".onwards button").first)
    follow(phone.get_by_role("button", name="Simpan dan lihat hasilnya"))

    phone.wait_for_url("**/hasil/**")
    axe(phone)
    assert phone.locator("h1").inner_text() == "Rina Suryani"
    level = phone.locator(".verdict__stage").inner_text()
    assert re.search("[A-Za-z]", level)
    assert "perlu diuji coba" in phone.locator("main").inner_text()
    recorded = Assessment.objects.across_areas(why="test").get()
    assert recorded.person.name == "Rina Suryani"
    phone.goto(f"/keluarga/{family.pk}/")
    axe(phone)
    assert phone.get_by_role("link", name="Rina Suryani · Empat ciri kemandirian").is_visible()


@pytest.mark.usefixtures("sample")
def test_every_kind_of_result_is_read_and_printed(world, phone, desktop, sign_in, axe):
    cast, family = world
    rina = family.memberships.get(relation="spouse").person
    answers = {"sp1": 1, "sp2": 2, "sp3": 4, "sp4": 1, "sp5": 50}
    entry = NewAssessment(new_key(), family, answers, timezone.localdate(), rina)
    done = record_assessment(entry=entry, instrument=SP, door=Door.WEB, by=cast.sari)
    for page in (phone, desktop):
        sign_in(page, cast.sari)
        for address in (f"/hasil/{done.pk}/", f"/hasil/{done.pk}/lembar/"):
            page.goto(address)
            axe(page)
    phone.goto(f"/hasil/{done.pk}/")

    assert phone.locator(".gauges tbody tr").count() == 3
    assert phone.locator(".ticks li").count() == 2
    assert phone.locator(".stair--here").count() == 1


@pytest.mark.once  # instruments stand in files
@pytest.mark.parametrize("instrument", [TRAITS, "keluarga-sejahtera", "group-stage"])
def test_an_instrument_is_explained_and_its_form_is_printed(
    world, phone, desktop, sign_in, axe, instrument
):
    cast, _family = world
    for page in (phone, desktop):
        sign_in(page, cast.sari)
        page.goto(f"/instrumen/{instrument}/")
        axe(page)
        follow(page.get_by_role("link", name="Formulir cetak"))
        axe(page)
    desktop.emulate_media(media="print")

    split = desktop.locator(".paper__item").evaluate_all(
        "all => all.filter(one => getComputedStyle(one).breakInside !== 'avoid').length"
    )
    colours = desktop.locator(".paper *").evaluate_all(
        "all => [...new Set(all.map(one => getComputedStyle(one).color))]"
    )
    assert split == 0
    assert colours == ["rgb(0, 0, 0)"]
    assert not desktop.locator("nav:visible, .no-print:visible").count()
