"""Lists of families: who fits, in walking order, page by page, to those who may see them."""

import pytest

from berdaya.insights.asked import Asked
from berdaya.insights.families import families_of
from berdaya.people.lists import SIZE
from berdaya.rules.instruments.definition import load
from berdaya.surveys.models import Standing
from tests.insights.world import KS, LEVELS, draw_world, this_year

VILLAGE = "32.04.32.2998"
LIST = f"/papan/{VILLAGE}/keluarga/"


@pytest.fixture
def families(cast):
    return draw_world(cast)


def chosen(user, code=VILLAGE, **values):
    ask = Asked(**{"year": this_year(), "definition": load(KS)} | values)
    return {family.pk for family in families_of(user, code, ask)}


def standings():
    rows = Standing.objects.across_areas(why="test").filter(year=this_year())
    return {standing.family_id: standing for standing in rows}


def test_each_family_is_in_the_list_of_its_stage_or_in_that_of_those_who_wait(cast, families):
    lists = [chosen(cast.tuti, level=level) for level in LEVELS]
    lists.append(chosen(cast.tuti, is_waiting=True))

    assert sum(map(len, lists)) == len(families)
    assert set().union(*lists) == {family.pk for family in families}
    for level, found in zip(LEVELS, lists, strict=False):
        assert {standings()[family].level for family in found} <= {level}


@pytest.mark.parametrize("item", ["ks01", "ks03", "ks16"])
def test_the_list_of_an_item_holds_those_it_holds_back(cast, families, item):
    held = {key for key, it in standings().items() if item in it.blocked_by.split(",")}

    assert chosen(cast.tuti, item=item) == held


def test_last_years_list_speaks_of_last_year(cast, families):
    now, before = (chosen(cast.tuti, is_waiting=True, year=this_year() - n) for n in (0, 1))

    assert now != before
    assert len(before) == len(families) // 4


def test_every_family_stands_on_one_page_whatever_is_between(client, cast):
    families = draw_world(cast, families=2 * SIZE + 10)
    client.force_login(cast.tuti)
    seen, path = [], LIST

    while path:
        page = client.get(path)
        seen += [family.pk for family, _place, _standing in page.context["rows"]]
        after = page.context["page"].after
        path = f"{LIST}?page={after}" if after else ""

    assert len(seen) == len(set(seen)) == len(families)


def test_a_volunteer_finds_who_waits_and_begins_there(client, cast, families):
    client.force_login(cast.sari)

    page = client.get(f"{LIST}?belum=1")

    waiting = chosen(cast.sari, is_waiting=True)
    assert waiting
    for family in waiting:
        assert f"/keluarga/{family}/pendataan/{KS}/" in page.content.decode()


def test_staff_of_the_regency_read_figures_and_no_names(client, cast, families):
    client.force_login(cast.rahma)

    assert client.get("/papan/32.04/keluarga/").status_code == 404
    assert client.get("/papan/32.04/keluarga.xlsx").status_code == 404
    assert client.get("/papan/32.04.32/keluarga/").status_code == 200


def test_a_list_outside_ones_areas_is_not_there(client, cast, families):
    client.force_login(cast.joko)

    assert client.get(LIST).status_code == 404
    assert chosen(cast.joko) == set()


@pytest.mark.parametrize("query", ["tahap=KS1", "butir=ks03", "belum=1", "nama=zzz", "page=xx"])
def test_any_filter_answers(client, cast, query):
    client.force_login(cast.tuti)

    assert client.get(f"{LIST}?{query}").status_code == 200
