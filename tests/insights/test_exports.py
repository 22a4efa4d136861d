"""What is taken out opens again as it was on screen, and leaves a trace."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from berdaya.access.models import Trace
from berdaya.demo.cast import rina_family
from berdaya.surveys.models import Standing
from berdaya.ui.exports import Table, answer
from tests.insights.world import LEVELS, by_hand, draw_world, living_in, this_year

VILLAGE = "32.04.32.2998"
BOARD, LIST = f"/papan/{VILLAGE}/papan", f"/papan/{VILLAGE}/keluarga"


@pytest.fixture
def families(cast):
    return draw_world(cast)


def body(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def of_xlsx(response):
    """Title, notes, heading and rows below it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(response)))
    rows = book.get_sheet_by_index(0).to_python()
    head = next(place for place, row in enumerate(rows) if all(row))
    return rows[0][0], [row[0] for row in rows[1:head]], rows[head], rows[head + 1 :]


def of_csv(response):
    text = body(response).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    return head, rows


def test_the_board_as_a_file_says_what_counting_by_hand_says(client, cast, families):
    client.force_login(cast.tuti)

    title, notes, head, rows = of_xlsx(client.get(f"{BOARD}.xlsx?kelompok=dusun"))

    levels = by_hand(families, this_year())[0]
    total = dict(zip(head, rows[-1], strict=True))
    assert (total["Keluarga"], total["Didata"]) == (len(families), levels.total())
    assert list(rows[-1][5:]) == [levels[level] for level in LEVELS]
    assert "Dusun Krajan" in [row[0] for row in rows]
    assert cast.village.label in title
    assert "kemiskinan" in " ".join(notes)
    assert rows[-1][1] == VILLAGE  # a code stays text


def test_csv_and_xlsx_say_the_same(client, cast, families):
    client.force_login(cast.tuti)

    _title, _notes, head, rows = of_xlsx(client.get(f"{BOARD}.xlsx?butir=ks03"))

    told = [[str(int(it)) if isinstance(it, float) else it for it in row] for row in rows]
    assert of_csv(client.get(f"{BOARD}.csv?butir=ks03")) == (head, told)


def test_csv_begins_with_the_mark_by_which_excel_knows_its_letters(client, cast):
    client.force_login(cast.tuti)

    assert body(client.get(f"{BOARD}.csv")).startswith(b"\xef\xbb\xbfWilayah;Kode;Keluarga;")


def test_the_list_as_a_file_has_the_families_of_the_list_and_no_numbers(client, cast, families):
    rina_family(cast)
    client.force_login(cast.tuti)
    waiting = client.get(f"{LIST}/?belum=1").context["rows"]

    _title, notes, _head, rows = of_xlsx(client.get(f"{LIST}.xlsx?belum=1"))

    assert [row[0] for row in rows] == [family.head_name for family, _place, _it in waiting]
    assert "Hanya: belum didata" in notes
    for path in (f"{LIST}.csv", f"{LIST}.csv?nama=dadan"):
        assert "3204" not in body(client.get(path)).decode()


def test_each_family_goes_out_with_its_own_stage_day_and_needs(client, cast, families):
    client.force_login(cast.tuti)
    one = (
        Standing.objects.across_areas(why="test").filter(year=this_year(), level="KPS").first()
    )
    name = one.family.head_name

    _head, rows = of_csv(client.get(f"{LIST}.csv?tahap=KPS"))

    assert len(rows) == by_hand(families, this_year())[0]["KPS"]
    assert {row[3] for row in rows} == {"KPS"}
    assert one.conducted_on.strftime("%d/%m/%Y") in {
        row[5] for row in rows if row[0].lstrip("'") == name
    }
    assert all(row[4] for row in rows)


def test_a_name_that_looks_like_a_formula_stays_a_name(client, cast, families):
    client.force_login(cast.tuti)
    formulas = [family for family in living_in(families, VILLAGE) if family.head_name[0] == "="]
    assert formulas

    _head, lines = of_csv(client.get(f"{LIST}.csv?nama=iwan"))
    _title, _notes, _heading, rows = of_xlsx(client.get(f"{LIST}.xlsx?nama=iwan"))

    assert {line[0] for line in lines} == {"'=Iwan"}
    assert {row[0] for row in rows} == {"=Iwan"}


def test_taking_out_leaves_a_trace_and_is_not_for_volunteers(client, cast, families):
    client.force_login(cast.sari)
    assert client.get(f"{BOARD}.xlsx").status_code == 404
    assert client.get(f"{LIST}.csv").status_code == 404
    assert not Trace.objects.filter(verb__startswith="insights.export").exists()

    client.force_login(cast.tuti)
    body(client.get(f"{LIST}.csv?belum=1"))

    left = Trace.objects.get(verb="insights.export_families")
    assert (left.by, left.detail["what"]) == (cast.tuti, "families.csv")


def test_rows_are_written_as_they_come():
    seen = []

    def rows():
        for number in range(3):
            seen.append(number)
            yield ["a", number, date(2026, 1, 1), None]

    lines = iter(answer(Table("x", "X", [], ["t", "n", "d", "e"], rows()), "csv"))

    next(lines), next(lines)
    assert seen == []
    assert next(lines) == b"a;0;01/01/2026;\r\n"
    assert seen == [0]
