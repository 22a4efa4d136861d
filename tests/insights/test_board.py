"""The board says what counting by hand says, to those who may see it, at a fixed price."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from berdaya.access.models import Role
from berdaya.areas.models import Area
from berdaya.insights.asked import Asked, asked
from berdaya.insights.board import Row, _points, board_of, moves_of, sorted_rows
from berdaya.insights.board_views import shown_levels
from berdaya.people.actions import end_membership
from berdaya.people.models import Membership
from berdaya.rules.instruments.definition import INCOMPLETE, catalogue, load
from berdaya.surveys.models import Standing
from berdaya.tallies.counting import fold_all
from tests.insights.world import KS, by_hand, draw_world, living_in, this_year

MOST_QUERIES = 15


@pytest.fixture
def families(cast):
    return draw_world(cast)


def ask(**values):
    return Asked(**{"year": this_year(), "definition": load(KS)} | values)


def board(cast, area, **values):
    found = Area.objects.get(pk=area) if area else None
    return board_of(cast.nasional, found, ask(**values))


def queries_of(client, path):
    client.get(path)  # what a process reads once is read
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_figure_equals_counting_by_hand(cast, seed, is_folded):
    families = draw_world(cast, seed=seed)
    if is_folded:
        fold_all()
    areas = ["", "32", "32.04", "32.04.32", cast.village.code, f"{cast.village.code}.001"]
    areas.append(f"{cast.village.code}.001.001")

    for area in areas:
        found = board(cast, area)

        levels, blocked = by_hand(families, this_year(), area)
        assert found.whole.levels == levels
        assert {it.item.code: it.count for it in found.holders} == blocked
        assert found.whole.families == len(living_in(families, area))
        assert found.before.levels == by_hand(families, this_year() - 1, area)[0]


def test_the_parts_add_up_to_the_whole_and_each_equals_its_own_count(cast, families):
    found = board(cast, cast.village.code)

    total = sum(found.rows, Row(""))
    assert (total.families, total.levels) == (found.whole.families, found.whole.levels)
    for row in found.rows:
        if row.code:
            assert row.levels == by_hand(families, this_year(), row.code)[0]
    assert found.rows[-1].code == ""  # in the village, RW not known
    at_large = [it for it in families if it.area_id == cast.village.code]
    assert found.rows[-1].families == len(at_large) > 0


def test_hamlets_join_their_rws(cast, families):
    by_rw, by_hamlet = (
        board(cast, cast.village.code),
        board(cast, cast.village.code, by_hamlet=True),
    )

    joined = {row.label: row for row in by_hamlet.rows}
    krajan = [row for row in by_rw.rows if "Krajan" in row.label]
    assert len(krajan) > 1
    assert joined["Dusun Krajan"].levels == sum(krajan, Row("")).levels
    assert joined["Dusun Krajan"].families == sum(row.families for row in krajan)
    assert sum(by_hamlet.rows, Row("")).levels == by_rw.whole.levels


def test_an_item_is_shown_where_it_holds_families_back(cast, families):
    found = board(cast, cast.village.code, item="ks03", sort="-pilihan")

    placed = [row for row in found.rows if row.code]
    assert [row.chosen for row in placed] == sorted((it.chosen for it in placed), reverse=True)
    for row in placed:
        assert row.chosen == by_hand(families, this_year(), row.code)[1]["ks03"]
    assert found.whole.chosen == sum(row.chosen for row in found.rows) > 0


def test_a_surveyed_family_that_leaves_makes_nobody_else_seem_surveyed(cast, families):
    surveyed = Standing.objects.across_areas(why="test").filter(year=this_year()).first()
    only = Membership.objects.get(family=surveyed.family_id)
    before = board(cast, cast.village.code).whole

    end_membership(membership=only, until=surveyed.conducted_on, reason="moved", by=cast.tuti)

    found = board(cast, cast.village.code)
    after = found.whole
    assert (after.families, after.levels) == (before.families - 1, before.levels)
    assert after.waiting == before.waiting == sum(row.waiting for row in found.rows)
    assert (before.waiting + before.done, after.done) == (before.families, before.done - 1)


def test_moves_are_points_of_the_surveyed(cast, families):
    found = board(cast, cast.village.code)
    now, before = found.whole, found.before

    for move in moves_of(found, ask()):
        exact = 100 * move.now / now.surveyed - 100 * move.before / before.surveyed
        assert abs(float(move.points) - exact) <= 0.05
    assert sum(move.now for move in moves_of(found, ask())) == now.surveyed


def test_without_a_year_before_nothing_is_compared(cast, families):
    found = board(cast, cast.village.code, year=this_year() - 1)

    assert found.before.surveyed == 0
    assert {move.points for move in moves_of(found, ask())} == {None}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("", ["b", "a", "c"]),
        ("nama", ["a", "b", "c"]),
        ("-nama", ["c", "b", "a"]),
        ("-keluarga", ["c", "b", "a"]),
        ("belum", ["b", "a", "c"]),
        ("-KPS", ["b", "a", "c"]),
        ("nonsense", ["b", "a", "c"]),
    ],
)
def test_rows_stand_as_the_address_says(key, expected):
    rows = [
        Row("b", families=2, levels=Counter(KPS=2)),
        Row("a", families=1),
        Row("c", families=9),
    ]

    assert [row.label for row in sorted_rows(rows, key)] == expected


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, (2026, "", "")),
        ({"tahun": "2025", "tahap": "KS1"}, (2025, "KS1", "")),
        ({"tahun": "2027"}, (2026, "", "")),
        ({"tahun": "1200", "butir": "ks03"}, (2026, "", "ks03")),
        ({"tahun": "²⁰²⁵", "tahap": "KS9", "butir": "ks99", "alat": "../x"}, (2026, "", "")),
    ],
)
def test_what_makes_no_sense_in_the_address_asks_for_nothing(query, found):
    read = asked(query, 2026)

    assert (read.year, read.level, read.item) == found
    assert read.definition.id == KS


@pytest.mark.parametrize(
    ("name", "sees", "sees_not"),
    [
        ("sari", ["32.04.32.2998", "32.04.32.2998.001.001"], ["32.04.32", "nasional", "33"]),
        ("dedi", ["32.04.32", "32.04.32.2999"], ["32.04", "33.01.01.2998", "nasional"]),
        ("rahma", ["32.04", "32.04.32.2998"], ["32", "33", "nasional"]),
        ("nasional", ["nasional", "32", "33.01.01.2998"], ["99"]),
        ("joko", ["33.01.01.2998"], ["32.04.32.2998", "32.04.32.2998.001", "33.01"]),
    ],
)
def test_a_board_outside_ones_areas_is_not_there(client, cast, name, sees, sees_not):
    client.force_login(getattr(cast, name))

    assert {client.get(f"/papan/{code}/").status_code for code in sees} == {200}
    assert {client.get(f"/papan/{code}/").status_code for code in sees_not} == {404}
    assert {client.get(f"/papan/{code}/papan.xlsx").status_code for code in sees_not} == {404}


def test_the_way_up_ends_where_ones_areas_end(client, cast, families):
    rt = f"/papan/{cast.village.code}.001.001/"
    client.force_login(cast.tuti)
    own = client.get(rt).content.decode()
    client.force_login(cast.nasional)
    wide = client.get(rt).content.decode()

    assert f'href="/papan/{cast.village.code}/"' in own
    assert 'href="/papan/32.04.32/"' not in own
    assert 'href="/papan/nasional/"' in wide


def test_the_board_leads_to_ones_own_area(client, cast):
    for user, url in (
        (cast.sari, f"/papan/{cast.village.code}/"),
        (cast.nasional, "/papan/nasional/"),
    ):
        client.force_login(user)
        assert client.get("/papan/").url == url


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("tuti", "/papan/32.04.32.2998/?kelompok=dusun&butir=ks03"),
        ("tuti", "/papan/32.04.32.2998/keluarga/?butir=ks03"),
        ("tuti", "/papan/32.04.32.2998/keluarga/?belum=1&urut=nama"),
        ("nasional", "/papan/nasional/?butir=ks03"),
        ("dedi", "/papan/32.04.32/"),
        ("dedi", "/papan/32.04.32/keluarga/"),
        *((name, "/") for name in ("sari", "tuti", "dedi", "rahma", "nasional", "admin")),
        ("sari", "/cari/?q=asep"),
        ("sari", "/cari/?q=3204320101159001"),
    ],
)
def test_no_page_asks_the_database_often(client, cast, families, name, path):
    client.force_login(getattr(cast, name))

    assert queries_of(client, path) <= MOST_QUERIES


def test_the_price_does_not_grow_with_the_area(client, cast, families):
    client.force_login(cast.nasional)
    path = f"/papan/{cast.village.code}/"
    few = queries_of(client, path)

    draw_world(cast, seed=9, families=90)

    assert queries_of(client, path) == few


def test_points_are_rounded_as_people_do():
    assert _points(1, 3, 1, 4) == Decimal("8.3")
    assert _points(1, 8, 0, 8) == Decimal("12.5")


def test_who_works_in_several_areas_chooses_and_sees_how_far_each_is(client, cast, families):
    Role.objects.create(user=cast.sari, area_id="32.04.32.2999", kind=Role.Kind.VOLUNTEER)
    client.force_login(cast.sari)

    page = client.get("/papan/")

    rows = {row.code: (row.done, row.families) for row in page.context["rows"]}
    here = board(cast, cast.village.code).whole
    assert rows == {cast.village.code: (here.done, len(families)), "32.04.32.2999": (0, 0)}
    assert 'href="/papan/32.04.32.2999/"' in page.content.decode()


@pytest.mark.parametrize(
    "definition",
    [one for one in catalogue() if one.subject == "family"],
    ids=lambda one: one.id,
)
def test_every_level_has_a_colour_of_its_own_and_none_is_left_out(definition):
    shown = shown_levels(ask(definition=definition))
    levels = (*definition.outputs[0].levels, INCOMPLETE)
    assert [level.code for level in shown] == [level.code for level in levels]
    assert len({level.tone for level in shown}) == len(shown)


@pytest.mark.parametrize(("instrument", "warns"), [("", False), ("empowerment-levels", True)])
def test_figures_of_untried_questions_say_so(client, cast, families, instrument, warns):
    client.force_login(cast.sari)

    page = client.get(f"/papan/{cast.village.code}/?alat={instrument}").content.decode()

    assert ("Belum cukup diuji coba." in page) is warns
