"""Stages for OpenSID: the file as its readers take it, and back again without loss."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from typer.testing import CliRunner

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.areas.actions import ensure_neighbourhoods
from berdaya.cli.main import app
from berdaya.insights.actions import ReasonToExport, export_opensid
from berdaya.keys import new_key
from berdaya.people.actions import register_families
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Door
from berdaya.rules.opensid import told_by
from berdaya.rules.tables import read_table
from berdaya.surveys.actions import NewAssessment, record_assessments

VILLAGE = "32.04.32.2998"
PAGE = f"/papan/{VILLAGE}/opensid/"
KS = "keluarga-sejahtera"
TODAY = timezone.localdate
ITEMS = [f"ks{number:02}" for number in range(1, 22)]
# what one unmet item of each rung comes to, and how OpenSID numbers it
UNMET = {"ks01": ("KPS", "1"), "ks08": ("KS1", "2"), "ks15": ("KS2", "3")}
UNMET |= {"ks20": ("KS3", "4"), None: ("KS3PLUS", "5")}


def home(name, area, kk):
    facts = PersonFacts(name=name, sex="female", birth_date=date(1960, 1, 1), marital="widowed")
    return NewFamily(
        key=new_key(),
        area=area,
        members=(NewMember(key=new_key(), facts=facts, relation="head"),),
        since=date(2020, 1, 1),
        kk_number=kk,
        kk_missing="" if kk else "unknown",
        address="Kp. Babakan",
    )


@pytest.fixture
def families(cast):
    """One family of each stage, one without a KK number, one without a survey."""
    place = ("Krajan", "001", "002")
    rt = ensure_neighbourhoods(village=cast.village, places={place}, by=cast.tuti)[place]
    numbers = [f"320432050819900{n}" for n in range(1, 7)] + [None]
    names = ["Ani", "Budi", "Cucu", "Dedeh", "Euis", "Fitri", "Gina"]
    codes = [rt.code, *[VILLAGE] * 6]
    made = register_families(
        families=[home(*one) for one in zip(names, codes, numbers, strict=True)],
        door=Door.FILE,
        by=cast.tuti,
    )
    answers = [{item: int(item != unmet) for item in ITEMS} for unmet in [*UNMET, "ks01"]]
    surveyed = [*made[:5], made[6]]
    record_assessments(
        entries=[
            NewAssessment(new_key(), family, told, TODAY())
            for family, told in zip(surveyed, answers, strict=True)
        ],
        instrument=KS,
        door=Door.FILE,
        by=cast.tuti,
    )
    return made


def pressed(client, user, **data):
    client.force_login(user)
    return client.post(PAGE, data)


def as_their_reader_takes_it(content, column):
    """Column A and the remark of the sheet `Peserta`, row 1 skipped, until ###."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Peserta"]
    found = {}
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        if str(cells[0]).strip() == "###":
            return found
        found[str(cells[0]).strip()] = cells[column]
    raise AssertionError("no mark below the last row")


@pytest.mark.parametrize("column", [1, 5])
def test_both_readers_of_opensid_find_each_family_and_its_stage(client, cast, families, column):
    content = pressed(client, cast.tuti, why="opensid").content

    found = as_their_reader_takes_it(content, column)

    expected = {
        family.kk_number.digits: number
        for family, (_level, number) in zip(families, UNMET.values(), strict=False)
    }
    assert {kk: remark[0] for kk, remark in found.items()} == expected


def test_all_cells_are_text_so_that_no_program_rounds_a_number(client, cast, families):
    content = pressed(client, cast.tuti, why="opensid").content

    sheet = openpyxl.load_workbook(io.BytesIO(content))["Peserta"]

    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert {cell.number_format for cell in sheet["A"][1:-1]} == {"@"}


def test_our_own_reader_takes_the_file_back_without_loss(client, cast, families):
    content = pressed(client, cast.tuti, why="opensid").content

    table = read_table(content, "opensid.xlsx", "families", today=TODAY())

    assert [row.faults for row in table.rows] == [[]] * 5
    rows = {row.values["kk_number"]: row.values for row in table.rows}
    levels = [level for level, _number in UNMET.values()]
    assert [
        (it["head_name"], *told_by(it["stage"]), it["address"], it["rt"], it["rw"])
        for it in (rows[family.kk_number.digits] for family in families[:5])
    ] == [
        (family.head_name, level, TODAY(), "Kp. Babakan", *place)
        for family, level, place in zip(
            families, levels, [("002", "001"), *[("", "")] * 4], strict=False
        )
    ]


def test_who_has_no_kk_number_stands_where_opensid_does_not_look(client, cast, families):
    content = pressed(client, cast.tuti, why="opensid").content

    book = openpyxl.load_workbook(io.BytesIO(content))

    assert "Gina" in [cell.value for cell in book.worksheets[1]["A"]]
    assert "Gina" not in [cell.value for cell in book["Peserta"]["C"]]
    assert all("Fitri" not in str(cell.value) for sheet in book for cell in sheet["A"])


def test_each_download_is_noted_with_its_reason(client, cast, families):
    pressed(client, cast.dedi, why="compare")

    note = Trace.objects.get(verb="insights.export_opensid")
    assert (note.by, note.detail) == (cast.dedi, {"year": TODAY().year, "why": "compare"})


def test_without_a_reason_nothing_leaves_and_nothing_is_noted(client, cast, families):
    answer = pressed(client, cast.tuti)

    assert answer.status_code == 422
    assert "untuk apa" in answer.content.decode().lower()
    with pytest.raises(ReasonToExport):
        export_opensid(village=cast.village, year=2026, why="x", by=cast.tuti)
    assert not Trace.objects.filter(verb="insights.export_opensid").exists()


def test_volunteers_and_other_places_find_no_such_page(client, cast, families):
    for user in (cast.sari, cast.joko, cast.rahma):
        assert pressed(client, user, why="opensid").status_code == 404
    client.force_login(cast.dedi)
    assert client.get("/papan/32.04.32/opensid/").status_code == 404
    with pytest.raises(NotAllowed):
        export_opensid(village=cast.village, year=2026, why="opensid", by=cast.sari)


def test_the_page_says_what_the_file_will_hold(client, cast, families):
    client.force_login(cast.tuti)

    page = client.get(PAGE)

    counted = page.context["counted"]
    assert (counted.listed, counted.unnumbered, counted.others) == (5, 1, 1)
    assert (
        reverse("opensid", args=[VILLAGE])
        in client.get(f"/papan/{VILLAGE}/keluarga/").content.decode()
    )


def test_an_operator_takes_the_same_file_by_command(client, cast, families, tmp_path):
    out = tmp_path / "tahap.xlsx"

    done = CliRunner().invoke(app, ["export", "opensid", str(out), "--area", VILLAGE])

    assert done.exit_code == 0, done.output
    by_page = pressed(client, cast.tuti, why="opensid").content
    assert as_their_reader_takes_it(out.read_bytes(), 1) == as_their_reader_takes_it(by_page, 1)
    assert out.stat().st_mode & 0o077 == 0
    assert Trace.objects.filter(verb="insights.export_opensid").count() == 2


def test_the_command_wants_a_village(cast, tmp_path):
    done = CliRunner().invoke(
        app, ["export", "opensid", str(tmp_path / "a.xlsx"), "--area", "32.04"]
    )

    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []
