"""What stays out comes back as a file: unchanged it stays out again, mended it is taken in."""

from io import BytesIO
from itertools import pairwise

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from berdaya.imports.actions import carry_out
from berdaya.imports.models import Upload
from berdaya.people.models import Family, Person
from berdaya.surveys.models import Assessment, Outcome
from tests.imports.test_taking_in import CHILD, HEAD, OTHER, SAMPLES, check, file_of

DAMAGED_CHILD = CHILD.replace("3204321005159002", "3,20432E+15")
KK = HEAD.split(";")[0]


def rows_of(content):
    book = CalamineWorkbook.from_filelike(BytesIO(bytes(content)))
    return book.get_sheet_by_index(0).to_python()


def workbook(*sheets):
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def families():
    return Family.objects.across_areas(why="test")


def to_mend(cast, *rows):
    upload = check(cast, file_of(*rows))
    return carry_out(upload=upload, only_good=True, by=cast.tuti).left_out


def test_a_family_comes_back_whole_when_one_of_it_is_refused(cast):
    rows = rows_of(to_mend(cast, HEAD, DAMAGED_CHILD, OTHER))

    assert rows[0][:3] == ["Baris", "Alasan", "No KK"]
    assert [row[4] for row in rows[1:]] == ["Rina Suryani", "Budi"]
    assert not families().filter(kk_number=KK).exists()


def test_a_family_comes_back_whole_when_one_of_it_belongs_to_others(cast):
    moved = OTHER.replace(OTHER.split(";")[0], KK).replace("Kepala Keluarga", "Anak")
    to_mend(cast, OTHER, DAMAGED_CHILD)

    rows = rows_of(check(cast, file_of(HEAD, CHILD, moved)).left_out)

    assert [row[4] for row in rows[1:]] == ["Rina Suryani", "Budi", "Asep"]


def test_the_file_to_mend_uploaded_unchanged_says_the_same_again(cast):
    content = to_mend(cast, HEAD, DAMAGED_CHILD, OTHER)

    again = check(cast, bytes(content), filename="perbaiki.xlsx")

    assert again.report["families"] == 0
    assert again.report["left_out"] == 2
    assert again.report["unmapped"] == []
    assert {"Baris", "Alasan"} <= set(again.report["ignored"])


def test_the_file_to_mend_is_taken_in_once_its_number_is_mended(cast):
    rows = rows_of(to_mend(cast, HEAD, DAMAGED_CHILD, OTHER))
    rows[2][3] = "3204321005159002"

    upload = check(cast, workbook(rows), filename="perbaiki.xlsx")
    carry_out(upload=upload, only_good=False, by=cast.tuti)

    rina = families().get(kk_number=KK)
    assert rina.memberships.count() == 2
    assert Assessment.objects.across_areas(why="test").filter(family=rina).exists()


def test_digits_that_a_spreadsheet_lost_are_not_found_again_in_the_file_to_mend(cast):
    rounded = [line.split(";") for line in file_of(HEAD, CHILD).decode().splitlines()]
    rounded[3][1] = 3204321005159000  # as a number cell, of which Excel keeps 15 digits
    upload = check(cast, workbook(rounded), filename="daftar.xlsx")

    again = check(cast, bytes(upload.left_out), filename="perbaiki.xlsx")

    assert again.report["families"] == 0
    assert {kind["code"] for kind in again.report["problems"]} >= {"number.scientific"}


def test_an_answer_that_cannot_be_keeps_only_the_answers_out(cast):
    never = HEAD.replace(";1;1;0", ";2;1;0")  # whether they eat twice a day applies to all

    upload = check(cast, file_of(never, CHILD, OTHER))
    done = carry_out(upload=upload, only_good=True, by=cast.tuti)

    assert (upload.report["families"], upload.report["answers"]) == (2, 1)
    assert (done.report["families"], done.report["answers"]) == (2, 1)
    assert "survey-always-applies" in {kind["code"] for kind in done.report["problems"]}
    rina = families().get(kk_number=KK)
    assert not Assessment.objects.across_areas(why="test").filter(family=rina).exists()
    [_headings, row] = rows_of(done.left_out)
    assert "Jawab" in row[1]


def test_answers_mended_later_find_their_family(cast):
    never = HEAD.replace(";1;1;0", ";2;1;0")
    rows = rows_of(to_mend(cast, never, CHILD, OTHER))
    rows[1][-3] = "1"

    upload = check(cast, workbook(rows), filename="perbaiki.xlsx")
    carry_out(upload=upload, only_good=False, by=cast.tuti)

    found = Outcome.objects.filter(assessment__family__kk_number=KK)
    assert found.count() == 1
    assert families().count() == 2


def test_a_day_that_has_not_come_keeps_the_answers_out(cast):
    content = file_of(HEAD, OTHER).decode()
    lines = content.splitlines()
    lines[1] += ";Tanggal pendataan"
    lines[2] += ";31/12/2026"
    lines[3] += ";01/11/2026"

    done = carry_out(
        upload=check(cast, "\n".join(lines).encode()), only_good=True, by=cast.tuti
    )

    assert (done.report["families"], done.report["answers"]) == (2, 1)
    assert "date.future" in {kind["code"] for kind in done.report["problems"]}


def test_answers_uploaded_twice_are_recorded_once(cast):
    carry_out(upload=check(cast, file_of(HEAD, OTHER)), only_good=False, by=cast.tuti)

    again = check(cast, file_of(HEAD, OTHER))

    assert again.report["answers"] == 0
    assert "import.answers_known" in {kind["code"] for kind in again.report["problems"]}


@pytest.mark.parametrize("cells", ["01/11/2026", ""])
def test_two_rows_of_answers_for_one_family_say_which_stands(cast, cells):
    second = f"{CHILD[: -len(';;;')]};1;1;1"

    upload = check(cast, file_of(f"{HEAD};{cells}", second))

    assert upload.report["answers"] == 1
    assert {"import.answers_twice"} <= {kind["code"] for kind in upload.report["problems"]}


def test_names_of_persons_stay_out_of_the_report(cast):
    """The report is kept; whose number it was stands in the file to mend."""
    upload = check(cast, file_of(HEAD, DAMAGED_CHILD))

    assert "Budi" not in str(upload.report)
    assert Upload.objects.across_areas(why="test").count() == 1
    assert not Person.objects.across_areas(why="test").exists()


def test_answers_on_a_sheet_of_their_own_find_their_families_and_come_back_on_one(cast):
    sample = SAMPLES / "keluarga_dan_jawaban_sintetis.xlsx"
    book = CalamineWorkbook.from_path(sample)
    upload = check(cast, sample.read_bytes(), filename=sample.name)
    assert upload.report["answers"] == upload.report["families"] == 15
    sheets = [book.get_sheet_by_index(at).to_python(skip_empty_area=False) for at in (1, 2)]
    people = [row for row in sheets[0][7:] if row[2]]
    for above, row in pairwise(people):  # writing the cells anew parts merged ones
        row[1] = row[1] or above[1]
    sheets[1][6][0] = "3204320101159001"  # the answers of a family that nobody knows

    spoilt = check(cast, workbook(*sheets), filename=sample.name)
    done = carry_out(upload=spoilt, only_good=True, by=cast.tuti)

    assert (done.report["families"], done.report["answers"]) == (15, 14)
    [problem] = [kind for kind in done.report["problems"] if kind["severity"] == "error"]
    assert (problem["code"], problem["sheet"]) == ("import.family_not_found", "Sheet2")
    rows = rows_of(done.left_out)
    assert [row[0] for row in rows[1:]] == [7]
    rows[1][2] = "3204320307209008"
    again = check(cast, workbook(rows), filename="perbaiki.xlsx")
    assert (again.report["families"], again.report["answers"]) == (0, 1)
