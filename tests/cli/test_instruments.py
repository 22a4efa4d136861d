"""`berdaya instruments`: the catalogue at the command line."""

import json

import pytest
from typer.testing import CliRunner

from berdaya.cli.main import app
from berdaya.rules.instruments.definition import CATALOGUE, catalogue, load
from berdaya.surveys.models import RescoredOutcome
from tests.surveys.conftest import SP, sample  # noqa: F401  # a fixture
from tests.surveys.test_rescoring import YEAR, surveyed

runner = CliRunner()


def run(*words):
    return runner.invoke(app, ["instruments", *map(str, words)])


def test_the_catalogue_is_listed_in_both_languages():
    listed = run("list").stdout
    title = load("keluarga-sejahtera").title
    assert "keluarga-sejahtera" in listed
    assert title["id"] in listed
    assert title["en"] in listed


def test_an_instrument_is_shown_for_people_and_for_programs():
    assert "ks21" in run("show", "keluarga-sejahtera").stdout
    shown = json.loads(run("show", "keluarga-sejahtera", "--json").stdout)
    assert [item["code"] for group in shown["groups"] for item in group["items"]][20] == "ks21"


def test_the_schema_is_printed():
    assert json.loads(run("schema").stdout)["title"] == "Berdaya instrument"


def test_a_good_definition_passes_and_a_faulty_one_is_told_by_line(tmp_path):
    path = CATALOGUE / "keluarga-sejahtera.yaml"
    assert run("check", path).exit_code == 0

    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(path.read_text().replace("items: [ks20, ks21]", "items: [ks20, ks22]"))
    line = 1 + path.read_text()[: path.read_text().index("items: [ks20, ks21]")].count("\n")

    found = run("check", faulty)
    assert found.exit_code == 1
    assert f"{faulty}:{line}: " in found.stdout
    assert "ks22" in found.stdout
    assert "There is no item" in run("check", faulty, "--language", "en").stdout


@pytest.mark.parametrize(
    ("command", "name"), [("codebook", "o.md"), ("codebook", "o.csv"), ("xlsform", "o.xlsx")]
)
def test_code_book_and_form_are_written(tmp_path, command, name):
    out = tmp_path / name
    assert run(command, "keluarga-sejahtera", out).exit_code == 0
    assert out.stat().st_size > 1000
    assert run(command, "keluarga-sejahtera", tmp_path / "o.doc").exit_code == 2
    assert run(command, "no-such", out).exit_code == 2
    nowhere = run(command, "keluarga-sejahtera", tmp_path / "none" / name)
    assert (nowhere.exit_code, "buat folder ini dulu" in nowhere.output) == (2, True)


@pytest.mark.parametrize("instrument", catalogue(), ids=lambda one: one.id)
def test_every_instrument_can_be_listed_shown_checked_and_written(tmp_path, instrument):
    assert f"{instrument.id}  {instrument.version}  {instrument.subject}" in run("list").stdout

    shown = run("show", instrument.id).stdout
    assert instrument.not_for["id"].strip() in shown
    assert all(item.text["id"] in shown for item in instrument.items)
    assert json.loads(run("show", instrument.id, "--json").stdout)["id"] == instrument.id

    assert run("check", CATALOGUE / f"{instrument.id}.yaml").exit_code == 0

    for command, name in (("codebook", "o.md"), ("codebook", "o.csv"), ("xlsform", "o.xlsx")):
        assert run(command, instrument.id, tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_size > 500


@pytest.mark.django_db
def test_a_year_is_judged_again_only_from_a_version_that_stands():
    unknown = run("rescore", "keluarga-sejahtera", "--from", "1990", "--year", "2026")

    assert unknown.exit_code == 2
    assert "1990" in unknown.stderr


@pytest.mark.usefixtures("sample")
def test_a_year_is_judged_again_at_the_command_line(cast, sample):  # noqa: F811
    surveyed(cast, sample, 5)

    first = run("rescore", SP, "--from", "1", "--year", YEAR)
    again = run("rescore", SP, "--from", "1", "--year", YEAR)

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "Mulai" in first.stderr
    assert "Tumbuh" in first.stderr
    assert RescoredOutcome.objects.filter(output="level").count() == 5
