"""A list of groups and members from a spreadsheet: row by row, nobody without their agreement."""

import pytest
from openpyxl import load_workbook
from rich.console import Console

from berdaya.cli.group_list import load_groups
from berdaya.consents.models import Consent
from berdaya.groups import refusals
from berdaya.groups.listed import take_in
from berdaya.groups.models import Member, Term
from berdaya.people.models import Person
from tests.groups.lists import AGREED, GROUP, HEAD, KK, NIK, known_women, row, written
from tests.groups.world import groups


@pytest.fixture
def women(cast):
    return known_women(cast)


@pytest.fixture
def listed(tmp_path):
    def write(*rows, head=HEAD):
        path = tmp_path / "kelompok.xlsx"
        path.write_bytes(written(*rows, head=head))
        return path

    return write


def taken(path, by, *, dry_run=False):
    return take_in(path, by=by, dry_run=dry_run, door="command")


def test_a_group_comes_in_with_members_found_by_nik_or_by_kk_and_name(cast, women, listed):
    rina, imas = women
    path = listed(row(office="Ketua"), row(nik="", kk=KK, name=" imas ", office="Anggota"))

    report = taken(path, cast.dedi)

    group = groups().get()
    assert (report.groups, report.members, report.left_out) == (1, 2, [])
    assert (group.name, group.number, group.founded_on) == ("Melati", "17/2024", GROUP[3])
    assert {it.person for it in group.members.all()} == {rina, imas}
    assert Term.objects.get().office == Term.Office.CHAIR
    consents = Consent.objects.across_areas(why="test").filter(purpose="membership")
    assert {(it.how, it.said_on) for it in consents} == {("paper", AGREED)}


def test_the_same_list_again_adds_nothing(cast, women, listed):
    path = listed(row(), row(nik="", kk=KK, name="Imas"))
    taken(path, cast.dedi)

    report = taken(path, cast.dedi)

    assert (report.groups, report.members, report.known) == (0, 0, 2)
    assert Member.objects.across_areas(why="test").count() == 2


def test_a_dry_run_says_the_same_and_writes_nothing(cast, women, listed):
    report = taken(
        listed(row(), row(nik="", kk=KK, name="Imas", agreed="")), cast.dedi, dry_run=True
    )

    assert (report.groups, report.members, len(report.left_out)) == (1, 1, 1)
    assert not groups().exists()
    assert not Member.objects.across_areas(why="test").exists()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"agreed": ""}, "Rina ditahan"),
        ({"agreed": "besok"}, "tanggal setuju"),
        ({"nik": "3204325507849099"}, "tidak ditemukan"),
        ({"nik": 3204325507849000.0}, "16 angka"),
        ({"nik": "32043255078490"}, "16 angka"),
        ({"nik": "", "kk": KK, "name": "Orang Lain"}, "Orang Lain tidak ditemukan"),
        ({"nik": "", "kk": ""}, "nik"),
        ({"office": "Raja"}, "Raja"),
        ({"since": "1-1-2020"}, "Kelompok berdiri"),
        ({"group": ("Melati", "", "99.99", GROUP[3])}, "kode wilayah"),
    ],
)
def test_a_row_that_does_not_fit_is_left_out_with_its_reason(
    cast, women, listed, told, sentence
):
    report = taken(listed(row(**told), row(nik="", kk=KK, name="Imas")), cast.dedi)

    [left] = report.left_out
    assert (left.row, report.members) == (3, 1)
    assert sentence.casefold() in left.reason.casefold()
    assert NIK not in left.reason


def test_a_list_without_its_columns_is_refused(cast, listed):
    with pytest.raises(refusals.ColumnsMissing):
        taken(listed(head=("Nama", "Alamat")), cast.dedi)


def test_a_list_without_a_row_is_refused(cast, listed):
    with pytest.raises(refusals.ListEmpty):
        taken(listed(), cast.dedi)


def test_who_may_not_register_groups_brings_none_in(cast, women, listed):
    report = taken(listed(row()), cast.joko)

    assert len(report.left_out) == 1
    assert not groups().exists()


def test_what_was_held_back_lies_beside_the_file_and_can_be_given_again(cast, women, listed):
    path = listed(row(), row(nik="", kk=KK, name="Imas", agreed=""))

    code = load_groups(path, cast.dedi, dry_run=False, say=Console(quiet=True))

    mend = path.with_name("kelompok.perbaiki.xlsx")
    page = load_workbook(mend).active
    cells = [[cell.value for cell in line] for line in page.iter_rows()]
    assert code == 3
    assert cells[0][:2] == ["Baris", "Alasan"]
    assert cells[1][0] == 4
    assert "Imas ditahan" in cells[1][1]
    page.cell(2, len(HEAD) + 2, "10-1-2026")
    page.parent.save(mend)
    assert taken(mend, cast.dedi).members == 1
    assert Person.objects.across_areas(why="test").filter(name="Imas").count() == 1
