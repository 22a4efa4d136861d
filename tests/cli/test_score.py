"""`berdaya score`: files in, files out, and an honest exit status."""

import csv
import os
import subprocess
import sys

import polars as pl
import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app

ITEMS = [f"ks{number:02}" for number in range(1, 22)]
VILLAGE, NEXT = "32.04.32.1001", "32.04.32.1002"
runner = CliRunner()


def family(name, area=VILLAGE, **answers):
    return {"family_id": name, "area_code": area, **dict.fromkeys(ITEMS, "1"), **answers}


FAMILIES = [
    family("A"),
    family("B", ks03="0", ks05="2", ks16="0"),
    family("C", NEXT, ks21=""),
    family("D", f"{NEXT}-001-002", ks08="0"),
]
BAD = [family("E", ks21="3"), family("F", ks02="ya"), family("G", "")]


def written(path, rows, **options):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0], **options)
        writer.writeheader()
        writer.writerows(rows)
    return path


def score(*arguments):
    return runner.invoke(app, ["score", "keluarga-sejahtera", *map(str, arguments)])


def read(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=["polars", "duckdb"])
def engine(request):
    return f"--engine={request.param}"


def test_every_family_gets_its_stage_and_what_holds_it(tmp_path, engine):
    out = tmp_path / "out.csv"

    result = score(written(tmp_path / "in.csv", FAMILIES), out, engine)

    assert result.exit_code == 0, result.output
    assert read(out) == [
        dict(family_id="A", area_code=VILLAGE, stage="KS3PLUS", stage_blocked_by=""),
        dict(family_id="B", area_code=VILLAGE, stage="KPS", stage_blocked_by="ks03"),
        dict(family_id="C", area_code=NEXT, stage="incomplete", stage_blocked_by=""),
        dict(family_id="D", area_code=f"{NEXT}-001-002", stage="KS1", stage_blocked_by="ks08"),
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv"}


@pytest.mark.parametrize(
    ("by", "areas"),
    [("province", {"32"}), ("regency", {"32.04"}), ("district", {"32.04.32"}),
     ("village", {VILLAGE, NEXT})],
)  # fmt: skip
def test_areas_are_counted_by_level(tmp_path, engine, by, areas):
    out = tmp_path / "out.csv"

    assert score(written(tmp_path / "in.csv", FAMILIES), out, "--by", by, engine).exit_code == 0

    rows = read(out)
    assert list(rows[0]) == ["area_code", "output", "level", "count"]
    assert {row["area_code"] for row in rows} == areas
    assert sum(int(row["count"]) for row in rows) == len(FAMILIES)
    # from the lowest level to the highest, incomplete last
    order = [row["level"] for row in rows if row["area_code"] == min(areas)]
    assert order == [one for one in ("KPS", "KS1", "KS3PLUS", "incomplete") if one in order]


@pytest.mark.parametrize("by", [[], ["--by", "village"]])
def test_a_bad_row_is_told_by_line_and_reason_and_left_out(tmp_path, engine, by):
    out = tmp_path / "out.csv"

    result = score(written(tmp_path / "in.csv", [*FAMILIES[:1], *BAD]), out, engine, *by)

    assert result.exit_code == 3
    assert len(read(out)) == 1
    reasons = read(tmp_path / "out.csv.errors.csv")
    assert [(row["line"], row["family_id"]) for row in reasons] == [
        ("3", "E"),
        ("4", "F"),
        ("5", "G"),
    ]
    assert "ks21" in reasons[0]["reason"]
    assert "'3'" in reasons[0]["reason"]
    assert "'ya'" in reasons[1]["reason"]
    assert "area_code" in reasons[2]["reason"]


def test_a_clean_run_takes_away_the_errors_of_the_run_before(tmp_path):
    file, out = tmp_path / "in.csv", tmp_path / "out.csv"
    score(written(file, [*FAMILIES, *BAD]), out)
    assert score(written(file, FAMILIES), out).exit_code == 0
    assert not (tmp_path / "out.csv.errors.csv").exists()


@pytest.mark.parametrize("kind", [pl.Int8, pl.Int64, pl.Float64, pl.String])
def test_parquet_of_any_type_reads_as_csv_does(tmp_path, engine, kind):
    file = written(tmp_path / "in.csv", FAMILIES)
    frame = pl.read_csv(file, infer_schema=False)
    blank = float("nan") if kind == pl.Float64 else None
    frame = frame.with_columns(pl.col(ITEMS).cast(kind).fill_null(pl.lit(blank, kind)))
    frame.write_parquet(tmp_path / "in.parquet")

    score(file, tmp_path / "a.csv", engine)
    result = score(tmp_path / "in.parquet", tmp_path / "b.csv", engine)

    assert result.exit_code == 0, result.output
    assert read(tmp_path / "a.csv") == read(tmp_path / "b.csv")


def test_spreadsheets_write_semicolons_and_points_and_stray_spaces(tmp_path, engine):
    rows = [family("A", ks01="1.0", ks03=" 0 ")]
    result = score(
        written(tmp_path / "in.csv", rows, delimiter=";"), tmp_path / "o.csv", engine
    )
    assert result.exit_code == 0, result.output
    assert read(tmp_path / "o.csv")[0]["stage"] == "KPS"


def test_half_a_yes_is_no_answer(tmp_path, engine):
    rows = [family("A"), family("B", ks01="0.5")]
    assert score(written(tmp_path / "in.csv", rows), tmp_path / "o.csv", engine).exit_code == 3


def test_a_folder_is_read_whole_and_its_files_named(tmp_path, engine):
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder / "a.csv", FAMILIES[:2])
    written(folder / "b.csv", [dict(reversed(row.items())) for row in [*FAMILIES[2:], BAD[0]]])

    assert score(folder, tmp_path / "o.parquet", engine).exit_code == 3

    assert pl.read_parquet(tmp_path / "o.parquet")["family_id"].to_list() == list("ABCD")
    assert read(tmp_path / "o.parquet.errors.csv")[0] | {"reason": ""} == {
        "file": "b.csv", "line": "4", "family_id": "E", "area_code": VILLAGE, "reason": "",
    }  # fmt: skip


def test_files_of_a_folder_may_differ_in_their_types(tmp_path, engine):
    (tmp_path / "in").mkdir()
    frame = pl.read_csv(written(tmp_path / "all.csv", [*FAMILIES, BAD[0]]), infer_schema=False)
    for name, rows, kind in (("a", [0, 1], pl.Int8), ("b", [2, 3, 4], pl.Int64)):
        part = frame[rows].with_columns(pl.col(ITEMS).cast(kind))
        part.write_parquet(tmp_path / "in" / f"{name}.parquet")

    assert score(tmp_path / "in", tmp_path / "o.csv", engine).exit_code == 3

    assert [row["stage"] for row in read(tmp_path / "o.csv")] == [
        "KS3PLUS", "KPS", "incomplete", "KS1",
    ]  # fmt: skip
    assert read(tmp_path / "o.csv.errors.csv")[0]["line"] == "3"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "absent.csv", "absent.csv"),
        (lambda folder: written(folder / "x.txt", FAMILIES), ".parquet"),
        (lambda folder: written(folder / "x.csv", [{"family_id": "A", "ks01": 1}]), "area_code"),
        (lambda folder: (folder / "x.parquet", (folder / "x.parquet").write_text("no"))[0], "x.parquet"),
    ],
)  # fmt: skip
def test_where_nothing_can_be_done_nothing_is_written(tmp_path, make, said):
    result = score(make(tmp_path), tmp_path / "out.csv")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("out", ["out.xlsx", "absent/out.csv", "in/out.csv"])
def test_a_place_that_cannot_be_written_is_said_before_any_work(tmp_path, out):
    (tmp_path / "in").mkdir()
    written(tmp_path / "in" / "a.csv", FAMILIES)
    assert score(tmp_path / "in", tmp_path / out).exit_code == 2


def test_an_unknown_instrument_is_said(tmp_path):
    result = runner.invoke(app, ["score", "no-such", "x.csv", str(tmp_path / "out.csv")])
    assert result.exit_code == 2
    assert "berdaya instruments list" in result.stderr


def test_a_broken_file_leaves_the_old_output_as_it_was(tmp_path):
    out = tmp_path / "out.csv"
    score(written(tmp_path / "in.csv", FAMILIES), out)
    before = out.read_text()
    with (tmp_path / "in.csv").open("a") as file:
        file.write("Z,32," + "1," * 40 + "\n")  # more cells than columns

    assert score(tmp_path / "in.csv", out).exit_code == 2

    assert out.read_text() == before
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.csv"}


def test_scoring_does_without_django(tmp_path):
    file = written(tmp_path / "in.csv", FAMILIES)
    code = (
        "import sys; from berdaya.cli.main import app\n"
        "try: app()\n"
        "finally: assert 'django' not in sys.modules"
    )
    words = ["score", "keluarga-sejahtera", str(file), str(tmp_path / "out.csv")]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "no.such"}
    done = subprocess.run([sys.executable, "-c", code, *words], env=environment, check=False)
    assert done.returncode == 0


def test_sets_of_goals_are_scored_by_their_own_number(tmp_path, engine):
    blank = {f"goal{n}_{part}": "" for n in range(1, 9) for part in ("level", "weight")}
    one = {"goal1_weight": "1", "goal1_level": "1"}
    half = {"goal1_weight": "1", "goal1_level": ""}
    wrong = {"goal1_weight": "1", "goal1_level": "3"}
    sets = [
        {"goals_id": name, "area_code": VILLAGE, **blank, **goals}
        for name, goals in (("A", one), ("B", half), ("C", wrong))
    ]
    out = tmp_path / "o.csv"

    result = runner.invoke(
        app,
        ["score", "goal-attainment", str(written(tmp_path / "i.csv", sets)), str(out), engine],
    )

    assert result.exit_code == 3
    rows = read(out)
    assert [row["goals_id"] for row in rows] == ["A", "B"]
    assert [row["attainment"] for row in rows] == ["above", "incomplete"]
    assert [float(row["attainment_score"] or 0) for row in rows] == [60, 0]
    reasons = read(tmp_path / "o.csv.errors.csv")
    assert [(row["goals_id"], "goal1_level" in row["reason"]) for row in reasons] == [
        ("C", True)
    ]


def test_people_are_scored_by_their_own_number(tmp_path, engine):
    codes = [f"lv{n:02}" for n in range(1, 48)]
    person = {"person_id": "A", "area_code": VILLAGE, **dict.fromkeys(codes, "2")}
    person |= dict.fromkeys(codes[14:18], "4")  # four of the six traits of self-awareness
    out = tmp_path / "o.csv"

    result = runner.invoke(
        app,
        [
            "score",
            "independence-levels",
            str(written(tmp_path / "i.csv", [person])),
            str(out),
            engine,
        ],
    )

    assert result.exit_code == 0, result.output
    assert read(out)[0]["person_id"] == "A"
    assert read(out)[0]["level"] == "self_aware"
    # eighteen points of thirds: (4·3 + 2·1) of 6·3
    assert float(read(out)[0]["traits_self_aware"]) == 77.778
