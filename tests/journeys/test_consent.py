"""A family is told what is recorded, agrees with one tap, and takes it back later."""

import pytest

from berdaya.consents.models import Consent
from berdaya.demo.cast import make_cast, rina_family
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KS = "keluarga-sejahtera"


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, rina_family(cast)


def test_a_family_agrees_with_one_tap_and_withdraws_later(world, phone, sign_in, axe):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/pendataan/{KS}/")
    assert phone.get_by_text("Kami mencatat siapa saja").is_visible()
    axe(phone)
    follow(phone.get_by_role("button", name="Rina Suryani"))
    phone.wait_for_url("**/pendataan/**/1/")

    phone.goto(f"/keluarga/{family.pk}/persetujuan/")
    axe(phone)
    phone.get_by_text("Tarik persetujuan").first.click()
    follow(phone.get_by_role("button", name="Rina Suryani").first)

    phone.get_by_text("Menarik persetujuan").first.wait_for()
    axe(phone)
    acts = Consent.objects.across_areas(why="test").order_by("recorded_at")
    assert [row.act for row in acts] == ["given", "withdrawn"]
    phone.goto(f"/keluarga/{family.pk}/pendataan/{KS}/")
    assert phone.get_by_text("Keluarga ini tidak mau").is_visible()
    assert phone.get_by_role("button", name="Mulai").count() == 0
    axe(phone)


@pytest.mark.once  # what the browser makes of a page
def test_the_text_to_sign_fits_on_one_page(world, desktop, sign_in, axe):
    cast, family = world
    sign_in(desktop, cast.sari)
    for purpose in ("survey", "membership", "loan", "casework", "research"):
        desktop.goto(f"/keluarga/{family.pk}/persetujuan/{purpose}/lembar/")
        axe(desktop)
        assert desktop.pdf(format="A4").count(b"/Type /Page\n") == 1
