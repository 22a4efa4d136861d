"""The pages on which two records are compared, merged, told apart and parted again."""

import re

import pytest

from berdaya.insights.doubles import better_first
from berdaya.people.actions import add_member
from berdaya.people.models import Apart, Family, Merge, Person
from tests.insights.test_merging import WHY, join, people, rinas, world
from tests.people.test_registering import DAY, VILLAGE, member

LIST = f"/kembar/?wilayah={VILLAGE}"


@pytest.fixture
def two(cast):
    return rinas(cast), rinas(cast, first=False)


@pytest.fixture
def twins(cast, two):
    """A child entered twice in one family."""
    again = member("Boedi Santosa", "child", "male")
    second = add_member(family=two[0], member=again, since=DAY, by=cast.sari).person
    return people(two[0])["Budi"], second


@pytest.fixture
def dedi(client, cast):
    client.force_login(cast.dedi)
    return client


def pair(kept, absorbed):
    return f"/kembar/{kept.pk}/{absorbed.pk}/"


def radios(page):
    return re.findall(r'<input type="radio" name="(\w+)" value="kept"', page)


def test_alike_records_of_a_village_are_listed(dedi, two):
    page = dedi.get(LIST).content.decode()

    assert "Rina Suryani · Rina Soerjani" in page
    assert "nama sama, tanggal lahir sama, satu RT" in page


def test_a_field_officer_of_several_villages_chooses_one(dedi):
    page = dedi.get("/kembar/").content.decode()
    assert f'href="?wilayah={VILLAGE}"' in page


def test_two_records_are_compared_and_merged(dedi, twins):
    kept, absorbed = twins
    page = dedi.get(pair(kept, absorbed)).content.decode()
    assert "Mana yang benar?" in page

    answers = dict.fromkeys(radios(page), "kept")
    answer = dedi.post(pair(kept, absorbed), answers | {"name": "absorbed", "reason": WHY})

    assert answer.url == LIST
    merge = Merge.objects.get()
    assert (merge.person_kept_id, merge.reason) == (kept.pk, WHY)
    assert "name" in merge.chosen
    kept.refresh_from_db()
    assert kept.name == "Boedi Santosa"
    assert "Boedi" in dedi.get(LIST).content.decode()
    assert dedi.get(f"/orang/{absorbed.pk}/").url == f"/orang/{kept.pk}/"


def test_without_a_reason_nothing_is_merged(dedi, twins):
    answer = dedi.post(pair(*twins), {"name": "kept", "reason": ""})
    assert answer.status_code == 422
    assert not Merge.objects.exists()


def test_what_the_verb_refuses_stands_on_the_page(dedi, two):
    first, second = (people(it)["Rina"] for it in two)
    page = dedi.get(pair(first, second)).content.decode()
    address = f"/kembar/keluarga/{two[0].pk}/{two[1].pk}/"
    assert f'href="{address}"' in page

    answers = dict.fromkeys(radios(page), "kept")
    answer = dedi.post(pair(first, second), answers | {"reason": WHY})

    assert answer.status_code == 422
    assert "kepala keluarga yang masih beranggota" in answer.content.decode()


def test_two_families_are_merged_with_who_is_who(dedi, cast, two):
    kept, absorbed = two
    address = f"/kembar/keluarga/{kept.pk}/{absorbed.pk}/"
    page = dedi.get(address).content.decode()
    chosen = re.findall(r'<option value="([0-9a-f-]{36})" selected', page)
    assert len(chosen) == 2  # Rina and Budi are known to be themselves; Ani comes along
    same = {
        f"member_{theirs.pk}": people(kept)[name].pk
        for name, theirs in people(absorbed).items()
        if name in people(kept)
    }
    told = {"kk_number": "kept", "address": "kept", "phone": "absorbed", "reason": WHY}

    answer = dedi.post(address, told | same)

    assert answer.url == f"/keluarga/{kept.pk}/"
    assert sorted(people(kept)) == ["Ani", "Budi", "Rina"]
    assert dedi.get(f"/keluarga/{absorbed.pk}/").url == f"/keluarga/{kept.pk}/"


def test_a_merge_is_undone_from_the_list(dedi, cast, two):
    before = world()
    merge = join(cast, *two)
    page = dedi.get(LIST).content.decode()
    assert f'action="/gabungan/{merge.pk}/pisah/"' in page
    dedi.post(f"/gabungan/{merge.pk}/pisah/", {"reason": ""})
    assert world() != before

    dedi.post(f"/gabungan/{merge.pk}/pisah/", {"reason": "Dua keluarga"})

    assert world() == before
    assert "Sudah dipisahkan lagi" in dedi.get(LIST).content.decode()


def test_who_are_two_people_are_shown_no_more(dedi, two):
    first, second = (people(it)["Rina"] for it in two)

    dedi.post(f"{pair(first, second)}beda/")
    dedi.post(f"{pair(second, first)}beda/")

    assert Apart.objects.count() == 1
    assert "Rina Suryani · Rina Soerjani" not in dedi.get(LIST).content.decode()


def test_a_volunteer_tells_apart_and_merges_nothing(client, cast, two):
    first, second = (people(it)["Rina"] for it in two)
    client.force_login(cast.sari)

    assert client.get(LIST).status_code == 404
    assert client.get(pair(first, second)).status_code == 404
    assert client.post(f"{pair(first, second)}beda/").status_code == 302
    merge = join(cast, *two)
    assert client.post(f"/gabungan/{merge.pk}/pisah/", {"reason": "x"}).status_code == 404


def test_elsewhere_none_of_it_exists(client, cast, two):
    first, second = (people(it)["Rina"] for it in two)
    client.force_login(cast.joko)
    assert client.post(f"{pair(first, second)}beda/").status_code == 404
    assert not Apart.objects.exists()


def test_the_absorbed_is_found_in_no_list_and_no_search(client, cast, two):
    kept, absorbed = two
    join(cast, kept, absorbed)
    client.force_login(cast.sari)

    for page in ("/keluarga/", "/cari/?q=rina", f"/papan/{VILLAGE}/keluarga/"):
        body = client.get(page).content.decode()
        assert str(kept.pk) in body
        assert str(absorbed.pk) not in body
    assert Family.objects.visible_to(cast.sari).count() == 1
    assert Person.objects.visible_to(cast.sari).count() == 3


def test_the_record_that_heads_a_family_or_has_a_number_is_kept(cast, two):
    first, second = (people(it)["Rina"] for it in two)
    assert better_first(second, first)[0] == first  # both are heads; one has a NIK


def test_pages_ask_the_database_little(dedi, cast, two, django_assert_max_num_queries):
    join(cast, *two)
    third = rinas(cast, first=False)
    first, second = people(two[0])["Rina"], people(third)["Rina"]
    for page in (
        LIST,
        pair(first, second),
        f"/kembar/keluarga/{two[0].pk}/{third.pk}/",
    ):
        with django_assert_max_num_queries(16):
            dedi.get(page)
