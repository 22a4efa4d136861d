"""Files of all kinds, whole, torn, or made to burst."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.rules.tables import TableFault, read_table
from tests.rules.tables.sheets import HEAD, HEADINGS, TODAY, read

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 torn", "table.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", "table.unreadable"),
        (b"<html><table><tr><td>NIK</td></tr></table></html>", "table.web_page"),
        (b"%PDF-1.7", "table.web_page"),
        (b"\x00\x01\x02\x03", "table.unreadable"),
        (b"", "table.no_headings"),
        (b"halo;apa kabar\n1;2\n", "table.no_headings"),
        (b"Nama;NIK\nAsep;-\n", "table.missing_columns"),
        (b"Nama;Jenis Kelamin\n", "table.no_rows"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(data, code):
    with pytest.raises(TableFault) as refused:
        read_table(data, "a.xlsx", "persons", today=TODAY)

    assert refused.value.code == code
    assert "%(" not in str(refused.value)


def test_the_columns_that_are_wanted_are_named_in_indonesian():
    with pytest.raises(TableFault) as refused:
        read_table(b"halo;apa kabar\n1;2\n", "a.csv", "persons", today=TODAY)

    assert refused.value.params["columns"] == "nama, jenis kelamin, tanggal lahir"


def test_one_cell_in_the_last_corner_does_not_end_the_process():
    rows: list[list[object]] = [[] for _ in range(1_048_576)]
    rows[0], rows[-1] = list(HEADINGS), [""] * 16_383 + ["x"]

    with pytest.raises(TableFault) as refused:
        read(rows)

    assert refused.value.code == "table.too_large"
    assert refused.value.params["rows"] == 1_048_576


@pytest.mark.parametrize(("down", "across"), [(1_048_576, 30), (2_000, 16_384)])
def test_cells_repeated_by_a_word_are_counted_before_they_are_laid_out(down, across):
    sample = (SAMPLES / "penduduk_sintetis.ods").read_bytes()
    cell = f'<table:table-cell table:number-columns-repeated="{across}" office:value-type="string">'
    row = f'<table:table-row table:number-rows-repeated="{down}">{cell}<text:p>x</text:p>'
    row += "</table:table-cell></table:table-row></table:table>"
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"</table:table>", row.encode()))

    with pytest.raises(TableFault) as refused:
        read_table(packed.getvalue(), "a.ods", "persons", today=TODAY)

    assert refused.value.code == "table.too_large"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_comes_in_many_kinds(delimiter, encoding):
    rows = [("Désa Sukamaju",), HEADINGS, ("", *HEAD[1:2], "André Hidayat", *HEAD[3:])]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    table = read_table(text.encode(encoding), "a.csv", "persons", today=TODAY)

    assert table.rows[0].values["name"] == "André Hidayat"
    assert table.rows[0].number == 3


def test_a_line_that_names_the_separator_is_believed():
    text = "sep=;\n" + "\n".join(";".join(row) for row in (HEADINGS, HEAD))

    assert len(read_table(text.encode(), "a.csv", "persons", today=TODAY).rows) == 1


def changed(sample: str, change) -> bytes:
    """The workbook with each of its parts' entries as `change` leaves them."""
    packed = io.BytesIO((SAMPLES / sample).read_bytes())
    with zipfile.ZipFile(packed) as archive:
        data = bytearray(packed.getvalue())
        for part in archive.infolist():
            change(data, part.header_offset)
        at = data.find(b"PK\x01\x02")
        while at >= 0:
            change(data, at + 2)  # the directory has the version of its writer first
            at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def lock(data: bytearray, at: int) -> None:
    data[at + 6] |= 1


def pack_in_an_unknown_way(data: bytearray, at: int) -> None:
    data[at + 8] = 99


def garble(data: bytearray, at: int) -> None:
    if data[at : at + 4] == b"PK\x03\x04":
        data[at + 80 : at + 90] = b"x" * 10


@pytest.mark.parametrize("sample", ["penduduk_sintetis.ods", "opensid_penduduk_sintetis.xlsx"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lock, "table.password"),
        (pack_in_an_unknown_way, "table.unreadable"),
        (garble, "table.unreadable"),
    ],
)
def test_a_workbook_that_no_reader_opens_is_refused_kindly(sample, change, code):
    with pytest.raises(TableFault) as refused:
        read_table(changed(sample, change), sample, "persons", today=TODAY)

    assert refused.value.code == code


@given(
    bites=st.lists(st.tuples(st.integers(0), st.binary(min_size=1, max_size=4)), min_size=1),
    kept=st.one_of(st.none(), st.integers(0)),
)
@settings(max_examples=60, deadline=None)
def test_a_bitten_workbook_is_read_or_refused_and_nothing_else(bites, kept):
    data = bytearray((SAMPLES / "nik_rusak_sintetis.xlsx").read_bytes())
    for place, bite in bites:
        at = place % len(data)
        data[at : at + len(bite)] = bite
    if kept is not None:
        data = data[: kept % len(data)]

    try:
        read_table(bytes(data), "a.xlsx", "persons", today=TODAY)
    except TableFault as refused:
        assert "%(" not in str(refused)  # noqa: PT017  # either outcome will do


@pytest.mark.parametrize("column", ["RT", "RW", "Hubungan Dalam Keluarga", "Tanggal Lahir"])
def test_a_number_of_ten_thousand_digits_is_a_fault_of_its_cell(column):
    names = ["Nama", "Jenis Kelamin", "No KK", column]
    text = ";".join(names) + "\nSiti;P;-;" + "9" * 10_000 + "\n"

    table = read_table(text.encode(), "a.csv", "persons", today=TODAY)

    assert any(row.faults for row in table.rows)
