"""On a phone: a child is born, and a head of family dies; each is looked over first."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from berdaya.demo.cast import make_cast, rina_family
from berdaya.life.models import LifeEvent
from tests.journeys.browser import follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    cache.clear()
    cast = make_cast()
    return cast, rina_family(cast)


def test_a_child_is_born(world, phone, sign_in, axe):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/")
    follow(phone.get_by_role("link", name="Ada perubahan?"))
    axe(phone)
    follow(phone.get_by_role("link", name="Kelahiran"))
    axe(phone)
    phone.get_by_label("Nama", exact=True).fill("Intan")
    phone.get_by_text("Perempuan", exact=True).click()
    phone.get_by_text("Lahir di keluarga ini").click()
    follow(phone.get_by_role("button", name="Lihat perubahannya"))
    phone.get_by_role("heading", name="Sudah benar?").wait_for()
    axe(phone)
    assert not LifeEvent.objects.across_areas(why="test").exists()

    follow(phone.get_by_role("button", name="Ya, catat"))

    phone.wait_for_url(f"**/keluarga/{family.pk}/")
    assert phone.get_by_role("link", name="Intan", exact=True).is_visible()
    event = LifeEvent.objects.across_areas(why="test").get()
    assert (event.kind, event.on) == ("birth", timezone.localdate())


def test_a_head_dies_and_his_wife_takes_over(world, phone, sign_in, axe):
    cast, family = world
    sign_in(phone, cast.sari)
    phone.goto(f"/keluarga/{family.pk}/peristiwa/")
    follow(phone.get_by_role("link", name="Meninggal"))
    phone.get_by_text("Dadan Hidayat").last.click()
    phone.get_by_text("Disampaikan keluarga").click()
    follow(phone.get_by_role("button", name="Lihat perubahannya"))
    phone.get_by_text("Pilih siapa yang menggantikan").first.wait_for()
    axe(phone)
    phone.get_by_label("Siapa yang menggantikan").select_option(label="Rina Suryani")
    follow(phone.get_by_role("button", name="Lihat perubahannya"))
    follow(phone.get_by_role("button", name="Ya, catat"))

    phone.wait_for_url(f"**/keluarga/{family.pk}/")
    assert phone.get_by_role("heading", name="Keluarga Rina Suryani").is_visible()
    follow(phone.get_by_role("link", name="Ada perubahan?"))
    follow(phone.get_by_role("link", name="Batalkan"))
    axe(phone)
    phone.get_by_label("Apa yang keliru?").fill("Kabarnya keliru")
    follow(phone.get_by_role("button", name="Batalkan catatan ini"))

    phone.wait_for_url("**/peristiwa/")
    phone.goto(f"/keluarga/{family.pk}/")
    assert phone.get_by_role("heading", name="Keluarga Dadan Hidayat").is_visible()
    phone.goto(f"/keluarga/{family.pk}/susunan/")
    axe(phone)
