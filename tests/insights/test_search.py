"""Search finds families by any member, by number and by place, within one's areas only."""

import pytest

from berdaya.demo.cast import rina_family
from berdaya.insights.search import find


@pytest.fixture
def family(cast):
    return rina_family(cast)


def heads(user, text):
    found = find(user, text)
    return [hit.family.head_name for hit in found.families] if found is not None else None


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("dadan", []),
        ("Rina", ["Rina Suryani"]),
        ("suryani rina", ["Rina Suryani"]),
        ("hidayat siti", ["Siti Hidayat"]),
        ("hidayat", ["Agus Hidayat", "Ayu Hidayat", "Siti Hidayat"]),
    ],
)
def test_a_family_is_found_by_words_of_any_members_name(cast, family, text, members):
    (hit,) = find(cast.sari, text).families

    assert (hit.family, sorted(hit.members)) == (family, members)
    assert hit.place.startswith("RT 001")


@pytest.mark.parametrize(
    "text", ["3204320502079001", "3204 3205 0207 9001", "3204325507849002"]
)
def test_a_whole_number_finds_its_family(cast, family, text):
    assert heads(cast.sari, text) == ["Dadan Hidayat"]
    assert find(cast.sari, text).is_number


@pytest.mark.parametrize("text", ["320432050207900", "32043205020790", "3204325507849003"])
def test_a_number_that_is_not_whole_and_exact_finds_nobody(cast, family, text):
    assert heads(cast.sari, text) == []


@pytest.mark.parametrize("text", ["rina", "3204320502079001", "3204325507849002", "sukamaju"])
def test_who_works_elsewhere_finds_nothing(cast, family, text):
    assert not find(cast.joko, text)


def test_an_area_is_found_within_ones_own(cast):
    assert [hit.code for hit in find(cast.rahma, "sukamaju").areas] == [cast.village.code]
    assert not find(cast.rahma, "kedungreja")


@pytest.mark.parametrize("text", ["", " ", "r"])
def test_too_little_is_not_looked_for(cast, family, text):
    assert find(cast.sari, text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Apa yang Anda cari?"),
        ("r", "Sedikit lagi"),
        ("rina", "Mencari “rina”"),
        ("qqqq", "Tidak ditemukan"),
        ("3204325507849003", "tidak ada keluarga atau anggota dengan nomor ini"),
        ("<script>", "Tidak ditemukan"),
    ],
)
def test_the_page_says_what_was_looked_for_and_helps(client, cast, family, text, said):
    client.force_login(cast.sari)

    page = client.get("/cari/", {"q": text}).content.decode()

    assert said.casefold() in page.casefold()
    assert "<script>" not in page


@pytest.mark.parametrize(
    "number", ["3204321103809001", "3204 3211 0380 9001", "3204320502079001"]
)
def test_a_number_is_sent_in_the_body_and_never_stands_in_an_address(
    client, cast, family, number
):
    client.force_login(cast.sari)

    assert '<form method="post" role="search"' in client.get("/cari/").content.decode()
    page = client.post("/cari/", {"q": number})

    assert page.status_code == 200
    assert family.get_absolute_url() in page.content.decode()


def test_words_go_on_to_an_address_that_can_be_opened_again(client, cast, family):
    client.force_login(cast.sari)

    sent = client.post("/cari/", {"q": "rina & siti"})

    assert sent.status_code == 302
    assert sent.url == "/cari/?q=rina+%26+siti"
