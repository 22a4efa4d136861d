"""Somebody recorded already is seen before saving; a field officer merges two records."""

from datetime import date

import pytest

from berdaya.demo.cast import make_cast, rina_family
from berdaya.people.actions import add_member, register_family
from berdaya.people.models import Door, Merge, Person
from tests.journeys.browser import follow
from tests.people.test_registering import DAY, VILLAGE, member
from tests.people.test_registering import family as new_family

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(transactional_db):
    cast = make_cast()
    return cast, rina_family(cast)


def persons():
    return Person.objects.across_areas(why="test").count()


def test_a_child_entered_again_is_seen_before_it_is_saved(world, phone, sign_in, axe):
    cast, family = world
    sign_in(phone, cast.sari)
    before = persons()
    phone.goto(f"/keluarga/{family.pk}/anggota/baru/")
    phone.fill("[name=name]", "Sitti Hidajat")
    phone.select_option("[name=nik_missing]", "lost")
    phone.locator(".choice", has_text="Perempuan").click()
    phone.fill("[name=birth_date]", "23-09-2014")
    phone.select_option("[name=relation]", "child")
    follow(phone.get_by_role("button", name="Simpan dan selesai"))

    phone.get_by_text("Mungkin sudah tercatat").wait_for()
    axe(phone)
    assert phone.locator(".notice", has_text="Siti Hidayat").is_visible()
    assert persons() == before
    follow(phone.get_by_role("button", name="Simpan dan selesai"))
    phone.wait_for_url(f"**/keluarga/{family.pk}/")
    assert persons() == before + 1


def test_a_field_officer_merges_two_records_on_a_phone_and_parts_them(
    world, phone, sign_in, axe
):
    cast, family = world
    again = member("Sitti Hidajat", "child", "female", birth_date=None, schooling="in_smp")
    add_member(family=family, member=again, since=DAY, by=cast.sari)
    sign_in(phone, cast.dedi)
    phone.goto(f"/kembar/?wilayah={VILLAGE}")
    axe(phone)
    follow(phone.get_by_role("link", name="Bandingkan").first)
    phone.get_by_text("Mana yang benar?").wait_for()
    axe(phone)
    phone.get_by_label("Dari mana Anda tahu?").fill("Ibunya yang menyampaikan")
    follow(phone.get_by_role("button", name="Satu orang: gabungkan"))

    phone.get_by_text("Sudah digabung", exact=True).wait_for()
    assert Merge.objects.get().undone_at is None
    phone.locator("summary", has_text="Pisahkan lagi").click()
    axe(phone)
    phone.get_by_label("Mengapa keduanya bukan orang yang sama?").fill("Sepupunya")
    follow(phone.get_by_role("button", name="Ya, pisahkan"))

    phone.get_by_text("Sudah dipisahkan lagi").wait_for()
    assert Merge.objects.get().undone_by == cast.dedi


def test_a_family_recorded_twice_is_merged_with_who_is_who(world, phone, sign_in, axe):
    cast, family = world
    rina = member("Rina Soerjani", birth_date=date(1984, 7, 15))
    again = register_family(
        family=new_family(rina, member("Nenek Iyah", "other")), door=Door.WEB, by=cast.sari
    )
    sign_in(phone, cast.dedi)
    phone.goto(f"/kembar/keluarga/{family.pk}/{again.pk}/")
    axe(phone)
    chosen = phone.locator("select").first.evaluate("it => it.selectedOptions[0].textContent")
    assert chosen == "Rina Suryani"
    phone.get_by_label("Dari mana Anda tahu?").fill("Satu rumah")
    follow(phone.get_by_role("button", name="Satu keluarga: gabungkan"))

    phone.wait_for_url(f"**/keluarga/{family.pk}/")
    assert phone.get_by_text("Nenek Iyah").first.is_visible()
    phone.goto(f"/keluarga/{again.pk}/")
    assert phone.url.endswith(f"/keluarga/{family.pk}/")
