"""Lists of groups and members as an office would write them, and the women who stand in them."""

from datetime import date
from io import BytesIO

from openpyxl import Workbook

from berdaya.people.models import Family
from tests.groups.world import VILLAGE, a_woman

HEAD = (
    *("Kelompok", "Nomor register", "Kode wilayah", "Tanggal berdiri"),
    *("NIK", "Nomor KK", "Nama", "Jabatan", "Anggota sejak", "Tanggal setuju"),
)
GROUP = ("Melati", "17/2024", VILLAGE, date(2024, 3, 2))
NIK, KK = "3204325507849002", "3204320502079001"
AGREED = date(2026, 1, 10)


def row(
    *, nik=NIK, kk="", name="Rina", office="", since="2-4-2024", agreed=AGREED, group=GROUP
):
    return (*group, nik, kk, name, office, since, agreed)


def imas(**more):
    """Imas, who is found by her KK number and her name."""
    return row(**{"nik": "", "kk": KK, "name": "Imas", **more})


def written(*rows, head=HEAD):
    """The list as an .xlsx file."""
    book, out = Workbook(), BytesIO()
    for cells in (("DAFTAR KELOMPOK",), head, *rows):
        book.active.append(cells)
    book.save(out)
    return out.getvalue()


def known_women(cast):
    """Rina, of whom the register has the NIK, and Imas, of whose family it has the KK number."""
    rina, imas = a_woman(cast.sari, "Rina"), a_woman(cast.sari, "Imas")
    rina.nik, rina.nik_missing = NIK, ""
    rina.save()
    family = Family.objects.across_areas(why="test").get(memberships__person=imas)
    family.kk_number, family.kk_missing = KK, ""
    family.save()
    return rina, imas
