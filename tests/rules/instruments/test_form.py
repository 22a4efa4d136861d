"""The XLSForm is one that ODK's own converter takes; the code book names every column."""

import csv
import io

import pytest
from pyxform.xls2xform import convert

from berdaya.rules.instruments.codebook import as_csv, as_markdown
from berdaya.rules.instruments.definition import catalogue, load
from berdaya.rules.instruments.form import write_xlsform
from tests.rules.instruments.fixtures import SCALES, STEPS

FORMS = [*catalogue(), SCALES, STEPS]


@pytest.mark.parametrize("instrument", FORMS, ids=lambda one: one.outputs[0].name)
def test_odk_takes_the_form(tmp_path, instrument):
    file = tmp_path / "form.xlsx"
    write_xlsform(instrument, file)

    form = convert(str(file), validate=False)

    assert not [warning for warning in form.warnings if "language" in warning]
    for item in instrument.items:
        assert f"/{item.code}:label" in form.xform


def test_the_form_speaks_both_languages_and_offers_what_may_not_apply(tmp_path):
    instrument = load("keluarga-sejahtera")
    file = tmp_path / "form.xlsx"
    write_xlsform(instrument, file)
    xform = convert(str(file), validate=False).xform

    assert instrument.item("ks06").text["id"] in xform
    assert instrument.item("ks06").text["en"] in xform
    assert xform.count("instance('yes_no_na')") == 4  # ks05, ks06, ks13, ks14


def test_a_condition_on_another_answer_becomes_relevance(tmp_path):
    file = tmp_path / "form.xlsx"
    write_xlsform(STEPS, file)
    assert "/y2  = 1" in convert(str(file), validate=False).xform


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("instrument", FORMS, ids=lambda one: one.outputs[0].name)
def test_the_code_book_names_every_column(instrument, language):
    page = as_markdown(instrument, language)
    rows = list(csv.DictReader(io.StringIO(as_csv(instrument, language))))

    assert all(f"`{item.code}`" in page for item in instrument.items)
    assert instrument.source.strip() in page
    assert {row["column"] for row in rows} >= {one.name for one in instrument.outputs}
    assert {row["version"] for row in rows} == {instrument.version}


def test_the_code_book_shows_worked_examples():
    assert "ks05 2, ks06 2" in as_markdown(load("keluarga-sejahtera"))
