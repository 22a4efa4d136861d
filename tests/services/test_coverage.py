"""Where services are missing: needs from what is recorded, and no figure that points at one."""

import re

import pytest
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.demo.cast import rina_family
from berdaya.rules.casework import vocabulary
from berdaya.rules.casework.needs import PEOPLE, cells_of_item, needs
from berdaya.rules.instruments.definition import load
from berdaya.services import actions
from berdaya.services.coverage import coverage_of
from berdaya.services.keeping import keep_area, keep_some
from berdaya.services.models import AreaNeeds
from berdaya.tallies.counting import append, fold_all
from tests.life.world import rinas
from tests.services.world import (
    DISTRICT,
    ELSEWHERE,
    NEIGHBOUR,
    REGENCY,
    TODAY,
    VILLAGE,
    a_provider,
    a_service,
    agrees_to_casework,
    goes_on,
    referred,
)


def cell_of(code, function, field):
    found = coverage_of(code, TODAY.year).cells
    return next(it for it in found if (it.function, it.field) == (function, field))


def unmet(item, count, *, area=VILLAGE):
    output = load("keluarga-sejahtera").outputs[0].name
    append(f"keluarga-sejahtera.{output}.blocked", TODAY.year, {(area, item): count})


def test_every_rule_speaks_of_cells_and_items_that_exist_in_both_languages():
    functions, fields = vocabulary.codes("functions"), vocabulary.codes("fields")
    items = {it.code for it in load("keluarga-sejahtera").items}

    for rule in needs().rules:
        assert (
            rule.of
            in {"unmet": items, "people": PEOPLE, "referrals": {"made", "refused"}}[rule.kind]
        )
        assert all(f in functions and w in fields for f, w in rule.cells)
        assert bool(rule.cells) == (rule.kind != "referrals")
        assert rule.title.keys() == rule.reason.keys() == {"id", "en"}
    assert cells_of_item("ks03") == (("curative", "housing"), ("supportive", "housing"))
    assert cells_of_item("ks99") == ()


@pytest.mark.django_db
def test_a_need_without_a_service_is_a_hole():
    unmet("ks03", 12)
    unmet("ks01", 30)

    found = coverage_of(VILLAGE, TODAY.year)

    assert [(it.function, it.field, it.most.count) for it in found.holes] == [
        ("curative", "public", 30),
        ("supportive", "public", 30),
        ("curative", "housing", 12),
        ("supportive", "housing", 12),
    ]


@pytest.mark.django_db
def test_needs_of_fewer_than_five_are_not_shown():
    unmet("ks03", 4)

    cell = cell_of(VILLAGE, "curative", "housing")

    assert (cell.most, cell.state) == (None, "nothing")
    assert [it.count for it in cell.needs] == [None]


def test_a_service_covers_the_whole_of_an_area_or_a_part(cast):
    unmet("ks03", 12)
    more = {"functions": ["curative"], "fields": ["housing"]}
    service = a_service(cast.dedi, reach=VILLAGE, **more)

    states = {it: cell_of(it, "curative", "housing").state for it in (VILLAGE, DISTRICT, "")}
    beside = cell_of(NEIGHBOUR, "curative", "housing").services
    actions.end_service(service=service, by=cast.dedi)

    assert states == {VILLAGE: "whole", DISTRICT: "part", "": "part"}
    assert beside == 0
    assert cell_of(VILLAGE, "curative", "housing").state == "hole"


def test_persons_are_counted_by_village_and_summed_upwards(cast):
    rinas(cast.sari)  # Euis, born 1955
    rina_family(cast)  # Ayu, born 2023
    fold_all()

    counted = keep_some(TODAY)
    again = keep_some(TODAY)
    rows = dict(AreaNeeds.objects.values_list("area_code", "counts"))

    assert (counted, again) == (1, 0)
    assert set(rows) == {VILLAGE, DISTRICT, REGENCY, "32", ""}
    assert all((it["elderly"], it["toddlers"]) == (1, 1) for it in rows.values())


def test_counting_again_changes_nothing(cast):
    rinas(cast.sari)
    for _time in range(2):
        keep_area("", TODAY)

    assert AreaNeeds.objects.get(pk="").counts["elderly"] == 1


def test_a_referral_is_a_need_and_one_refused_another(cast):
    service = a_service(cast.dedi, functions=["curative"], fields=["mental-health"])
    family = rina_family(cast)
    for _number in range(5):
        goes_on(referred(service, family, by=cast.sari), "sent", by=cast.sari)
    refused = referred(service, family, by=cast.sari)
    goes_on(goes_on(refused, "sent", by=cast.sari), "refused", by=cast.sari)

    found = cell_of(VILLAGE, "curative", "mental-health")

    assert [(it.rule.code, it.count) for it in found.needs] == [
        ("referred", 6),
        ("turned-away", None),
    ]


def test_a_referral_of_a_case_counts_in_the_regency_and_in_no_village(cast):
    service = a_service(cast.dedi, functions=["curative"], fields=["mental-health"])
    family = rina_family(cast)
    agrees_to_casework(family, by=cast.sari)
    for _number in range(5):
        referred(service, family, by=cast.ani, is_secret=True)

    assert cell_of(VILLAGE, "curative", "mental-health").needs == ()
    assert cell_of(DISTRICT, "curative", "mental-health").needs == ()
    assert cell_of(REGENCY, "curative", "mental-health").most.count == 5


@pytest.mark.parametrize("area", [VILLAGE, ""])
def test_the_report_asks_seven_times_however_many_services(
    cast, django_assert_max_num_queries, area
):
    provider = a_provider(cast.dedi)
    for number in range(8):
        a_service(cast.dedi, f"Layanan {number}", provider=provider)

    with django_assert_max_num_queries(7):
        coverage_of(area, TODAY.year)


def test_who_reads_figures_of_the_area_reads_the_report(client, cast):
    unmet("ks03", 12)
    statuses = {}
    for who in ("sari", "dedi", "ani", "yusuf", "joko", "wati"):
        client.force_login(getattr(cast, who))
        statuses[who] = client.get(reverse("coverage_area", args=[VILLAGE])).status_code

    assert statuses == {
        "sari": 200, "dedi": 200, "ani": 200, "yusuf": 200, "joko": 404, "wati": 404,
    }  # fmt: skip


def test_the_page_names_holes_with_their_reason_and_leads_to_the_services(client, cast):
    unmet("ks03", 12)
    a_service(cast.dedi)
    client.force_login(cast.dedi)

    board = client.get(reverse("coverage_board"))
    page = client.get(reverse("coverage_area", args=[VILLAGE])).content.decode()
    page = re.sub(r"\s+", " ", page)

    assert board.url == reverse("coverage_area", args=[DISTRICT])
    assert "Perumahan dan lingkungan: Memulihkan" in page
    assert "Paling sedikit 12 keluarga" in page
    assert f"?untuk=people&amp;bidang=elderly&amp;fungsi=preventive&amp;dekat={VILLAGE}" in page


def test_the_export_is_traced_and_refused_to_outsiders(client, cast):
    unmet("ks03", 12)
    client.force_login(cast.dedi)
    answer = client.get(reverse("coverage_export", args=[VILLAGE, "csv"]))
    text = b"".join(answer.streaming_content).decode()

    assert "Perumahan dan lingkungan;Memulihkan;0;0;12;Rumah belum layak" in text
    assert Trace.objects.filter(verb="services.export_coverage").count() == 1
    with pytest.raises(NotAllowed):
        actions.export_coverage(area=cast.village, by=cast.joko)
    assert cell_of(ELSEWHERE, "curative", "housing").needs == ()


def test_a_service_for_groups_alone_fills_no_hole_of_people(cast):
    a_service(cast.dedi, "Kelas kelompok lansia", takes="groups")
    assert cell_of(VILLAGE, "preventive", "elderly").services == 0

    a_service(cast.dedi, takes="both")

    assert cell_of(VILLAGE, "preventive", "elderly").services == 1
