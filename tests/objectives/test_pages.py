"""The objectives on screen: who sees them, what they say, what they keep to themselves."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from berdaya.access.models import Trace
from berdaya.objectives.keeping import keep_groups
from tests.groups.world import TODAY, VILLAGE, a_group, melati
from tests.objectives.world import a_busy_group


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def test_group_shows_six_objectives_with_their_formula(client, cast):
    group, _members = a_busy_group(cast)

    found = page(client, cast.wati, "group_objectives", group.pk)

    assert found.status_code == 200
    assert len(found.context["panels"]) == 6
    text = found.content.decode()
    assert "2 dari 6 anggota perempuan memiliki usaha yang berjalan = 33,3%." in text
    assert text.count('<svg class="figure__chart"') >= 4


def test_figure_about_fewer_than_five_is_not_shown(client, cast):
    group, _members = a_busy_group(cast)

    text = page(client, cast.wati, "group_objectives", group.pk).content.decode()

    assert "1 dari 2 keluarga" not in text
    assert "terlalu sedikit untuk ditampilkan" in text


def test_officer_of_another_group_and_stranger_find_nothing(client, cast):
    group, _members = a_busy_group(cast)
    other = a_group(cast.dedi, "Mawar")

    assert page(client, cast.wati, "group_objectives", other.pk).status_code == 404
    assert page(client, cast.joko, "group_objectives", group.pk).status_code == 404
    assert page(client, cast.joko, "objective_area", VILLAGE).status_code == 404
    assert page(client, cast.wati, "objective_area", VILLAGE).status_code == 404


@pytest.mark.parametrize("code", ["nasional", "32", "32.04.32"])
def test_area_shows_its_parts_with_their_groups(client, cast, code):
    a_busy_group(cast)

    found = page(client, cast.nasional, "objective_area", code)

    assert found.status_code == 200
    [(row, _cells)] = found.context["rows"]
    assert row.groups == 1
    assert page(client, cast.nasional, "objective_area", code, per="tahun").status_code == 200


def test_village_names_groups_to_those_alone_who_may_read_them(client, cast):
    a_busy_group(cast)

    assert "Melati" in page(client, cast.dedi, "objective_area", VILLAGE).content.decode()
    assert (
        "Melati" not in page(client, cast.lestari, "objective_area", VILLAGE).content.decode()
    )


def test_rows_are_sorted_as_the_address_asks_and_what_is_unknown_comes_last(client, cast):
    a_busy_group(cast)
    empty = a_group(cast.dedi, "Anggrek")
    keep_groups([empty.pk], TODAY)

    for key, first in (("owners", "Melati"), ("-owners", "Melati"), ("nama", "Anggrek")):
        found = page(client, cast.dedi, "objective_area", VILLAGE, urut=key)
        assert found.context["rows"][0][0].label == first


def test_area_without_a_group_says_so(client, cast):
    assert (
        "Belum ada kelompok"
        in page(client, cast.dedi, "objective_area", VILLAGE).content.decode()
    )


def test_own_area_is_opened_at_once(client, cast):
    assert page(client, cast.tuti, "objective_board").url == f"/tujuan/{VILLAGE}/"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_file_holds_every_indicator_and_leaves_a_trace(client, cast, ending):
    a_busy_group(cast)

    found = page(client, cast.rahma, "objective_export", "32.04.32", ending)

    body = b"".join(found.streaming_content)
    if ending == "csv":
        cells = body.decode().splitlines()[1].split(";")
    else:
        sheet = load_workbook(BytesIO(body)).active
        cells = ["" if it is None else it for it in [*sheet.values][-1]]
    assert len(cells) == 2 + 3 * 15
    assert Trace.objects.filter(verb="objectives.export_objectives", by=cast.rahma).exists()


def test_file_is_not_for_those_who_may_only_look(client, cast):
    assert page(client, cast.sari, "objective_export", VILLAGE, "csv").status_code == 404


def test_number_of_questions_does_not_grow_with_groups(
    client, cast, django_assert_max_num_queries
):
    a_busy_group(cast)
    for number in range(5):
        group = a_group(cast.dedi, f"Kelompok {number}")
        keep_groups([group.pk], TODAY)
    client.force_login(cast.dedi)

    with django_assert_max_num_queries(11):
        client.get(reverse("objective_area", args=[VILLAGE]))


def test_group_counted_for_the_first_time_tells_when_figures_come(client, cast):
    group, _members = melati(cast)

    text = page(client, cast.wati, "group_objectives", group.pk).content.decode()

    assert "Belum dihitung" in text
