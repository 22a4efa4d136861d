"""Write the sample files of `samples/`: invented people of an invented village, always the same.

Usage: python tools/make_samples.py [FOLDER]
"""

import csv
import io
import random
import sys
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from berdaya.rules.tables.columns import OPENSID_HEADINGS
from register_samples import (
    write_bip_2012,
    write_bip_2016,
    write_bip_ektp,
    write_bip_luwu_timur,
    write_siak,
)
from sample_village import (
    CODES,
    DAY,
    HAMLETS,
    LABEL,
    MONTHS,
    VILLAGE,
    Family,
    Person,
    Village,
    new_workbook,
    schooling,
)


def opensid_row(family: Family, person: Person, draw: random.Random) -> list[object]:
    finished, now = schooling(person)
    age = (DAY - person.born).days // 365
    wife = person.relation == "Istri" and age < 50
    known: dict[str, object] = {
        "alamat": f"Kp. {family.hamlet} No. {family.rt}{family.rw}",
        "dusun": family.hamlet.upper(),
        "rw": f"{family.rw:03}",
        "rt": f"{family.rt:03}",
        "nama": person.name.upper(),
        "no_kk": family.kk,
        "nik": person.nik,
        "sex": 1 if person.sex == "L" else 2,
        "tempatlahir": "BANDUNG",
        "tanggallahir": person.born.isoformat(),
        "agama_id": 1,
        "pendidikan_kk_id": finished,
        "pendidikan_sedang_id": now,
        "pekerjaan_id": 3
        if 6 < age < 19
        else 1
        if age < 7
        else draw.choice((2, 9, 19, 84, 88)),
        "status_kawin": CODES["marital"][person.marital],
        "kk_level": CODES["relation"][person.relation],
        "warganegara_id": 1,
        "akta_lahir": f"3204-LT-{person.nik[-4:]}" if age < 18 else "",
        "cara_kb_id": draw.choice((1, 3, 2, "")) if wife else "",
        "hamil": 2 if wife else "",
        "ktp_el": 2 if age >= 17 else "",
        "status_dasar": person.status,
        "id_asuransi": draw.choice((1, 2, 2, 3)),
    }
    return [known.get(heading, "") for heading in OPENSID_HEADINGS]


def write_opensid(path: Path) -> None:
    """The population file as OpenSID exports it: headings in row 1, codes, all cells as text."""
    village = Village(seed=1, size=40)
    village.families[3].members[-1].status = "2"
    village.families[7].members[-1].status = "3"
    village.families[11].members[-1].nik = "0"
    book = new_workbook(path)
    sheet = book.add_worksheet("Data Penduduk")
    sheet.write_row(0, 0, OPENSID_HEADINGS)
    rows = [
        opensid_row(family, person, village.random)
        for family in village.families
        for person in family.members
    ]
    lodger = village.person("L", 30, "Anak", "Belum Kawin")
    rows.append(opensid_row(Family("0", HAMLETS[0], 1, 1), lodger, village.random))
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if value != "":
                sheet.write_string(number, at, str(value))
    sheet.write_string(len(rows) + 1, 1, "###")
    codes = book.add_worksheet("Kode Data")
    codes.write_column(0, 0, [LABEL, "kk_level", "1 KEPALA KELUARGA", "3 ISTRI", "4 ANAK"])
    book.close()


def write_families_and_answers(path: Path) -> None:
    village = Village(seed=2, size=15)
    book = new_workbook(path)
    notes = book.add_worksheet("Petunjuk")
    notes.write_column(
        0,
        0,
        [
            LABEL,
            VILLAGE,
            "Lembar 2: anggota keluarga. Lembar 3: jawaban pendataan.",
            "Nama",
            "NIK",
        ],
    )
    _write_members(book, village)
    _write_answers(book, village)
    book.close()


def _write_members(book: xlsxwriter.Workbook, village: Village) -> None:
    sheet = book.add_worksheet("Anggota Keluarga")
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    _write_member_headings(book, sheet)
    row = 7
    for number, family in enumerate(village.families, start=1):
        for at, person in enumerate(family.members, start=row):
            sheet.write(at, 2, f" {person.name}  ")
            sheet.write_string(at, 3, person.nik)
            sheet.write(at, 4, village.random.choice((person.sex, person.sex.lower())))
            _write_birth(sheet, at, person.born, village.random, as_date)
            sheet.write(at, 6, person.relation)
            sheet.write(at, 10, person.marital)
            sheet.write(at, 11, "Islam\xa0")
        end = row + len(family.members)
        shared = (number, family.kk, family.hamlet, family.rt, family.rw)
        for column, value in zip((0, 1, 7, 8, 9), shared, strict=True):
            if end - row > 1:
                sheet.merge_range(row, column, end - 1, column, value)
            else:
                sheet.write(row, column, value)
        row = end + (number % 5 == 0)  # an empty row, as after each printed page
    sheet.write(row, 1, "Jumlah")
    sheet.write(row, 2, sum(len(family.members) for family in village.families))
    sheet.write(row + 2, 8, "Kepala Desa Sukamaju (contoh)")


def _write_member_headings(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    title = book.add_format({"bold": True, "align": "center"})
    for row, text in enumerate(("DAFTAR ANGGOTA KELUARGA", LABEL, VILLAGE)):
        sheet.merge_range(row, 0, row, 11, text, title)
    tall = ("No.", "Nomor KK", "Nama Lengkap", "N I K", "L/P", "Tgl. Lahir", "Hub. Keluarga")
    for at, heading in (*enumerate(tall), (10, "Status Perkawinan"), (11, "Agama")):
        sheet.merge_range(4, at, 5, at, heading, title)
    sheet.merge_range(4, 7, 4, 9, "Alamat", title)
    sheet.write_row(5, 7, ("Dusun", "RT", "RW"), title)
    sheet.write_row(6, 0, range(1, 13))


def _write_birth(
    sheet: Worksheet, row: int, born: date, draw: random.Random, as_date: Format
) -> None:
    style = draw.choice(("%d/%m/%Y", "%d-%m-%y", "%Y-%m-%d", "named", "cell"))
    if style == "cell":
        sheet.write_datetime(row, 5, born, as_date)
    elif style == "named":
        sheet.write(row, 5, f"{born.day} {MONTHS.split()[born.month - 1]} {born.year}")
    else:
        sheet.write_string(row, 5, born.strftime(style))


def _applies(family: Family, item: int) -> bool:
    ages = [(DAY - person.born).days / 365.25 for person in family.members]
    couple = any(
        person.relation == "Istri" and age < 50
        for person, age in zip(family.members, ages, strict=True)
    )
    children = sum(person.relation == "Anak" for person in family.members)
    return {
        5: couple,
        6: any(7 <= age < 16 for age in ages),
        14: couple and children >= 2,
    }.get(item, True)


def _write_answers(book: xlsxwriter.Workbook, village: Village) -> None:
    title = book.add_format({"bold": True, "align": "center"})
    sheet = book.add_worksheet("Jawaban")
    sheet.merge_range("A1:X1", f"PENDATAAN TAHAPAN KELUARGA SEJAHTERA – {LABEL}", title)
    for at, heading in enumerate(
        ("No. Kartu Keluarga", "Nama Kepala Keluarga", "Tgl Pendataan")
    ):
        sheet.merge_range(2, at, 3, at, heading, title)
    sheet.merge_range(2, 3, 2, 23, "Indikator", title)
    sheet.write_row(3, 3, range(1, 22), title)
    draw = village.random
    for row, family in enumerate(village.families, start=4):
        sheet.write_row(row, 0, (family.kk, family.members[0].name))
        sheet.write_string(row, 2, draw.choice(("12/11/2026", "2026-11-13", "14 Nov 2026")))
        for item in range(1, 22):
            if not _applies(family, item):
                word: object = draw.choice(("tidak berlaku", 2))
            elif draw.random() < (0.95 if item <= 6 else 0.8):
                word = draw.choice(("ya", "v", "Y", 1))
            else:
                word = draw.choice(("tidak", "T", 0, "x"))
            sheet.write(row, item + 2, word)


def write_damaged(path: Path) -> None:
    """Numbers as spreadsheets spoil them; column F says what was done to each."""
    village = Village(seed=3, size=12)
    book = new_workbook(path)
    sheet = book.add_worksheet("Penduduk")
    sheet.write(0, 0, LABEL)
    headings = (
        "No KK",
        "NIK",
        "Nama",
        "Jenis Kelamin",
        "Tanggal Lahir",
        "Kerusakan",
        "Hubungan",
    )
    sheet.write_row(2, 0, headings)
    spoilt = (
        ("utuh", str),
        ("tanda petik di depan", lambda nik: f"'{nik}"),
        ("spasi", lambda nik: f"{nik[:6]} {nik[6:12]} {nik[12:]}"),
        ("titik", lambda nik: f"{nik[:6]}.{nik[6:12]}.{nik[12:]}"),
        ("notasi ilmiah", lambda nik: f"{int(nik):.5E}".replace(".", ",")),
        ("dibulatkan Excel", lambda nik: float(int(nik) // 10 * 10)),
        ("angka, masih utuh", lambda nik: int(nik) if int(nik) % 10 else int(nik) + 1),
        ("kurang satu angka", lambda nik: nik[:-1]),
        ("huruf O", lambda nik: nik.replace("0", "O", 1)),
        ("tanggal lahir lain", lambda nik: f"{nik[:6]}150799{nik[12:]}"),
        ("kecamatan tidak dikenal", lambda nik: f"320499{nik[6:]}"),
        ("spasi tak terlihat", lambda nik: f"\xa0{nik}\u200b"),
    )
    for row, (family, (what, spoil)) in enumerate(
        zip(village.families, spoilt, strict=True), start=3
    ):
        head = family.members[0]
        sheet.write_string(row, 0, family.kk)
        value = spoil(head.nik)
        sheet.write(row, 1, value) if not isinstance(value, str) else sheet.write_string(
            row, 1, value
        )
        sheet.write_row(
            row, 2, (head.name, head.sex, head.born.isoformat(), what, head.relation)
        )
    book.close()


PLAIN_HEADINGS = (
    "Nomor KK;NIK;Nama Lengkap;Jenis Kelamin;Tanggal Lahir;Hubungan dalam Keluarga;"
    "Status Kawin;Agama;Pendidikan Terakhir;Pekerjaan;Dusun;RT;RW;No HP"
)


def plain_rows(village: Village) -> list[list[str]]:
    rows = [[LABEL], [VILLAGE], [], PLAIN_HEADINGS.split(";")]
    for family in village.families:
        for person in family.members:
            age = (DAY - person.born).days // 365
            school = ("Belum Sekolah", "Masih SD", "Masih SMP", "Masih SMA", "Tamat SD")
            step = next((at for at, limit in enumerate((7, 13, 16, 19)) if age < limit), 4)
            rows.append(
                [
                    family.kk,
                    person.nik,
                    person.name,
                    "Laki-laki" if person.sex == "L" else "Perempuan",
                    person.born.strftime("%d/%m/%Y"),
                    person.relation,
                    person.marital,
                    "Islam",
                    school[step],
                    "Pelajar/Mahasiswa"
                    if age < 19
                    else village.random.choice(("Petani", "IRT")),
                    family.hamlet,
                    f"{family.rt:03}",
                    f"{family.rw:03}",
                    f"0812-0000-{village.random.randrange(1000, 9999)}",
                ]
            )
    return rows


def write_ods(path: Path) -> None:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Penduduk")
    for values in plain_rows(Village(seed=4, size=12)):
        row = TableRow()
        for value in values:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    packed = io.BytesIO()
    book.write(packed)
    _pack_without_clock(packed, path)


def _pack_without_clock(packed: io.BytesIO, path: Path) -> None:
    """The same bytes at every run: parts of the archive carry no time of making."""
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(path, "w") as kept:
        for part in made.infolist():
            still = zipfile.ZipInfo(part.filename, (2026, 11, 23, 0, 0, 0))
            still.compress_type = part.compress_type
            kept.writestr(still, made.read(part))


def write_csv(path: Path) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        plain_rows(Village(seed=5, size=12))
    )
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_opensid(folder / "opensid_penduduk_sintetis.xlsx")
    write_families_and_answers(folder / "keluarga_dan_jawaban_sintetis.xlsx")
    write_damaged(folder / "nik_rusak_sintetis.xlsx")
    write_ods(folder / "penduduk_sintetis.ods")
    write_csv(folder / "penduduk_sintetis.csv")
    write_bip_2012(folder / "bip_2012_sintetis.xlsx")
    write_bip_2016(folder / "bip_2016_sintetis.xlsx")
    write_bip_luwu_timur(folder / "bip_2016_luwu_timur_sintetis.xlsx")
    write_bip_ektp(folder / "bip_ektp_sintetis.xlsx")
    write_siak(folder / "siak_sintetis.xlsx")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "samples"))
