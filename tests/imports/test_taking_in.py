"""A village office's file: looked through, then taken in whole, in part, or not at all."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from berdaya.areas.models import Area
from berdaya.imports.actions import RowsLeftOut, UnreadableFile, carry_out, check_file
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.people.models import Family, Person
from berdaya.surveys.models import Assessment
from berdaya.tallies.counting import totals

SAMPLES = Path(__file__).parents[2] / "samples"
DAY = date(2026, 11, 1)
PERSONS = """Daftar penduduk;;;;;;;
No KK;NIK;Nama;JK;Tgl lahir;Hubungan;Status kawin;Dusun;RW;RT;1;2;3
{rows}
"""
HEAD = "3204320101159001;3204321507809001;Rina Suryani;P;15/07/1980;Kepala Keluarga;Cerai mati;Krajan;1;2;1;1;0"
HEAD = HEAD.replace("3204321507809001", "3204325507809001")
CHILD = "3204320101159001;3204321005159002;Budi;L;10/05/2015;Anak;Belum kawin;Krajan;1;2;;;"
OTHER = "3204320202159003;3204321111709003;Asep;L;11/11/1970;Kepala Keluarga;Kawin;Cibodas;2;1;1;1;1"
DAMAGED = "3204320303159004;3,20432E+15;Ujang;L;11/11/1971;Kepala Keluarga;Kawin;Cibodas;2;1;;;"


def file_of(*rows):
    return PERSONS.format(rows="\n".join(rows)).encode()


def check(cast, content, *, filename="daftar.csv", by=None, kind="", key=None):
    return check_file(
        area=cast.village,
        kind=kind,
        filename=filename,
        content=content,
        surveyed_on=DAY,
        key=key or new_key(),
        by=by or cast.tuti,
    )


def families():
    return Family.objects.across_areas(why="test")


def test_looking_through_takes_nothing_in(cast):
    before = families().count()

    upload = check(cast, file_of(HEAD, CHILD, OTHER))

    assert upload.report["families"] == 2
    assert upload.report["persons"] == 3
    assert families().count() == before


def test_a_whole_file_is_taken_in_with_its_hamlets_and_answers(cast):
    carry_out(upload=check(cast, file_of(HEAD, CHILD, OTHER)), only_good=False, by=cast.tuti)

    rina = families().get(kk_number="3204320101159001")
    assert rina.area.code == f"{cast.village.code}.001.002"
    assert rina.area.parent.hamlet == "Krajan"
    assert rina.memberships.count() == 2
    survey = Assessment.objects.across_areas(why="test").get(family=rina)
    assert (survey.answers["ks03"], survey.answers["ks01"], survey.conducted_on) == (0, 1, DAY)
    assert totals("families", 0, [cast.village.code])[cast.village.code]["all"] >= 2


def test_a_damaged_number_keeps_its_family_out_and_comes_back_with_the_reason(cast):
    upload = check(cast, file_of(HEAD, CHILD, DAMAGED))

    with pytest.raises(RowsLeftOut):
        carry_out(upload=upload, only_good=False, by=cast.tuti)
    done = carry_out(upload=upload, only_good=True, by=cast.tuti)

    assert not families().filter(head_name="Ujang").exists()
    assert families().filter(head_name="Rina Suryani").exists()
    sheet = CalamineWorkbook.from_filelike(__import__("io").BytesIO(done.left_out))
    rows = sheet.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [5]
    assert "3,20432E+15" in rows[1]


def test_the_same_file_twice_doubles_nobody(cast):
    content = file_of(HEAD, CHILD, OTHER)
    carry_out(upload=check(cast, content), only_good=False, by=cast.tuti)
    count = Person.objects.across_areas(why="test").count()

    again = check(cast, content)

    assert again.report["families"] == 0
    assert again.report["known"] == 2
    assert Person.objects.across_areas(why="test").count() == count


def test_a_second_press_of_the_button_takes_in_once(cast):
    upload = check(cast, file_of(HEAD, CHILD))

    first = carry_out(upload=upload, only_good=False, by=cast.tuti)
    second = carry_out(upload=upload, only_good=False, by=cast.tuti)

    assert first.pk == second.pk
    assert families().filter(kk_number="3204320101159001").count() == 1


def test_a_member_known_elsewhere_keeps_the_whole_family_out(cast):
    carry_out(upload=check(cast, file_of(HEAD, CHILD)), only_good=False, by=cast.tuti)
    moved = CHILD.replace("3204320101159001", "3204320202159003")

    upload = check(cast, file_of(OTHER, moved))

    assert upload.report["families"] == 0
    assert {kind["code"] for kind in upload.report["problems"]} >= {"nik-taken"}


def test_content_is_forgotten_once_it_is_taken_in(cast):
    upload = check(cast, file_of(HEAD, CHILD))

    carry_out(upload=upload, only_good=False, by=cast.tuti)

    assert bytes(Upload.objects.across_areas(why="test").get().content) == b""


def test_a_file_that_is_no_table_says_what_to_do(cast):
    with pytest.raises(UnreadableFile):
        check(cast, b"Halo, ini surat.")


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*sintetis.*")))
def test_every_sample_file_can_be_looked_through(cast, name):
    upload = check(cast, (SAMPLES / name).read_bytes(), filename=name)

    assert upload.report["rows"] > 0
    assert upload.report["families"] or upload.report["left_out"]


def test_the_population_file_of_opensid_is_taken_in_unchanged(cast):
    name = "opensid_penduduk_sintetis.xlsx"
    upload = check(cast, (SAMPLES / name).read_bytes(), filename=name)

    done = carry_out(upload=upload, only_good=True, by=cast.tuti)

    assert done.report["layout"] == "opensid"
    assert done.report["families"] >= 20


def test_a_mended_file_sent_from_the_same_form_is_looked_at_anew(cast):
    key = new_key()
    first = check(cast, file_of(HEAD, CHILD, DAMAGED), key=key)

    again = check(cast, file_of(HEAD, CHILD), key=key)

    assert again.pk != first.pk
    assert again.report["left_out"] == 0
    assert check(cast, file_of(HEAD, CHILD, DAMAGED), key=key).pk == first.pk


def test_a_report_names_nobody_of_another_village_whoever_sent_the_file(cast):
    carry_out(upload=check(cast, file_of(HEAD, CHILD)), only_good=False, by=cast.tuti)
    neighbour = Area.objects.get(code="32.04.32.2999")
    taken = OTHER.replace("3204321111709003", "3204325507809001")

    upload = check_file(
        area=neighbour,
        kind="",
        filename="daftar.csv",
        content=file_of(taken),
        surveyed_on=DAY,
        key=new_key(),
        by=cast.dedi,
    )

    assert "Rina" not in str(upload.report)
    assert {kind["code"] for kind in upload.report["problems"]} >= {"nik-taken-elsewhere"}
