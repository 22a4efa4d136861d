"""Bu Sari surveys a family on her phone, by thumb and by keyboard, and sees the next step."""

import re
from datetime import date

import pytest
from django.utils import timezone

from berdaya.demo.cast import make_cast, rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.models import Assessment, Draft
from tests.journeys.browser import PHONE, bytes_of_first_load, follow, opened
from tests.people.test_registering import family as new_family
from tests.people.test_registering import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KS = "keluarga-sejahtera"
FIRST_LOAD = 150_000  # bytes, compressed


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, rina_family(cast)


def start(page, family):
    page.goto(f"/keluarga/{family.pk}/pendataan/{KS}/")
    follow(page.locator("button[name=agreed], .button--wide").first)


def answer_all(page, *, no=()):
    """Tap an answer to every question of the page."""
    for question in page.locator(".question:not(.question--off)").all():
        code = question.get_attribute("id")
        question.locator(".choice", has_text="Tidak" if code in no else "Ya").first.click()


def onwards(page):
    follow(page.locator(".onwards button").first)


def test_a_volunteer_surveys_a_family_and_sees_what_holds_it(world, phone, sign_in, axe):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/pendataan/{KS}/")
    axe(phone)
    start(phone, family)
    for _group in range(4):
        answer_all(phone, no=("ks03", "ks08"))
        axe(phone)
        onwards(phone)
    axe(phone)

    follow(phone.get_by_role("button", name="Simpan dan lihat hasilnya"))

    phone.wait_for_url("**/hasil/**")
    axe(phone)
    assert phone.locator(".verdict__stage").inner_text() == "KPS"
    assert phone.locator(".need h3").all_inner_texts() == ["Rumah layak"]
    assert phone.locator(".need__steps").count() >= 2
    recorded = Assessment.objects.across_areas(why="test").get()
    assert (recorded.by, recorded.door) == (cast.sari, Door.WEB)
    assert not Draft.objects.exists()


def test_a_tap_is_kept_before_any_button_is_pressed(world, phone, sign_in):
    cast, family = world
    sign_in(phone, cast.sari)
    start(phone, family)

    with phone.expect_response(lambda response: response.request.method == "POST") as kept:
        phone.locator("#ks01 .choice").first.click()

    assert kept.value.status == 204
    assert Draft.objects.get().answers["ks01"] == 1
    phone.reload()
    assert phone.locator("#ks01 input").first.is_checked()


def test_a_survey_can_be_walked_by_keyboard_alone(world, phone, sign_in):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/pendataan/{KS}/")
    press_until(phone, "button[name=agreed]")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/pendataan/**/1/")
    for _group in range(4):
        walk_group(phone)
    press_until(phone, "button:has-text('Simpan dan lihat hasilnya')")
    phone.keyboard.press("Enter")

    phone.wait_for_url("**/hasil/**")

    assert phone.locator(".verdict__stage").inner_text() == "KS III Plus"


def press_until(page, selector, most=120):
    """Tab until what `selector` names has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(
            "selector => document.activeElement.matches(selector)", _plain(selector)
        ):
            wanted = page.locator(selector).first.inner_text()
            if page.evaluate("document.activeElement.innerText") == wanted:
                return
    raise AssertionError(f"the keyboard never reached {selector}")


def _plain(selector):
    return selector.split(":has-text")[0]


def walk_group(page):
    """Tab to each question, choose its first answer with the space bar, and go on."""
    address = page.url
    for _press in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.type, document.activeElement.name]"
        )
        if here[1] == "radio":
            page.keyboard.press("Space")
        if here[0] == "BUTTON" and page.evaluate(
            "!!document.activeElement.closest('.onwards')"
        ):
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: url != address)
            return
    raise AssertionError("the keyboard never reached the button")


def test_what_the_roster_rules_out_is_shown_and_not_asked(world, phone, sign_in, axe):
    cast, _rinas = world
    widow = member("Karsih", birth_date=date(1950, 1, 1), marital="widowed")
    alone = register_family(family=new_family(widow), door=Door.WEB, by=cast.sari)
    sign_in(phone, cast.sari)
    start(phone, alone)

    ruled_out = phone.locator(".question--off")

    assert phone.locator(".question").count() == 6
    assert [question.get_attribute("id") for question in ruled_out.all()] == ["ks05", "ks06"]
    assert ruled_out.locator("input").count() == 0
    assert "Tidak ada anak umur 7" in ruled_out.last.inner_text()
    axe(phone)


def test_the_first_load_of_a_survey_page_is_light(world, phone, sign_in):
    cast, family = world
    sign_in(phone, cast.sari)
    start(phone, family)

    assert bytes_of_first_load(phone, phone.url) < FIRST_LOAD


def test_a_correction_says_why_and_shows_what_was(world, phone, sign_in, axe):
    cast, family = world
    answers = {f"ks{n:02}": int(n != 2) for n in range(1, 22)}
    entry = NewAssessment(new_key(), family, answers, timezone.localdate())
    old = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    sign_in(phone, cast.sari)
    phone.goto(f"/hasil/{old.pk}/")
    follow(phone.get_by_role("button", name="Perbaiki pendataan ini"))
    phone.locator("#ks02 .choice", has_text="Ya").click()
    for _group in range(4):
        onwards(phone)
    phone.get_by_label("Mengapa diperbaiki?").fill("Salah dengar")
    follow(phone.get_by_role("button", name="Simpan dan lihat hasilnya"))

    phone.wait_for_url("**/hasil/**")

    assert phone.locator(".verdict__stage").inner_text() == "KS III Plus"
    phone.get_by_text("Perbaikan (1)").click()
    assert phone.get_by_text("Salah dengar").is_visible()
    axe(phone)


def test_the_sheet_for_the_family_shows_no_number_of_anybody(world, phone, sign_in, axe):
    cast, family = world
    answers = {f"ks{n:02}": int(n != 2) for n in range(1, 22)}
    entry = NewAssessment(new_key(), family, answers, timezone.localdate())
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    sign_in(phone, cast.sari)

    phone.goto(f"/hasil/{done.pk}/lembar/")

    axe(phone)
    words = phone.locator("main").inner_text()
    assert family.kk_number is None or family.kk_number.digits not in words
    for one in family.memberships.select_related("person"):
        assert one.person.nik is None or one.person.nik.digits not in words


def test_the_sheet_prints_on_one_page_even_where_much_is_to_do(world, desktop, sign_in):
    cast, family = world
    answers = {f"ks{n:02}": int(not 7 <= n <= 14) for n in range(1, 22)}
    entry = NewAssessment(new_key(), family, answers, timezone.localdate())
    done = record_assessment(entry=entry, instrument=KS, door=Door.WEB, by=cast.sari)
    sign_in(desktop, cast.sari)
    desktop.goto(f"/hasil/{done.pk}/lembar/")

    printed = desktop.pdf(format="A4")

    assert len(re.findall(rb"/Type ?/Page\b", printed)) == 1


def test_a_survey_needs_no_script(world, browser, live_server, sign_in):
    cast, family = world
    plain = {"java_script_enabled": False, **PHONE}
    with opened(browser, live_server.url, **plain) as phone:
        sign_in(phone, cast.sari)
        start(phone, family)
        for _group in range(4):
            answer_all(phone)
            onwards(phone)
        follow(phone.get_by_role("button", name="Simpan dan lihat hasilnya"))

        phone.wait_for_url("**/hasil/**")
        assert phone.locator(".verdict__stage").inner_text() == "KS III Plus"
