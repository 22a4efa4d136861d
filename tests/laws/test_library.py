"""The legal library: what it says of each regulation, and what it does not claim."""

from datetime import date

import pytest
import yaml
from django.urls import reverse

from berdaya.laws.library import (
    LIBRARY,
    BrokenLibrary,
    Kind,
    Standing,
    UnknownRegulation,
    library,
    parse,
)
from berdaya.laws.shown import cited, to_choose

DAY = date(2026, 11, 26)
OLD, NEW = "perka-bkkbn-236-2010", "perban-bkkbn-17-2020"


def changed(law, **values):
    """The library with one regulation told otherwise."""
    rows = yaml.safe_load(LIBRARY.read_text())
    [row] = [row for row in rows if row["id"] == law]
    row.update(values)
    return yaml.safe_dump(rows)


def test_the_guideline_of_2020_replaces_that_of_2010_and_carries_out_the_act():
    books = library()

    assert [it.id for it in books.replaced_by(OLD)] == [NEW]
    assert NEW in {it.id for it in books.carried_out_by("uu-52-2009")}
    assert books.standing(books.cite(OLD), DAY) is Standing.REPLACED


def test_what_nobody_looked_up_is_not_called_valid():
    books = library()
    unchecked = [it for it in books.by_id.values() if not it.is_checked]

    assert unchecked
    assert Standing.IN_FORCE not in {books.standing(it, DAY) for it in unchecked}


def test_a_regulation_holds_from_its_day_until_its_end():
    books = parse(changed("uu-27-2022", until=date(2030, 1, 1)))
    one = books.cite("uu-27-2022")
    days = (date(2024, 10, 16), date(2024, 10, 17), date(2029, 12, 31), date(2030, 1, 1))

    found = [books.standing(one, day) for day in days]

    assert found == [Standing.AHEAD, Standing.IN_FORCE, Standing.IN_FORCE, Standing.ENDED]


def test_every_regulation_says_in_both_languages_what_it_means():
    texts = [(it.id, it.meaning, it.title, it.issuer) for it in library().by_id.values()]

    assert not [law for law, *words in texts if not all(it.id and it.en for it in words)]


@pytest.mark.parametrize(
    "damage",
    [
        {"replaces": ["uu-1-1900"]},
        {"replaces": ["uu-52-2009"]},
        {"carries_out": ["uu-14-2019"]},
        {"sources": []},
        {"from": date(2010, 1, 1), "until": date(2009, 1, 1)},
        {"id": "uu-27-2022"},
    ],
)
def test_a_library_that_contradicts_itself_is_refused(damage):
    text = changed("uu-52-2009", **damage)

    with pytest.raises(BrokenLibrary):
        parse(text)


def test_a_citation_is_checked():
    assert cited("") is None
    assert cited(NEW).id == NEW
    with pytest.raises(UnknownRegulation):
        cited("perban-bkkbn-99-2020")


def test_what_was_replaced_is_not_offered_for_citing():
    offered = {law for law, _name in to_choose()}

    assert NEW in offered
    assert OLD not in offered


def test_the_search_takes_a_number_a_year_and_words():
    books = library()

    assert [it.id for it in books.search("17 2020 akseptor")] == [NEW]
    assert {it.kind for it in books.search("", "act")} == {Kind.ACT}
    assert books.search("xyzzq") == []


def test_the_page_shows_relations_both_ways(client, cast):
    client.force_login(cast.sari)

    old = client.get(reverse("law_detail", args=[OLD])).content.decode()
    new = client.get(reverse("law_detail", args=[NEW])).content.decode()

    assert "Diganti oleh" in old
    assert reverse("law_detail", args=[NEW]) in old
    assert reverse("law_detail", args=[OLD]) in new
    assert reverse("law_detail", args=["uu-52-2009"]) in new


def test_a_regulation_that_is_not_there_is_a_page_that_is_not_there(client, cast):
    client.force_login(cast.sari)

    assert client.get("/peraturan/uu-1-1900/").status_code == 404


def test_the_list_is_searched(client, cast):
    client.force_login(cast.sari)

    found = client.get(reverse("law_list"), {"q": "data pribadi"}).content.decode()
    nothing = client.get(reverse("law_list"), {"q": "xyzzq"}).content.decode()

    assert "No. 27 Tahun 2022" in found
    assert "No. 52 Tahun 2009" not in found
    assert "Tidak ada peraturan seperti itu" in nothing
