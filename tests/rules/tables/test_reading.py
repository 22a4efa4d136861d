"""Tables as people have them: wrong sheets, titles, merged cells, odd headings, odd cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.rules.tables import FAULTS, TableFault, read_table
from tests.rules.tables.sheets import (
    HEAD,
    HEAD_NIK,
    HEADINGS,
    KK,
    TODAY,
    WIFE,
    WIFE_NIK,
    codes,
    read,
    workbook,
)


def test_a_plain_list_is_read_whole():
    table = read([HEADINGS, HEAD, WIFE])

    assert codes(table) == []
    assert [row.number for row in table.rows] == [2, 3]
    assert table.rows[1].values == {
        "kk_number": KK,
        "nik": WIFE_NIK,
        "name": "Euis Rahayu",
        "sex": "female",
        "birth_date": date(1983, 1, 5),
        "relation": "spouse",
    }
    assert table.mapping["B"] == "nik"


def test_titles_above_and_empty_columns_before_move_nothing():
    rows = [["", "DAFTAR WARGA"], [], ["", "Desa Sukamaju (contoh)"], [], ["", *HEADINGS]]

    table = read([*rows, [], ["", *HEAD]])

    assert (table.header_row, table.rows[0].number) == (5, 7)
    assert table.rows[0].values["name"] == "Asep Hidayat"


@given(st.permutations(range(len(HEADINGS))))
def test_the_order_of_columns_does_not_matter(order):
    rows = [[row[at] for at in order] for row in (HEADINGS, HEAD, WIFE)]

    assert read(rows).rows[0].values == read([HEADINGS, HEAD]).rows[0].values


@pytest.mark.parametrize(
    "headings",
    [
        ("NO. KK", "No. KTP", "NAMA LENGKAP", "JK", "TGL LAHIR", "SHDK"),
        ("nomor_kartu_keluarga", "N.I.K.", "nama", "L/P", "Tanggal  lahir", "Hub. Keluarga"),
        ("KK Number", "National ID", "Full name", "Sex", "Date of birth", "Relationship"),
        ("Nomer KK", "NIK", "Nama Lengkp", "Jenis Kelamn", "Tangal Lahir", "Hubungn Keluarga"),
    ],
)
def test_headings_come_in_two_languages_and_many_spellings(headings):
    assert read([headings, HEAD]).rows[0].values == read([HEADINGS, HEAD]).rows[0].values


def test_names_of_parents_are_not_taken_for_the_name():
    table = read([("Nama Ayah", "NIK Ibu", *HEADINGS), ("Dadang", HEAD_NIK, *HEAD)])

    assert table.rows[0].values["name"] == "Asep Hidayat"
    assert table.rows[0].values["nik"] == HEAD_NIK
    assert [heading for _, heading in table.ignored] == ["Nama Ayah", "NIK Ibu"]


def test_columns_nobody_knows_are_named():
    table = read([(*HEADINGS, "Warna rumah"), (*HEAD, "hijau")])

    assert table.unmapped == (("G", "Warna rumah"),)


def test_the_user_may_say_what_a_column_is():
    rows = [(*HEADINGS[:2], "Panggilan resmi", *HEADINGS[3:]), HEAD]

    with pytest.raises(TableFault) as missing:
        read(rows)
    table = read(rows, mapping={"C": "name", "Hubungan": ""})

    assert missing.value.code == "table.missing_columns"
    assert table.rows[0].values["name"] == "Asep Hidayat"
    assert "relation" not in table.rows[0].values


def test_the_sheet_with_the_table_is_found_behind_a_note_and_an_example():
    data = workbook(
        Petunjuk=[["Isi kolom NIK dan Nama"], ["Nama"], ["NIK"]],
        Contoh=[HEADINGS, HEAD, HEAD, HEAD, HEAD],
        Warga=[HEADINGS, HEAD, WIFE],
    )

    table = read_table(data, "a.xlsx", "persons", today=TODAY)

    assert table.sheet == "Warga"


def test_headings_over_two_merged_rows_are_one_heading():
    rows = [
        ["DAFTAR PENDUDUK"],
        ["No KK", "NIK", "Nama", "Jenis Kelamin", "Alamat", "", ""],
        ["", "", "", "", "Dusun", "RT", "RW"],
        [1, 2, 3, 4, 5, 6, 7],
        [KK, HEAD_NIK, "Asep Hidayat", "L", "Dusun Babakan", 3, "02"],
    ]
    merged = ["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"]

    for ranges in (merged, []):
        [row] = read(rows, merged=ranges).rows

        assert row.number == 5
        assert row.values["hamlet"] == "Babakan"
        assert (row.values["rt"], row.values["rw"]) == ("003", "002")


def test_a_cell_merged_over_a_family_counts_for_each_of_its_rows():
    rows = [HEADINGS, HEAD, ("", *WIFE[1:])]

    assert [row.values["kk_number"] for row in read(rows, merged=["A2:A3"]).rows] == [KK, KK]
    assert [row.values["kk_number"] for row in read(rows).rows] == [KK, None]


def test_totals_signatures_and_repeated_headings_are_no_persons():
    rows = [
        HEADINGS,
        HEAD,
        HEADINGS,
        WIFE,
        [],
        ["Jumlah", "", 2, 1, "", ""],
        ["", "", "", "", "Kepala Desa"],
    ]

    table = read(rows)

    assert [row.number for row in table.rows] == [2, 4]
    assert table.passed_over == ((3, "No KK"), (6, "Jumlah"), (7, "Kepala Desa"))


def test_stray_spaces_and_hidden_signs_are_taken_off():
    spaced = [f"\xa0 {cell} \u200b" for cell in HEAD]

    assert read([HEADINGS, spaced]).rows[0].values == read([HEADINGS, HEAD]).rows[0].values


@pytest.mark.parametrize(
    ("column", "cell", "code", "severity"),
    [
        (0, "3,20432E+15", "number.scientific", "error"),
        (0, "320432100115", "kk.length", "error"),
        (0, "3204329901159001", "kk.issue_date", "warning"),
        (0, "0320432299800001", "kk.temporary", "warning"),
        (0, "1111111111111111", "kk.placeholder", "warning"),
        (0, "1234 5678 9012 3456", "kk.placeholder", "warning"),
        (1, "9999999999999999", "nik.placeholder", "warning"),
        (1, 3204323112809000.0, "number.rounded", "error"),
        (1, "3.20432E+15", "number.scientific", "error"),
        (1, "3204323112809O01", "nik.characters", "error"),
        (1, "0320432299800001", "nik.temporary", "warning"),
        (1, "3204323012809001", "nik.birth_date_differs", "warning"),
        (1, WIFE_NIK.replace("450183", "711280"), "nik.sex_of_woman", "warning"),
        (2, "", "cell.required", "error"),
        (2, "A" * 121, "cell.too_long", "error"),
        (3, "?", "word.unknown", "error"),
        (3, "", "cell.required", "error"),
        (4, "", "cell.wanted", "warning"),
        (4, "31 Foo 1980", "date.unknown", "error"),
        (5, "tetangga", "word.unknown", "warning"),
    ],
)
def test_each_doubtful_cell_is_named_with_its_place(column, cell, code, severity):
    row = [cell if at == column else value for at, value in enumerate(HEAD)]

    [fault] = read([HEADINGS, row]).rows[0].faults

    assert (fault.code, fault.severity) == (code, severity)
    assert (fault.column, fault.heading) == ("ABCDEF"[column], HEADINGS[column])
    assert "%(" not in str(fault)


@pytest.mark.parametrize("nothing", ["", "-", 0, "0", "0000000000000000", "–"])
def test_no_number_is_no_number(nothing):
    [row] = read([HEADINGS, (nothing, nothing, *HEAD[2:])]).rows

    assert row.values["kk_number"] is row.values["nik"] is None
    assert row.faults == []


@pytest.mark.parametrize(
    "nik", [f"'{HEAD_NIK}", f"{HEAD_NIK[:6]} {HEAD_NIK[6:]}", int(HEAD_NIK), float(HEAD_NIK)]
)
def test_numbers_that_lost_nothing_are_repaired(nik):
    assert read([HEADINGS, (KK, nik, *HEAD[2:])]).rows[0].values["nik"] == HEAD_NIK


def test_a_nik_that_stands_twice_refuses_the_later_row():
    table = read([HEADINGS, HEAD, WIFE, (KK, HEAD_NIK, "Asep Lagi", "L", "31/12/1980", "Anak")])

    assert [row.state for row in table.rows] == ["good", "good", "error"]
    assert table.rows[2].faults[0].params == {"row": 2}


def test_text_written_by_a_program_that_kept_15_digits_is_refused_as_a_column():
    rows = ";".join(HEADINGS) + "\n"
    rows += "".join(
        f"{KK};{HEAD_NIK[:12]}9{at:02}0;Asep;L;31/12/1980;Anak\n" for at in range(12)
    )

    table = read_table(rows.encode(), "a.csv", "persons", today=TODAY)

    assert codes(table) == ["number.rounded"] * 12


def test_codes_of_relation_are_told_apart_by_what_else_is_in_the_column():
    def relations(*found):
        rows = [
            (f"320432100115{9001 + at}", "", "A", "L", "", code)
            for at, code in enumerate(found)
        ]
        return [row.values["relation"] for row in read([HEADINGS, *rows]).rows]

    assert relations(1, 3, 4, 9) == ["head", "spouse", "child", "other"]
    assert relations(1, 2, 3, 4) == ["head", "spouse", "child", "other"]
    assert (
        relations(1, 3, 4, 4) == [None] * 4
    )  # a register without more, or a form without wives


def test_rt_and_rw_may_share_a_cell():
    def place(text):
        values = read([(*HEADINGS, "RT/RW"), (*HEAD, text)]).rows[0].values
        return values["rt"], values["rw"]

    assert place("003/012") == ("003", "012")
    assert place("RW 12 RT 3") == ("003", "012")
    assert place(date(2026, 3, 12)) == ("", "")


def test_places_and_phones_are_kept_one_way():
    headings = (*HEADINGS, "RT", "RW", "Kode Desa", "No HP", "Dusun")
    row = read(
        [headings, (*HEAD, "RT.01", 2.0, 3204322998, 81234567890, "DUSUN Babakan")]
    ).rows[0]

    assert (row.values["rt"], row.values["rw"]) == ("001", "002")
    assert row.values["village_code"] == "32.04.32.2998"
    assert row.values["phone"] == "+6281234567890"
    assert row.values["hamlet"] == "Babakan"


def test_families_have_a_head():
    table = read(
        [
            ("No KK", "Nama Kepala Keluarga", "RT"),
            (KK, "Asep", 1),
            ("", "Dadang", 2),
            (KK, "X", 3),
        ],
        "families",
    )

    assert table.rows[0].values == {"kk_number": KK, "head_name": "Asep", "rt": "001"}
    assert codes(table) == ["cell.wanted", "row.kk_twice"]


def answers(*cells, extra=()):
    headings = ("No KK", "Tanggal", *(f"KS{item:02}" for item in range(1, len(cells) + 1)))
    [row, *_] = read([headings, (KK, "20/11/2026", *cells), *extra], "answers").rows
    found = [row.values[f"ks{item:02}"] for item in range(1, len(cells) + 1)]
    return found, [fault.code for fault in row.faults]


@pytest.mark.parametrize(
    ("cells", "found", "faults"),
    [
        (("ya", "Tidak", "tidak berlaku", ""), [1, 0, 2, None], []),
        (("Y", "T", "1", 0.0), [1, 0, 1, 0], []),
        ((1, 0, 2, "2.0"), [1, 0, 2, 2], []),
        (("v", "√", "x", "X"), [1, 1, 0, 0], []),
        (("x", "X", "", "ya"), [None, None, None, 1], ["word.unclear"] * 2),
        (
            ("ya", "-", "mungkin", "-1"),
            [1, None, None, None],
            ["answer.dash"] + ["word.unknown"] * 2,
        ),
        ((1, 2, 2, 1), [1, None, None, 1], ["answer.two_unclear"] * 2),
        ((1, "tidak berlaku", 1, 1), [1, 2, 1, 1], []),
    ],
)
def test_answers_are_yes_no_or_does_not_apply(cells, found, faults):
    assert answers(*cells) == (found, faults)


@pytest.mark.parametrize(
    "style", ["{}", "Indikator {}", "KS{:02}", "ks {}", "KS-{:02}", "No. {}"]
)
def test_items_go_by_code_or_by_number(style):
    headings = ["No KK", *(style.format(item) for item in range(1, 22))]

    table = read([headings, [KK, *[1] * 20, 0]], "answers")

    values = table.rows[0].values
    assert values["ks01"] == 1
    assert values["ks21"] == 0
    assert len(values) == 22


def test_answers_need_a_family():
    headings = ("No KK", "NIK", "1", "2")

    table = read([headings, ("", "", 1, 0), (KK, "", 1, 0), (KK, "", 0, 0)], "answers")

    assert codes(table) == ["row.no_family", "row.family_twice"]
    assert codes(read([headings, (KK, "", 1, 0), (KK, "", "", "")], "answers")) == []
    with pytest.raises(TableFault):
        read([("Nama", "1", "2"), ("Asep", 1, 0)], "answers")


CELLS = st.one_of(
    st.sampled_from(["", "-", *HEAD, *HEADINGS, "Jumlah", "ya", "x", 2, 1.5, True, TODAY]),
    st.text(max_size=12),
    st.integers(-5, 10**16),
)


@given(
    st.lists(st.lists(CELLS, max_size=8), max_size=8),
    st.sampled_from(["persons", "families", "answers"]),
)
def test_no_table_breaks_the_reader(rows, kind):
    text = "\n".join(";".join(str(cell) for cell in row) for row in [HEADINGS, *rows])

    try:
        rows_read = read_table(text.encode(), "a.csv", kind, today=TODAY).rows
    except TableFault:
        rows_read = []

    assert all(str(fault) for row in rows_read for fault in row.faults)


def test_every_fault_has_a_sentence():
    assert all(text.endswith((".", "s", ")")) and len(text) > 20 for text in FAULTS.values())
