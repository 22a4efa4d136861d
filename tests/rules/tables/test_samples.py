"""The sample files of the repository are read as their README says."""

from collections import Counter
from pathlib import Path

import pytest

from berdaya.rules.tables import households, read_table
from tests.rules.tables.sheets import TODAY, codes

SAMPLES = Path(__file__).parents[3] / "samples"


def read(name, kind="persons"):
    return read_table(SAMPLES / name, name, kind, today=TODAY)


def test_the_population_file_of_opensid_is_read_unchanged():
    table = read("opensid_penduduk_sintetis.xlsx")

    families = households(table.rows)

    assert (table.layout, table.sheet, table.unmapped) == ("opensid", "Data Penduduk", ())
    assert Counter(codes(table)) == {"row.dead": 1, "row.moved": 1}
    assert sum(household.is_taken for household in families) == 40
    assert Counter(f.code for h in families for f in h.faults) == {
        "household.nobody_to_join": 1
    }
    assert sum(row.values["nik"] is None for row in table.rows) == 1


def test_codes_of_opensid_become_our_words():
    wives = [
        row.values
        for row in read("opensid_penduduk_sintetis.xlsx").rows
        if row.values["relation"] == "spouse"
    ]

    assert {wife["marital"] for wife in wives} == {"married"}
    assert {wife["sex"] for wife in wives} == {"female"}
    assert {wife["contraception"] for wife in wives} == {True, None}
    assert {wife["schooling"] for wife in wives} == {"sma"}
    assert "schooling_now" not in wives[0]


def test_a_child_at_school_is_at_school():
    pupils = [
        row.values["schooling"]
        for row in read("opensid_penduduk_sintetis.xlsx").rows
        if row.values["birth_date"] and 2011 <= row.values["birth_date"].year <= 2012
    ]

    assert set(pupils) == {"in_smp"}


def test_members_and_answers_are_found_on_their_sheets():
    name = "keluarga_dan_jawaban_sintetis.xlsx"

    members, answers = read(name), read(name, "answers")

    assert (members.sheet, answers.sheet) == ("Anggota Keluarga", "Jawaban")
    assert codes(members) == codes(answers) == []
    assert len(households(members.rows)) == len(answers.rows) == 15
    assert {row.values["kk_number"] for row in answers.rows} == {
        row.values["kk_number"] for row in members.rows
    }
    assert all(row.values["ks21"] in {0, 1} for row in answers.rows)
    assert {text for _, text in members.passed_over} == {
        "Jumlah",
        "Kepala Desa Sukamaju (contoh)",
    }


def test_damaged_numbers_are_repaired_or_refused():
    table = read("nik_rusak_sintetis.xlsx")

    by_row = {row.number: [fault.code for fault in row.faults] for row in table.rows}
    assert {number: found for number, found in by_row.items() if found} == {
        8: ["number.scientific"],
        9: ["number.rounded"],
        11: ["nik.length"],
        12: ["nik.characters"],
        13: ["nik.birth_date_differs"],
        14: ["nik.area_unknown"],
    }


@pytest.mark.parametrize("name", ["penduduk_sintetis.ods", "penduduk_sintetis.csv"])
def test_plain_lists_are_read_without_a_word(name):
    table = read(name)

    assert codes(table) == []
    assert len(households(table.rows)) == 12
    assert all(household.is_taken for household in households(table.rows))


@pytest.mark.parametrize(
    ("name", "layout", "families", "faults"),
    [
        ("bip_2012", "bip-2012", 14, {"nik.masked": 1}),
        ("bip_2016", "bip-2016", 10, {}),
        ("bip_2016_luwu_timur", "bip-2016-luwu-timur", 8, {}),
        ("bip_ektp", "bip-ektp", 12, {}),
        ("siak", "siak", 15, {"row.invalid": 1, "row.moved": 1}),
    ],
)
def test_lists_of_the_civil_register_are_read_unchanged(name, layout, families, faults):
    table = read(f"{name}_sintetis.xlsx")

    found = households(table.rows)

    assert (table.layout, table.unmapped, table.passed_over) == (layout, (), ())
    assert Counter(codes(table)) == faults
    assert (len(found), sum(one.is_taken for one in found)) == (families, families)
    heads = [one.head.values for one in found]
    assert all(head["hamlet"] and head["rt"] and head["rw"] for head in heads[3:])
    assert all(row.values["birth_date"] and row.values["schooling"] for row in table.rows)


def test_the_family_without_a_kk_number_in_the_list_of_2012_stays_together():
    found = households(read("bip_2012_sintetis.xlsx").rows)

    [alone] = [one for one in found if one.faults]
    assert [fault.code for fault in alone.faults] == ["household.no_kk_number"]
    assert len(alone.members) > 1
