"""A list of groups on the page for files: tried first, row by row, then taken in."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from berdaya.access.actions import NotAllowed
from berdaya.areas.models import Area
from berdaya.demo.people import NEIGHBOUR
from berdaya.groups.models import Member
from berdaya.imports.actions import (
    NothingToTake,
    RowsLeftOut,
    UnreadableFile,
    carry_out,
    check_file,
    go_on,
    stop,
)
from berdaya.imports.group_lists import stretches
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from tests.groups.lists import GROUP, HEAD, NIK, imas, known_women, row, written
from tests.groups.world import a_woman, groups
from tests.imports.large import again, work
from tests.imports.test_taking_in import HEAD as FAMILY
from tests.imports.test_taking_in import file_of

State = Upload.State
MAWAR = ("Mawar", "", GROUP[2], date(2025, 5, 1))


@pytest.fixture
def women(cast):
    return known_women(cast)


@pytest.fixture
def long_lists(monkeypatch):
    """Every list is too long for its sender to wait."""
    monkeypatch.setattr("berdaya.imports.actions.group_lists.SMALL_LIST", 0)
    monkeypatch.setattr("berdaya.imports.jobs.LINES_AT_ONCE", 1)


def check(cast, content, *, by=None, kind="", key=None, area=None):
    return check_file(
        area=area or cast.village,
        kind=kind,
        filename="kelompok.xlsx",
        content=content,
        surveyed_on=date(2026, 11, 1),
        key=key or new_key(),
        by=by or cast.tuti,
    )


def members():
    return Member.objects.across_areas(why="test")


def counts(upload):
    return {name: upload.report[name] for name in ("groups", "members", "known", "left_out")}


def test_a_list_of_groups_is_known_by_its_headings_and_only_tried(cast, women):
    upload = check(cast, written(row(office="Ketua"), imas(), row(nik="32", name="Neli")))

    assert (upload.kind, upload.state) == ("groups", State.CHECKED)
    assert counts(upload) == {"groups": 1, "members": 2, "known": 0, "left_out": 1}
    assert [it["what"] for it in upload.report["lines"]] == ["founds", "joins", "out"]
    assert not groups().exists()
    assert not members().exists()


def test_what_was_tried_is_taken_in_when_one_says_so(cast, women):
    upload = check(cast, written(row(office="Ketua"), imas()))

    done = carry_out(upload=upload, only_good=False, by=cast.tuti)

    assert done.state == State.DONE
    assert counts(done) == {"groups": 1, "members": 2, "known": 0, "left_out": 0}
    assert {it.person for it in groups().get().members.all()} == set(women)
    assert bytes(Upload.objects.across_areas(why="test").get(pk=done.pk).content) == b""
    assert done.report["lines"] == []
    carry_out(upload=done, only_good=False, by=cast.tuti)
    assert members().count() == 2


def test_rows_held_back_ask_for_a_word_first_and_come_back_as_a_file(cast, women):
    upload = check(cast, written(row(), imas(agreed="")))

    with pytest.raises(RowsLeftOut):
        carry_out(upload=upload, only_good=False, by=cast.tuti)
    assert not groups().exists()
    done = carry_out(upload=upload, only_good=True, by=cast.tuti)

    assert members().count() == 1
    page = load_workbook(BytesIO(bytes(done.left_out))).active
    cells = [[it.value for it in line] for line in page.iter_rows()]
    assert cells[0][:3] == ["Baris", "Alasan", "Kelompok"]
    assert cells[1][0] == 4
    assert "Imas ditahan" in cells[1][1]
    page.cell(2, len(HEAD) + 2, "10-1-2026")
    mended = BytesIO()
    page.parent.save(mended)
    carry_out(upload=check(cast, mended.getvalue()), only_good=False, by=cast.tuti)
    assert members().count() == 2


def test_a_number_that_lost_its_digits_does_not_come_back_whole(cast, women):
    upload = check(cast, written(row(), row(nik=3204325507849000.0, name="Neli")))

    page = load_workbook(BytesIO(bytes(upload.left_out))).active
    assert page.cell(2, 2 + HEAD.index("NIK") + 1).value == "3.20433E+15"
    assert NIK not in str(upload.report)


def test_a_list_that_brings_nothing_new_is_not_taken_in(cast, women):
    carry_out(upload=check(cast, written(row())), only_good=False, by=cast.tuti)
    upload = check(cast, written(row()))

    assert counts(upload) == {"groups": 0, "members": 0, "known": 1, "left_out": 0}
    with pytest.raises(NothingToTake):
        carry_out(upload=upload, only_good=False, by=cast.tuti)


def test_what_others_noted_meanwhile_is_not_doubled(cast, women):
    first, second = (check(cast, written(row(), imas())) for _ in range(2))
    carry_out(upload=first, only_good=False, by=cast.tuti)

    with pytest.raises(NothingToTake):
        carry_out(upload=second, only_good=False, by=cast.tuti)

    assert groups().count() == 1
    assert members().count() == 2


def test_a_row_of_another_village_is_held_back(cast, women):
    elsewhere = ("Melati", "17/2024", "32.04.32.2999", GROUP[3])

    upload = check(cast, written(row(), row(group=elsewhere)))

    [problem] = upload.report["problems"]
    assert upload.report["members"] == 1
    assert problem["code"] in ("group-list-outside-area", "group-list-cell-missing")


def test_a_row_outside_of_the_chosen_area_is_held_back_though_its_sender_could_enter_it(
    cast, women
):
    neighbour = Area.objects.get(code=NEIGHBOUR)

    upload = check(cast, written(row()), by=cast.dedi, area=neighbour)

    assert [it["code"] for it in upload.report["problems"]] == ["group-list-outside-area"]
    assert upload.report["members"] == 0


def test_the_same_form_again_keeps_one_file(cast, women):
    key, content = new_key(), written(row())

    assert check(cast, content, key=key) == check(cast, content, key=key)
    assert Upload.objects.across_areas(why="test").count() == 1


@pytest.mark.parametrize("who", ["sari", "wati", "joko"])
def test_who_takes_no_files_in_sends_no_list_either(cast, women, who):
    with pytest.raises(NotAllowed):
        check(cast, written(row()), by=getattr(cast, who))

    assert not Upload.objects.across_areas(why="test").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 rusak", ""),
        (file_of(), "daftar ini perlu"),
        (written(head=("Nama", "Alamat")), "daftar ini perlu"),
        (written(), "tidak ada baris"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_the_reason(cast, content, reason):
    with pytest.raises(UnreadableFile) as refused:
        check(cast, content, kind="groups")

    assert reason in str(refused.value).casefold()
    assert not Upload.objects.across_areas(why="test").exists()


def test_a_list_of_families_stays_one(cast):
    assert check(cast, file_of(FAMILY)).kind != "groups"


def test_a_long_list_is_looked_at_and_taken_in_by_a_worker(cast, women, long_lists):
    neli = a_woman(cast.sari, "Neli")
    neli.nik, neli.nik_missing = "3204325507849003", ""
    neli.save()
    content = written(
        row(),
        row(nik="3204325507849003", name="Neli", group=MAWAR, since="2-6-2025"),
        imas(),
        row(name="Siti", nik="3204325507849009"),
    )

    upload = check(cast, content)
    assert (upload.kind, upload.state) == ("groups", State.LOOKING)
    work()
    looked = again(upload)
    assert looked.state == State.CHECKED
    assert counts(looked) == {"groups": 2, "members": 3, "known": 0, "left_out": 1}
    assert not groups().exists()
    assert len(looked.report["lines"]) == 4

    carry_out(upload=looked, only_good=True, by=cast.tuti)
    assert not groups().exists()
    work()

    done = again(upload)
    assert (done.state, done.cursor) == (State.DONE, 4)
    assert counts(done)["members"] == members().count() == 3
    assert bytes(done.left_out)


def test_a_list_that_was_stopped_goes_on_where_it_was(cast, women, long_lists):
    upload = check(cast, written(row(), imas(group=MAWAR, since="2-6-2025")))
    work()
    carry_out(upload=again(upload), only_good=False, by=cast.tuti)
    work(after_each=lambda it: stop(upload=it, by=cast.tuti))
    assert (again(upload).state, again(upload).cursor) == (State.STOPPED, 1)
    assert members().count() == 1

    go_on(upload=again(upload), by=cast.tuti)
    work()

    assert again(upload).state == State.DONE
    assert members().count() == 2
    assert again(upload).report["members"] == 2


def test_a_long_list_without_rows_says_so_when_its_turn_comes(cast, long_lists):
    upload = check(cast, written(row()))
    upload.content = written(head=("Nama",))
    upload.save()
    work()

    failed = again(upload)
    assert failed.state == State.FAILED
    assert failed.failure["code"] == "group-list-columns-missing"


def test_no_stretch_cuts_a_group():
    class Line:
        def __init__(self, group):
            self.of_group = (group,)

    class Found:
        lines = [Line(it) for it in "aaabbcccc"]

    found = [(it.start, it.until) for it in stretches(Found, 0, 2)]

    assert found == [(0, 3), (3, 5), (5, 9)]


# the pages


def send(client, content, **more):
    file = SimpleUploadedFile("kelompok.xlsx", content)
    data = {"file": file, "area": GROUP[2], "surveyed_on": "1-11-2026", "key": new_key()}
    return client.post(reverse("import_list"), data | more)


def test_an_office_sees_each_row_and_takes_the_good_part_in(client, cast, women):
    client.force_login(cast.tuti)

    answer = send(client, written(row(office="Ketua"), imas(agreed="")))
    page = client.get(answer.url).content.decode()

    assert "kelompok baru, masuk" in page
    assert "Imas ditahan" in page
    assert NIK not in page
    assert not groups().exists()
    upload = Upload.objects.across_areas(why="test").get()
    done = client.post(
        reverse("import_carry_out", args=[upload.pk]), {"only_good": "yes"}, follow=True
    )
    assert "1 kelompok dan 1 anggota sudah dimasukkan" in done.content.decode()
    assert groups().get().name == "Melati"
    assert "1 kelompok, 1 anggota" in client.get(reverse("import_list")).content.decode()
    mend = client.get(reverse("import_rejected", args=[upload.pk]))
    assert load_workbook(BytesIO(mend.content)).active.cell(2, 1).value == 4


def test_a_list_without_its_columns_says_which_are_needed(client, cast):
    client.force_login(cast.tuti)

    answer = send(client, written(head=("Nama", "Alamat")), kind="groups")

    assert answer.status_code == 422
    assert "kode wilayah" in answer.content.decode()


def test_an_outsider_sees_neither_the_list_nor_the_example(client, cast, women):
    upload = check(cast, written(row()))

    client.force_login(cast.joko)
    assert client.get(reverse("import_detail", args=[upload.pk])).status_code == 404
    assert client.get(reverse("import_group_example")).status_code == 404


def test_the_example_can_be_sent_and_brings_in_nobody(client, cast):
    client.force_login(cast.tuti)
    content = client.get(reverse("import_group_example")).content

    pages = load_workbook(BytesIO(content))
    assert [it.value for it in pages.active[2]][2] == GROUP[2]
    assert len(pages.worksheets) == 2
    upload = check(cast, content)
    assert counts(upload) == {"groups": 0, "members": 0, "known": 0, "left_out": 2}


def test_the_page_while_a_long_list_waits_speaks_of_rows(client, cast, women, long_lists):
    client.force_login(cast.tuti)
    upload = check(cast, written(row(), imas()))
    work()
    carry_out(upload=again(upload), only_good=False, by=cast.tuti)
    Upload.objects.across_areas(why="test").update(total=2)

    page = client.get(reverse("import_detail", args=[upload.pk])).content.decode()

    assert "Baris yang sudah dilalui" in page
    assert "anggota masuk" in page


def test_a_woman_of_the_list_may_belong_to_another_group_too(cast, women):
    rina, _imas = women
    carry_out(upload=check(cast, written(row())), only_good=False, by=cast.tuti)
    other = written(row(group=MAWAR, since="2-6-2025"))

    carry_out(upload=check(cast, other), only_good=False, by=cast.tuti)

    assert members().filter(person=rina).count() == 2
