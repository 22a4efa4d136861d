"""Lists of the civil register: blocks of families, hidden numbers, and whom nobody joins."""

from datetime import date

import pytest

from berdaya.rules.tables import TableFault, households, open_sheets, read_table
from berdaya.rules.tables.addresses import taken_apart
from berdaya.rules.tables.columns import OPENSID_HEADINGS
from tests.rules.tables.sheets import HEAD_NIK, KK, TODAY, WIFE_NIK, workbook

PLACE = "DUSUN KRAJAN, RT:001, RW:002, Kodepos:40375,-"
OLD = ("", "NO", "NIK", "NAMA", "JK", "TMPT LAHIR", "TGL LAHIR", "GDR", "AGAMA", "STATUS")
OLD += ("HUBKEL", "PENDIDIKAN", "PEKERJAAN")


def old_member(number, name, *, nik="", relation="Anak", born="01-02-2010", sex="L"):
    told = ("", "Islam", "Belum Kawin", relation, "", "")
    return ("", number, nik, name, sex, "", born, *told)


def bip_2012(*blocks):
    """(KK number, members) as the list of 2012 has them."""
    rows = [("", "BUKU INDUK PENDUDUK")]
    for kk, members in blocks:
        rows += [
            ("", "NO.KK", "", "NAMA KK", "", "", "ALAMAT"),
            ("", kk, "", "X", "", "", PLACE),
        ]
        rows += [OLD, *members]
    return rows


def bip_2016(*blocks):
    rows = [("BUKU INDUK PENDUDUK WNI",), ("Desa",), ("No", "Nama", "NIK")]
    for kk, members in blocks:
        rows.append((f"No. KK : {kk}", "", "Alamat : A, Nama Dusun : B, RT/RW : 001/002"))
        for _, number, nik, name, sex, *_more, relation, _school, _work in members:
            rows.append((number, name, nik, "", 40000, sex, relation))
    return rows


def bip_2016_wide(*blocks):
    """Twelve columns in another order under the same title, numbered below their headings."""
    head = ("NO", "NIK", "NAMA LENGKAP", "JENIS KELAMIN", "TEMPAT LAHIR", "TANGGAL LAHIR")
    head += ("GOL. DARAH", "AGAMA", "STATUS PERKAWINAN", "SHDK", "PENDIDIKAN", "PEKERJAAN")
    rows = [("BUKU INDUK PENDUDUK WNI",), ()]
    for kk, members in blocks:
        rows += [(f"NO. KK : {kk}",), head, tuple(range(1, 13))]
        for _, number, nik, name, sex, *_more, relation, _school, _work in members:
            rows.append((number, nik, name, sex, "", "01-02-2010", "O", "", "", relation))
    return rows


def bip_luwu(*blocks):
    rows = []
    for kk, members in blocks:
        wide = [""] * 10
        rows += [("", "BUKU INDUK KEPENDUDUKAN KABUPATEN (DAFTAR  KELUARGA)"), ()]
        for left, right, said in (
            ("PROVINSI :", "NO. KK :", kk),
            ("KABUPATEN :", "NAMA. KK :", "X"),
            ("KECAMATAN :", "ALAMAT :", "DSN. KRAJAN,Kodepos :40375,Telp :,-"),
            ("DESA :", "NO.RT/RW :", "001/002"),
        ):
            rows.append(("", left, *wide[2:10], right, said))
        rows += [(), OLD, *members, (), ("", "Halaman 1")]
    return rows


def bip_ektp(*blocks):
    head = ("NO", "Nama", "NIK", "Tempat", "Lahir", "JK", "Stat", "Gol", "SHDK", "Agama")
    rows = [(*head, "Pdd", "Akta", "Kerja", "Ibu", "Ayah", "Wjb KTP", "KTP-eL")]
    for kk, members in blocks:
        rows.append((kk, "", "X", *[""] * 8, "DESA A RT/RW : 001/002 DUSUN : KRAJAN"))
        for _, number, nik, name, sex, *_more, relation, _school, _work in members:
            rows.append((number, name, nik, "", "01-02-2010", sex, "BK", "-", relation))
    return rows


def siak(*blocks):
    head = ["NOMOR KK", *[""] * 32, "PETUGAS REGISTRASI"]
    rows = [head]
    for kk, members in blocks:
        for _, _number, nik, name, sex, *_more, relation, _school, _work in members:
            code = {"Kepala Keluarga": "1", "Istri": "3", "Anak": "4"}[relation]
            row = {0: kk, 1: nik, 2: name, 3: "HIDUP", 5: "01/02/2010", 6: sex, 12: code}
            rows.append([row.get(at, "") for at in range(34)])
    return rows


def siak_columns(*blocks):
    """What an office draws from the register's own tables, with their columns' names."""
    rows = [("NO_KK", "NIK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR", "STAT_KWN", "STAT_HBKEL")]
    for kk, members in blocks:
        for _, _number, nik, name, sex, *_more, relation, _school, _work in members:
            code = {"Kepala Keluarga": "1", "Istri": "3", "Anak": "4"}[relation]
            rows.append((kk, nik, name, "1" if sex == "L" else "2", "01-02-2010", "2", code))
    return rows


def opensid(*blocks):
    rows = [list(OPENSID_HEADINGS)]
    for kk, members in blocks:
        for _, _number, nik, name, sex, *_more, relation, _school, _work in members:
            code = {"Kepala Keluarga": "1", "Istri": "3", "Anak": "4"}[relation]
            told = {"no_kk": kk, "nik": nik, "nama": name, "sex": "1" if sex == "L" else "2"}
            told |= {"kk_level": code, "tanggallahir": "2010-02-01"}
            rows.append([told.get(heading, "") for heading in OPENSID_HEADINGS])
    return rows


def plain_list(*blocks):
    rows = [("No KK", "NIK", "Nama", "JK", "Tanggal Lahir", "Hubungan")]
    for kk, members in blocks:
        for _, _number, nik, name, sex, *_more, relation, _school, _work in members:
            rows.append((kk, nik, name, sex, "01-02-2010", relation))
    return rows


IN_BLOCKS = [
    bip_2012,
    bip_2016,
    bip_2016_wide,
    bip_luwu,
]  # the list for e-KTP knows a block by its number
LAYOUTS = [*IN_BLOCKS, siak, siak_columns, opensid, plain_list]
HEAD = old_member(1, "ASEP", nik=HEAD_NIK, relation="Kepala Keluarga", born="31-12-1980")
WIFE = old_member(2, "EUIS", nik=WIFE_NIK, relation="Istri", born="05-01-1983", sex="P")
OTHER = old_member(1, "DADANG", relation="Kepala Keluarga", born="01-01-1970")
CHILD = old_member(2, "NUR")


def read(*sheets):
    named = {f"S{at}": rows for at, rows in enumerate(sheets, start=1)}
    return read_table(workbook(**named), "bip.xlsx", "persons", today=TODAY)


def told(table):
    return [
        (one.key, [row.values["name"] for row in one.members], [f.code for f in one.faults])
        for one in households(table.rows)
    ]


@pytest.mark.parametrize("layout", [*LAYOUTS, bip_ektp])
def test_a_kk_number_joins_its_family_in_every_layout(layout):
    table = read(layout((KK, [HEAD, WIFE])))

    assert told(table) == [(KK, ["ASEP", "EUIS"], [])]


@pytest.mark.parametrize("nothing", ["", "-", "0", "0000000000000000", "1111111111111111"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_zero_and_blank_never_join_families(layout, nothing):
    table = read(layout((nothing, [HEAD]), (nothing, [OTHER])))

    found = told(table)

    assert [names for _key, names, _codes in found] == [["ASEP"], ["DADANG"]]
    assert [codes for _key, _names, codes in found] == [["household.no_kk_number"]] * 2


@pytest.mark.parametrize("nothing", ["0000000000000000", "1111111111111111"])
def test_a_number_typed_to_fill_the_cell_joins_no_blocks_of_the_ektp_list(nothing):
    found = told(read(bip_ektp((nothing, [HEAD]), (nothing, [OTHER]))))

    assert [names for _key, names, _codes in found] == [["ASEP"], ["DADANG"]]


@pytest.mark.parametrize("layout", IN_BLOCKS)
def test_a_block_without_a_number_is_a_family_all_the_same(layout):
    table = read(layout(("-", [HEAD, WIFE]), ("", [OTHER, CHILD])))

    assert told(table) == [
        ("block:1", ["ASEP", "EUIS"], ["household.no_kk_number"]),
        ("block:2", ["DADANG", "NUR"], ["household.no_kk_number"]),
    ]


@pytest.mark.parametrize("layout", [siak, opensid, plain_list])
def test_without_blocks_a_member_without_a_number_joins_nobody(layout):
    found = told(read(layout(("0", [HEAD, WIFE]))))

    assert [codes for _key, _names, codes in found] == [
        ["household.no_kk_number"],
        ["household.nobody_to_join"],
    ]


@pytest.mark.parametrize("hidden", ["3204**********02", "3204••••••••••02", "3204xxxxxxxxxx02"])
@pytest.mark.parametrize("layout", [*IN_BLOCKS, bip_ektp])
def test_hidden_digits_are_said_and_keep_nobody_out(layout, hidden):
    wife = old_member(2, "EUIS", nik=hidden, relation="Istri", born="05-01-1983", sex="P")

    table = read(layout((KK, [HEAD, wife])))

    [row] = [row for row in table.rows if row.values["name"] == "EUIS"]
    assert [fault.code for fault in row.faults] == ["nik.masked"]
    assert "3204" in str(row.faults[0])
    assert row.values["nik"] is None
    assert households(table.rows)[0].is_taken


@pytest.mark.parametrize("layout", [*IN_BLOCKS, bip_ektp])
def test_a_family_whose_number_is_hidden_is_joined_to_no_other(layout):
    hidden = "3204************"

    found = told(read(layout((hidden, [HEAD, WIFE]), (hidden, [OTHER]))))

    assert [names for _key, names, _codes in found] == [["ASEP", "EUIS"], ["DADANG"]]


def test_a_workbook_with_a_sheet_for_each_hamlet_is_read_whole():
    rows = bip_2012((KK, [HEAD, WIFE]))

    table = read(rows, [("Rekap",)], bip_2012(("3204321001159002", [OTHER])))

    assert [row.number for row in table.rows] == [5, 6, 11]
    assert table.sheet == "S1 (1–), S3 (7–)"


def test_rows_keep_the_number_that_the_spreadsheet_shows():
    rows = [*bip_2012((KK, [HEAD])), ("", "Halaman 1"), *bip_2012((KK, [CHILD]))[1:]]

    table = read(rows)

    assert [row.number for row in table.rows] == [5, 10]
    assert open_sheets(workbook(S1=rows))[0].height == 10


def test_serial_numbers_are_dates_of_birth():
    table = read(bip_2016((KK, [HEAD])))

    assert table.rows[0].values["birth_date"] == date(2009, 7, 6)


def test_a_list_that_names_no_family_says_so():
    with pytest.raises(TableFault) as refused:
        read([("BUKU INDUK PENDUDUK WNI",), ("No", "Nama", "NIK"), (1, "ASEP", HEAD_NIK)])

    assert refused.value.code == "register.no_family"


def test_a_plain_table_whose_second_column_is_the_kk_number_is_no_list_in_blocks():
    rows = [("No", "NO.KK", "NIK", "Nama", "JK"), (1, KK, HEAD_NIK, "ASEP", "L")]
    rows += [(2, KK, WIFE_NIK, "EUIS", "P")]

    assert read(rows).layout == "general"


def test_who_is_not_valid_at_the_register_is_left_out_on_purpose():
    rows = siak((KK, [HEAD, WIFE]))
    rows[2][3] = "TIDAK VALID"

    table = read(rows)

    assert "row.invalid" in [fault.code for fault in table.rows[1].faults]
    assert table.rows[1].state == "skip"
    assert [row.values["name"] for row in households(table.rows)[0].members] == ["ASEP"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("JL. MAWAR 3, DUSUN KRAJAN, RT:001, RW:002, Kodepos:83355,-",
         ("JL. MAWAR 3", "KRAJAN", "001", "002")),
        ("DUSUN KRAJAN, RT:, RW:, Kodepos:83355,-", ("", "KRAJAN", "", "")),
        ("Alamat : KP. PASIR, Nama Dusun : PASIR, RT/RW : -/-", ("KP. PASIR", "PASIR", "", "")),
        ("DSN. TAMBAK,Kodepos :92974,Telp :,-", ("", "TAMBAK", "", "")),
        ("DESA LUBUK RT/RW : 002/000 DUSUN : -", ("", "", "002", "000")),
        ("KP. PASIR RT 01/RW 02", ("KP. PASIR", "", "01", "02")),
        ("JL RAYA ARTERI 5", ("JL RAYA ARTERI 5", "", "", "")),
        ("DSN LIWET", ("", "LIWET", "", "")),
        ("", ("", "", "", "")),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(text, parts):
    assert tuple(taken_apart(text)) == parts
