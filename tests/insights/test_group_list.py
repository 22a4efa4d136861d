"""The groups one sees: narrowed one by one, and counted by area, state and stage."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.demo.people import ELSEWHERE
from berdaya.groups.actions import end_group, put_to_rest
from berdaya.readiness.models import Judgement
from tests.groups.world import FOUNDED, TODAY, VILLAGE, a_group, accompanied, melati

NEIGHBOUR = "32.04.32.2999"


def judged(group, level, by, on=TODAY, instrument="group-stage"):
    Judgement.objects.create(
        group=group, instrument=instrument, version="1", on=on, answers={}, level=level, by=by
    )


@pytest.fixture
def groups(cast):
    """Two in an RW of Sukamaju, one loose there and one in the neighbouring village."""
    [rt] = ensure_neighbourhoods(
        village=cast.village, places={("", "009", "")}, by=cast.tuti
    ).values()
    found = {
        name: a_group(cast.dedi, name, area=area)
        for name, area in (
            ("Melati", rt.code),
            ("Mawar", rt.code),
            ("Dahlia", VILLAGE),
            ("Seruni", NEIGHBOUR),
            ("Kamboja", NEIGHBOUR),
        )
    }
    put_to_rest(group=found["Mawar"], on=TODAY, reason="panen", by=cast.dedi)
    end_group(group=found["Kamboja"], on=TODAY, reason="bubar", by=cast.dedi)
    judged(found["Melati"], "independent", cast.dedi, on=FOUNDED)
    judged(found["Melati"], "developing", cast.dedi)
    judged(found["Dahlia"], "incomplete", cast.dedi)
    judged(found["Seruni"], "developing", cast.dedi)
    judged(found["Seruni"], "eligible", cast.dedi, instrument="capital-eligibility")
    return found


def named(answer):
    return [row.group.name for row, _stage in answer.context["rows"]]


def parts(answer):
    """Of each part: groups, active, at rest, and the stages that occur."""
    return {
        part.label: (
            part.groups,
            part.states["active"],
            part.states["dormant"],
            dict(+part.stages),
        )
        for part in answer.context["parts"]
    }


def test_the_list_is_narrowed_by_area_state_stage_and_name(client, cast, groups):
    client.force_login(cast.rahma)

    def asked(**words):
        return named(client.get(reverse("group_list"), words))

    assert asked() == ["Dahlia", "Mawar", "Melati", "Seruni"]
    assert asked(wilayah=NEIGHBOUR) == ["Seruni"]
    assert asked(keadaan="dormant") == ["Mawar"]
    assert asked(keadaan="ended") == ["Kamboja"]
    assert asked(tahap="developing") == ["Melati", "Seruni"]
    assert asked(tahap="independent") == []  # Melati was that before
    assert asked(tahap="incomplete") == ["Dahlia", "Mawar"]
    assert asked(tahap="developing", q="mela") == ["Melati"]
    assert asked(tahap="nonsense") == ["Dahlia", "Mawar", "Melati", "Seruni"]


def test_a_row_says_the_stage_that_was_kept_last(client, cast, groups):
    client.force_login(cast.rahma)

    rows = client.get(reverse("group_list")).context["rows"]

    levels = {row.group.name: stage and stage.code for row, stage in rows}
    assert levels == {"Dahlia": None, "Mawar": None, "Melati": "developing"} | {
        "Seruni": "developing"
    }


def test_areas_are_counted_by_state_and_stage(client, cast, groups):
    client.force_login(cast.rahma)

    regency = client.get(reverse("group_areas"))
    district = client.get(reverse("group_areas"), {"wilayah": "32.04.32"})
    village = client.get(reverse("group_areas"), {"wilayah": VILLAGE})

    assert parts(regency) == {
        "Kecamatan Baleendah": (4, 3, 1, {"developing": 2, "incomplete": 2})
    }
    assert parts(district) == {
        "Desa Sukamaju (contoh)": (3, 2, 1, {"developing": 1, "incomplete": 2}),
        "Desa Mekarsari (contoh)": (1, 1, 0, {"developing": 1}),
    }
    assert parts(village) == {
        "RW 009": (2, 1, 1, {"developing": 1, "incomplete": 1}),
        "Letaknya belum dirinci": (1, 1, 0, {"incomplete": 1}),
    }


def test_a_count_leads_to_the_groups_behind_it(client, cast, groups):
    client.force_login(cast.rahma)
    regency = client.get(reverse("group_areas"))
    district = client.get(regency.context["parts"][0].url)
    village = next(it for it in district.context["parts"] if it.code == NEIGHBOUR)

    assert named(client.get(village.url)) == ["Seruni"]
    assert "Kecamatan Baleendah" in district.content.decode()


def test_who_has_a_tie_counts_the_groups_of_the_tie_alone(client, cast, groups):
    accompanied(groups["Seruni"], cast.budi, by=cast.dedi)
    client.force_login(cast.budi)

    answer = client.get(reverse("group_areas"))

    assert parts(answer) == {"Desa Mekarsari (contoh)": (1, 1, 0, {"developing": 1})}


@pytest.mark.parametrize("name", ["group_list", "group_areas"])
def test_another_area_does_not_exist(client, cast, groups, name):
    client.force_login(cast.tuti)
    here = client.get(reverse(name), {"wilayah": VILLAGE}).status_code
    elsewhere = client.get(reverse(name), {"wilayah": ELSEWHERE}).status_code
    nowhere = client.get(reverse(name), {"wilayah": f"{VILLAGE}.xyz"}).status_code

    assert (here, elsewhere, nowhere) == (200, 404, 404)


@pytest.mark.parametrize("name", ["group_list", "group_areas"])
def test_who_has_nothing_to_do_with_groups_finds_no_list(client, cast, name):
    client.force_login(cast.lestari)

    assert client.get(reverse(name)).status_code == 404


def test_more_groups_ask_no_more_questions(client, cast):
    client.force_login(cast.rahma)
    melati(cast)

    def questions(name):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name))
        return len(asked)

    names = ("group_list", "group_areas")
    before = [questions(name) for name in names]
    for n in range(5):
        judged(a_group(cast.dedi, f"Mawar {n}"), "basic", cast.dedi)

    assert [questions(name) for name in names] == before
