"""Sample files in the layouts of the civil register; see rules/tables/registers.py for whence."""

import random
from datetime import date
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from sample_village import (
    CODES,
    HAMLETS,
    LABEL,
    VILLAGE,
    Person,
    Village,
    new_workbook,
    schooling,
)

RELIGION = "Islam"
WORK = ("Petani/Pekebun", "Mengurus Rumah Tangga", "Wiraswasta", "Buruh Harian Lepas")
SCHOOL = {1: "Tidak/Blm Sekolah", 2: "Belum Tamat SD/Sederajat", 3: "Tamat SD/Sederajat"}
SCHOOL |= {4: "SLTP/Sederajat", 5: "SLTA/Sederajat"}
DAY_0 = date(1899, 12, 30)  # of a spreadsheet
FOOTER = "Halaman {page} - CONTOH SINTETIS"


def _school(person: Person) -> str:
    return SCHOOL[schooling(person)[0]]


def _hidden(number: str) -> str:
    """As offices hand lists on that shall not tell whole numbers."""
    return f"{number[:4]}{'*' * 10}{number[-2:]}"


def write_bip_2012(path: Path) -> None:
    """Blocks of family headings, family, headings of members, members; a sheet for each hamlet."""
    village = Village(seed=6, size=14)
    village.families[4].kk = "0"
    hidden = village.families[5].members[-1]
    book = new_workbook(path)
    for hamlet in HAMLETS:
        sheet = book.add_worksheet(hamlet)
        sheet.write(0, 1, f"BUKU INDUK PENDUDUK - {VILLAGE.upper()} - {LABEL}")
        row = 2
        for family in (it for it in village.families if it.hamlet == hamlet):
            sheet.write_row(row, 1, ("NO.KK", "", "NAMA KEPALA KELUARGA", "", "", "ALAMAT"))
            sheet.write_string(row + 1, 1, family.kk)
            sheet.write(row + 1, 3, family.members[0].name.upper())
            place = (
                f"DUSUN {hamlet.upper()}, RT:{family.rt:03}, RW:{family.rw:03}, Kodepos:40375,-"
            )
            sheet.write(row + 1, 6, place)
            sheet.write_row(row + 2, 1, BIP_2012_HEADINGS)
            row += 3
            for number, person in enumerate(family.members, start=1):
                nik = _hidden(person.nik) if person is hidden else person.nik
                _write_bip_2012_row(sheet, row, number, nik, person, village.random)
                row += 1
        sheet.write(row + 1, 1, FOOTER.format(page=hamlet))
    book.close()


BIP_2012_HEADINGS = (
    "NO", "NIK", "NAMA LENGKAP", "JK", "TMPT LAHIR", "TGL LAHIR", "GDR", "AGAMA", "STATUS",
    "HUBKEL", "PENDIDIKAN", "PEKERJAAN", "NAMA IBU", "NAMA AYAH", "AKTA LAHIR",
)  # fmt: skip


def _write_bip_2012_row(
    sheet: Worksheet, row: int, number: int, nik: str, person: Person, draw: random.Random
) -> None:
    born = person.born.strftime("%d-%m-%Y")
    sheet.write_row(
        row, 1, (number, nik, person.name.upper(), person.sex, "BANDUNG", born, "-")
    )
    told = (RELIGION, person.marital, person.relation, _school(person), draw.choice(WORK))
    sheet.write_row(row, 8, (*told, "-", "-", f"3204-LT-{number:04}" if number > 2 else ""))


def write_bip_2016(path: Path) -> None:
    """A line for each family, then its members; dates as serial numbers; notes at the end."""
    village = Village(seed=7, size=10)
    village.families[2].hamlet = "-"
    book = new_workbook(path)
    sheet = book.add_worksheet("BIP")
    sheet.write(0, 0, "BUKU INDUK PENDUDUK WNI")
    sheet.write(1, 0, f"{VILLAGE} - {LABEL}")
    sheet.write_row(2, 0, BIP_2016_HEADINGS)
    row = 3
    for number, family in enumerate(village.families):
        sheet.write(row, 0, f"No. KK : {family.kk}")
        rt_rw = f"{family.rt:03}/{family.rw:03}" if number != 2 else "-/-"
        street = f"KP. {family.hamlet.upper()}".replace("KP. -", "KP. TENGAH")
        place = f"Alamat : {street}, Nama Dusun : {family.hamlet.upper()}, RT/RW : {rt_rw}"
        sheet.write(row, 2, place)
        for at, person in enumerate(family.members, start=1):
            serial = (person.born - DAY_0).days
            told = (at, person.name.upper(), person.nik, "BANDUNG", serial, person.sex)
            sheet.write_row(row + at, 0, told)
            sheet.write_row(row + at, 6, (person.relation, RELIGION, _school(person)))
            sheet.write(row + at, 9, village.random.choice(WORK))
        row += len(family.members) + 1
        if number == 4:
            sheet.write(row, 0, FOOTER.format(page=1))
            row += 2
    sheet.write(row, 0, "Keterangan: L laki-laki, P perempuan")
    book.close()


BIP_2016_HEADINGS = (
    "No", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Hub. Keluarga", "Agama",
    "Pendidikan", "Pekerjaan", "Nama Ibu", "Nama Ayah",
)  # fmt: skip


def write_bip_luwu_timur(path: Path) -> None:
    """Each family on a form of its own, with the village above it."""
    village = Village(seed=8, size=8)
    book = new_workbook(path)
    sheet = book.add_worksheet("BIP")
    row = 0
    for family in village.families:
        title = f"BUKU INDUK KEPENDUDUKAN {LABEL.upper()} (DAFTAR  KELUARGA)"
        sheet.write(row, 1, title)
        place = f"DSN. {family.hamlet.upper()},Kodepos :40375,Telp :,-"
        form = (
            ("PROVINSI :", "JAWA BARAT", "NO. KK :", family.kk),
            ("KABUPATEN :", "BANDUNG", "NAMA. KK :", family.members[0].name.upper()),
            ("KECAMATAN :", "BALEENDAH", "ALAMAT :", place),
            ("DESA :", "SUKAMAJU (CONTOH)", "NO.RT/RW :", f"{family.rt:03}/{family.rw:03}"),
        )
        for line, (left, value, right, said) in enumerate(form, start=row + 2):
            sheet.write_row(line, 1, (left, value))
            sheet.write_string(line, 10, right)
            sheet.write_string(line, 11, said)
        sheet.write_row(row + 7, 1, BIP_2012_HEADINGS[:-1])
        for at, person in enumerate(family.members, start=1):
            _write_bip_2012_row(sheet, row + 7 + at, at, person.nik, person, village.random)
            sheet.write_blank(row + 7 + at, 15, None)
        row += 8 + len(family.members) + 2
    book.close()


def write_bip_ektp(path: Path) -> None:
    """Headings once, a line of KK number and address for each family, words in short."""
    village = Village(seed=9, size=12)
    book = new_workbook(path)
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, BIP_EKTP_HEADINGS)
    row = 1
    for family in village.families:
        sheet.write_string(row, 0, family.kk)
        sheet.write(row, 2, family.members[0].name.upper())
        place = f"DESA SUKAMAJU RT/RW : {family.rt:03}/{family.rw:03} DUSUN : {family.hamlet.upper()}"
        sheet.write(row, 11, place)
        for at, person in enumerate(family.members, start=1):
            sex = "Lk" if person.sex == "L" else "Pr"
            short = {"Kawin": "K", "Belum Kawin": "BK", "Cerai Mati": "CM"}[person.marital]
            born = person.born.strftime("%d-%m-%Y")
            told = (at, person.name.upper(), person.nik, "BANDUNG", born, sex, short, "-")
            sheet.write_row(row + at, 0, told)
            school = _school(person).upper().replace("/", " / ")
            more = (person.relation.upper(), RELIGION.upper(), school, "-")
            sheet.write_row(row + at, 8, (*more, village.random.choice(WORK).upper()))
        row += len(family.members) + 1
    sheet.write(row + 1, 1, LABEL)
    book.close()


BIP_EKTP_HEADINGS = (
    "NO", "Nama Lengkap", "NIK", "Tempat Lahir", "Tanggal Lahir", "JK", "Stat Kwn", "Gol. Drh",
    "SHDK", "Agama", "Pendidikan Terakhir", "No Akta Lahir", "Pekerjaan", "Nama Ibu",
    "Nama Ayah", "Wjb KTP", "KTP-eL", "Status", "Stat Rkm",
)  # fmt: skip


def write_siak(path: Path) -> None:
    """A person on each line, known by place; codes of the register, and who is not valid."""
    village = Village(seed=10, size=15)
    village.families[3].members[-1].status = "TIDAK VALID"
    village.families[6].members[-1].status = "PINDAH DALAM NEGERI"
    book = new_workbook(path)
    sheet = book.add_worksheet("SIAK")
    headings = {0: "NOMOR KK", 1: "NIK", 2: "NAMA LENGKAP", 33: "PETUGAS REGISTRASI"}
    for at in range(37):
        sheet.write(0, at, headings.get(at, f"KOLOM {at + 1}"))
    people = [(family, person) for family in village.families for person in family.members]
    for row, (family, person) in enumerate(people, start=1):
        told = {
            0: family.kk,
            1: person.nik,
            2: person.name.upper(),
            3: {"1": "HIDUP"}.get(person.status, person.status),
            4: "BANDUNG",
            5: person.born.strftime("%d/%m/%Y"),
            6: "1" if person.sex == "L" else "2",
            11: str(CODES["marital"][person.marital]),
            12: str(CODES["relation"][person.relation]),
            13: "1",
            16: f"KP. {family.rt} DSN {family.hamlet.upper()}",
            17: str(family.rw),
            18: str(family.rt),
            19: str(schooling(person)[0]),
            20: str(village.random.choice((2, 9, 19, 88))),
            28: f"3204-LT-{row:04}" if person.relation == "Anak" else "",
            33: "PETUGAS CONTOH",
        }
        for at, value in told.items():
            sheet.write_string(row, at, value)
    book.add_worksheet("Keterangan").write(0, 0, LABEL)
    book.close()
