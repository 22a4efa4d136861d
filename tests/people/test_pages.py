"""The pages on which families are found, entered and corrected."""

from datetime import date

import pytest

from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import register_families
from berdaya.people.lists import SIZE
from berdaya.people.models import Door
from tests.people.test_registering import RT, VILLAGE, every_family, everybody, family, member

NIK, KK = "3204325507809005", "3204320101159001"


def head(**values):
    return {
        "name": "Lilis Kurnia",
        "nik": NIK,
        "sex": "female",
        "birth_date": "15-07-1980",
        "marital": "married",
        "since": "01-01-2026",
        "member_key": new_key(),
    } | values


def new_family(**values):
    return head(**{"key": new_key(), "area": RT, "kk_number": KK} | values)


def test_a_volunteer_registers_a_family_and_goes_on_to_its_members(client, cast):
    client.force_login(cast.sari)
    assert "Lilis" not in client.get("/keluarga/baru/").content.decode()
    filled = new_family(another="1")

    for _press in range(2):
        answer = client.post("/keluarga/baru/", filled)

    made = every_family().get()
    assert answer.url == f"/keluarga/{made.pk}/anggota/baru/"
    assert (made.pk, made.head_name, made.door) == (filled["key"], "Lilis Kurnia", Door.WEB)
    answer = client.post(
        answer.url,
        head(
            name="Budi",
            nik="",
            nik_missing="not-issued",
            sex="male",
            relation="child",
            birth_date="2 Mei 2021",
            mother=str(filled["member_key"]),
            schooling="none",
        ),
    )
    assert answer.status_code == 302, answer.content.decode()
    budi = everybody().get(name="Budi")
    assert (budi.mother.name, budi.birth_date) == ("Lilis Kurnia", date(2021, 5, 2))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"nik": "32043255078090"}, "16"),
        ({"nik": ""}, "kenapa"),
        ({"birth_date": "15-07-1981"}, "15-07-80"),
        ({"sex": "male"}, "perempuan"),
        ({"birth_date": "15-07-2126"}, "belum tiba"),
        ({"kk_number": "12"}, "16"),
        ({"name": ""}, ""),
    ],
)
def test_what_must_be_mended_is_said_and_nothing_is_kept(client, cast, wrong, words):
    client.force_login(cast.sari)

    answer = client.post("/keluarga/baru/", new_family(**wrong))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not every_family().exists()


def test_a_number_compared_with_the_card_is_taken(client, cast):
    client.force_login(cast.sari)
    differs = new_family(birth_date="15-07-1981")
    page = client.post("/keluarga/baru/", differs).content.decode()
    assert 'name="nik_compared"' in page

    assert client.post("/keluarga/baru/", differs | {"nik_compared": "on"}).status_code == 302


def test_the_owner_of_a_number_is_shown_with_a_way_there(client, cast):
    rina = rina_family(cast)
    dadan = rina.memberships.get(relation="head").person
    client.force_login(cast.sari)

    page = client.post(
        "/keluarga/baru/",
        new_family(nik=dadan.nik.digits, sex="male", birth_date="11-03-1980"),
    ).content.decode()

    assert f'href="/orang/{dadan.pk}/"' in page
    client.force_login(cast.joko)
    page = client.post(
        "/keluarga/baru/",
        new_family(
            nik=dadan.nik.digits, sex="male", birth_date="11-03-1980", area=cast.elsewhere.code
        ),
    ).content.decode()
    assert "Dadan" not in page
    assert dadan.nik.digits not in page.replace(f'value="{dadan.nik.digits}"', "")


def test_a_number_is_looked_at_while_it_is_typed(client, cast, django_assert_max_num_queries):
    rina = rina_family(cast)
    dadan = rina.memberships.get(relation="head").person
    client.force_login(cast.sari)
    typed = {"nik": dadan.nik.digits, "birth_date": "11-03-1980", "sex": "male"}

    with django_assert_max_num_queries(5):
        shown = client.post("/keluarga/periksa-nik/", typed).content.decode()
    assert "Dadan Hidayat" in shown
    own = client.post("/keluarga/periksa-nik/", typed | {"person": dadan.pk}).content.decode()
    assert "Dadan" not in own
    assert "11 Maret 1980" in own
    short = client.post("/keluarga/periksa-nik/", {"nik": "3204"}).content.decode()
    assert "12" in short
    differs = client.post(
        "/keluarga/periksa-nik/", typed | {"sex": "female", "nik": "3204321103809007"}
    )
    assert 'name="nik_compared"' in differs.content.decode()
    assert (
        "Dadan"
        in client.post(
            "/keluarga/periksa-kk/", {"kk_number": rina.kk_number.digits}
        ).content.decode()
    )
    client.force_login(cast.joko)
    assert "Dadan" not in client.post("/keluarga/periksa-nik/", typed).content.decode()


def test_a_correction_of_family_and_person(client, cast):
    rina = rina_family(cast)
    client.force_login(cast.sari)
    ayu = rina.memberships.get(person__name="Ayu Hidayat")
    filled = {"name": "Ayu Lestari", "nik": "", "nik_missing": "lost", "sex": "female"}

    answer = client.post(
        f"/orang/{ayu.person_id}/ubah/", filled | {"relation": "other", "presence": "away"}
    )
    assert answer.status_code == 302, answer.content.decode()
    answer = client.post(
        f"/keluarga/{rina.pk}/ubah/",
        {
            "area": f"{VILLAGE}.001.002",
            "kk_number": rina.kk_number.digits,
            "address": "Jl. Baru",
            "phone": "0812-3456-7890",
        },
    )
    assert answer.status_code == 302, answer.content.decode()

    ayu = rina.memberships.get(person__name="Ayu Lestari")
    assert (ayu.relation, ayu.presence, ayu.person.nik_missing) == ("other", "away", "lost")
    assert ayu.person.area_id == f"{VILLAGE}.001.002"
    rina.refresh_from_db()
    assert (rina.phone, rina.address) == ("+6281234567890", "Jl. Baru")


def test_somebody_leaves(client, cast):
    rina = rina_family(cast)
    client.force_login(cast.sari)
    agus = rina.memberships.get(person__name="Agus Hidayat")
    url = f"/keanggotaan/{agus.pk}/akhiri/"
    assert client.post(url, {"until": "01-01-2999", "reason": "moved"}).status_code == 422
    assert client.post(url, {"until": "01-01-2020", "reason": "moved"}).status_code == 422

    assert client.post(url, {"until": "1 Juli 2026", "reason": "moved"}).status_code == 302

    agus.refresh_from_db()
    assert (agus.until, agus.end_reason) == (date(2026, 7, 1), "moved")
    head = rina.memberships.get(relation="head")
    page = client.get(f"/keanggotaan/{head.pk}/akhiri/").content.decode()
    assert "Rina Suryani" in page
    assert "<form method=" not in page.split("<main")[1]


def pages_of(rina):
    membership = rina.memberships.get(relation="head")
    return [
        f"/keluarga/{rina.pk}/ubah/",
        f"/keluarga/{rina.pk}/anggota/baru/",
        f"/orang/{membership.person_id}/ubah/",
        f"/keanggotaan/{membership.pk}/akhiri/",
    ]


def test_nobody_finds_a_family_of_another_area(client, cast):
    rina = rina_family(cast)
    client.force_login(cast.joko)
    assert [client.get(url).status_code for url in pages_of(rina)] == [404] * 4
    assert [client.post(url).status_code for url in pages_of(rina)] == [404] * 4
    assert "Dadan" not in client.get("/keluarga/").content.decode()
    assert client.get(f"/keluarga/?wilayah={VILLAGE}").status_code == 404
    assert client.get(f"/keluarga/baru/?wilayah={VILLAGE}").status_code == 404
    client.logout()
    assert {client.get(url).status_code for url in [*pages_of(rina), "/keluarga/"]} == {302}


def test_district_staff_look_and_do_not_touch(client, cast):
    rina = rina_family(cast)
    client.force_login(cast.rahma)
    assert "Dadan" in client.get("/keluarga/").content.decode()
    assert [client.get(url).status_code for url in pages_of(rina)] == [404] * 4
    assert client.get(f"/keluarga/baru/?wilayah={VILLAGE}").status_code == 404


def test_pages_of_a_family_take_few_queries(client, cast, django_assert_max_num_queries):
    rina = rina_family(cast)
    client.force_login(cast.sari)
    for url in [*pages_of(rina), "/keluarga/baru/"]:
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200, url


@pytest.fixture
def many(cast):
    """A hundred and twenty families over three places, two of a name."""
    places = [RT, f"{VILLAGE}.001.002", VILLAGE]
    register_families(
        families=[
            family(member(f"Ibu {number // 2:03}"), area=places[number % 3])
            for number in range(120)
        ],
        door=Door.FILE,
        by=cast.sari,
    )


def names_on(page):
    return [row.family.head_name for row in page.context["rows"]]


@pytest.mark.parametrize("sort", ["", "nama", "-nama", "-baru"])
def test_paging_to_the_end_and_back_shows_every_family_once(
    client, cast, many, django_assert_max_num_queries, sort
):
    client.force_login(cast.sari)
    pages, after = [], ""
    while True:
        with django_assert_max_num_queries(15):
            page = client.get("/keluarga/", {"page": after, "urut": sort})
        pages.append(names_on(page))
        if not (after := page.context["page"].after):
            break

    assert [len(names) for names in pages] == [SIZE, SIZE, 20]
    everything = [name for names in pages for name in names]
    assert len(everything) == 120
    assert len(set(everything)) == 60
    if sort == "nama":
        assert everything == sorted(everything)
    back = client.get("/keluarga/", {"page": page.context["page"].before, "urut": sort})
    assert names_on(back) == pages[1]


def test_the_list_narrows_by_area_and_name(client, cast, many):
    client.force_login(cast.sari)
    assert len(names_on(client.get("/keluarga/", {"wilayah": RT}))) == 40
    assert names_on(client.get("/keluarga/", {"q": "bu 007"})) == ["Ibu 007"] * 2
    assert names_on(client.get("/keluarga/", {"q": "nobody"})) == []
    assert "120 keluarga" in client.get("/keluarga/").content.decode()
    client.force_login(cast.rahma)
    assert len(names_on(client.get("/keluarga/"))) == SIZE
    assert len(names_on(client.get("/keluarga/", {"wilayah": "32.04"}))) == SIZE


@pytest.mark.parametrize(
    "page", ["x", "nWzEsMiwzXQ", "nW10", "n", "b!!", "nWyJhIiwiYiIsImMiXQ"]
)
def test_a_page_that_makes_no_sense_is_the_first(client, cast, many, page):
    client.force_login(cast.sari)
    assert len(names_on(client.get("/keluarga/", {"page": page}))) == SIZE


def test_a_field_officer_first_chooses_the_village(client, cast):
    client.force_login(cast.dedi)
    page = client.get("/keluarga/baru/").content.decode()
    assert "?wilayah=32.04.32.2999" in page
    assert f"?wilayah={VILLAGE}" in page
    assert client.get("/keluarga/baru/?wilayah=32.04.32.2999").status_code == 200
