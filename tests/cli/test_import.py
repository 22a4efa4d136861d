"""`berdaya import`: an operator takes in the file of an office."""

from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from berdaya.access.operator import USERNAME
from berdaya.cli.load import load
from berdaya.people.models import Family

OPENSID = Path(__file__).parents[2] / "samples" / "opensid_penduduk_sintetis.xlsx"
ROWS = """kode desa;no kk;nik;nama;jk;tgl lahir;hubungan
32.04.32.2998;3204320101159001;3204325507809001;Rina;P;15/07/1980;Kepala Keluarga
32.04.32.2998;3204320202159003;3204321111709003;Asep;L;11/11/1970;Kepala Keluarga
"""


@pytest.fixture
def run():
    app = Typer()
    app.command()(load)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def families():
    return Family.objects.across_areas(why="test")


def test_a_file_that_names_its_village_needs_no_other_word(cast, run, tmp_path):
    file = tmp_path / "penduduk.csv"
    file.write_text(ROWS)

    result = run("persons", file)

    assert result.exit_code == 0, result.output
    assert families().count() == 2
    assert {family.registered_by.username for family in families()} == {USERNAME}


def test_a_dry_run_keeps_nothing(cast, run, tmp_path):
    file = tmp_path / "penduduk.csv"
    file.write_text(ROWS)

    result = run("persons", file, "--dry-run")

    assert result.exit_code == 0, result.output
    assert not families().exists()


def test_rows_left_out_come_back_beside_the_file(cast, run, tmp_path):
    file = tmp_path / "penduduk.xlsx"
    file.write_bytes(OPENSID.read_bytes())

    result = run("persons", file, "--village", cast.village.code, "--by", "tuti")

    assert result.exit_code == 3, result.output
    assert families().count() == 40
    assert (tmp_path / "penduduk.perbaiki.xlsx").exists()


def test_without_a_village_nothing_is_done_and_it_says_what_to_do(cast, run, tmp_path):
    file = tmp_path / "penduduk.xlsx"
    file.write_bytes(OPENSID.read_bytes())

    result = run("persons", file)

    assert result.exit_code == 2
    assert "--village" in result.output
    assert not families().exists()
