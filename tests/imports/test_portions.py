"""A large file comes in portion by portion: it can be stopped, and taken up by another worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Role, Trace
from berdaya.areas.models import Area
from berdaya.imports.actions import (
    NotLookedThrough,
    NotOurTurn,
    carry_out,
    check_file,
    go_on,
    import_file,
    stop,
    take_portion,
)
from berdaya.imports.book import parts_of
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload, Worker
from berdaya.imports.work import open_book, plan_of, reading_of
from berdaya.imports.workers import SILENT, at_work, claim
from berdaya.people.models import Family, Membership
from berdaya.surveys.models import Assessment
from tests.imports.large import (
    DISTRICT,
    FAMILIES,
    again,
    file_of,
    large_file,
    line,
    looked_through,
    sent,
    work,
)

State = Upload.State


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr("berdaya.imports.work.PORTION", 3)


def families():
    return Family.objects.across_areas(why="test")


def surveys():
    return Assessment.objects.across_areas(why="test")


def kinds(upload):
    return {kind["code"] for kind in upload.report["problems"]}


def test_a_large_file_waits_for_a_worker_and_takes_nothing_in_before_somebody_says_so(cast):
    upload = sent(cast)
    assert upload.state == State.LOOKING

    work()

    upload = again(upload)
    assert (upload.state, upload.total, upload.cursor) == (State.CHECKED, FAMILIES, 0)
    assert (upload.report["families"], upload.report["answers"]) == (FAMILIES, FAMILIES)
    assert not families().exists()


def test_it_comes_in_whole_however_far_apart_the_rows_of_a_family_stand(cast):
    upload = looked_through(cast)

    carry_out(upload=upload, only_good=False, by=cast.dedi)
    work()

    upload = again(upload)
    assert upload.state == State.DONE
    assert (families().count(), surveys().count()) == (FAMILIES, FAMILIES)
    assert Membership.objects.count() == 2 * FAMILIES
    assert families().filter(area__code__within="32.04.32.2999").count() == FAMILIES // 2
    assert bytes(upload.content) == b""


def test_the_report_of_what_came_in_is_that_of_what_would_come_in(cast):
    bad = line(90, nik="3,20432E+15")
    checked = looked_through(cast, file_of(bad, *large_file().decode().splitlines()[1:]))
    before = checked.report

    carry_out(upload=checked, only_good=True, by=cast.dedi)
    work()

    assert again(checked).report == before
    assert before["left_out"] == 1


def test_it_can_be_stopped_and_what_came_in_stays(cast):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)

    work(after_each=lambda it: stop(upload=it, by=cast.dedi))

    upload = again(upload)
    assert (upload.state, upload.cursor) == (State.STOPPED, 3)
    assert families().count() == 3
    work()
    assert families().count() == 3


def test_one_button_goes_on_where_it_was_stopped(cast):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)
    work(after_each=lambda it: stop(upload=it, by=cast.dedi))

    go_on(upload=again(upload), by=cast.dedi)
    work()

    assert again(upload).state == State.DONE
    assert (families().count(), surveys().count()) == (FAMILIES, FAMILIES)
    assert again(upload).report["families"] == FAMILIES


def test_looking_through_can_be_stopped_as_well(cast):
    upload = sent(cast)
    work(after_each=lambda it: stop(upload=it, by=cast.dedi))
    assert again(upload).state == State.STOPPED

    go_on(upload=again(upload), by=cast.dedi)
    work()

    assert again(upload).report["families"] == FAMILIES


def test_a_worker_that_is_told_to_end_leaves_the_rest_to_the_next(cast):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)

    work(shall_end=lambda: True)

    assert (again(upload).state, again(upload).worker) == (State.TAKING, None)
    work()
    assert families().count() == FAMILIES


def test_two_workers_who_want_one_file_do_not_both_get_it(cast):
    sent(cast)

    with at_work(Worker.Kind.BACKGROUND) as one, at_work(Worker.Kind.BACKGROUND) as other:
        assert claim(one) is not None
        assert claim(other) is None


def test_a_worker_that_fell_silent_is_replaced_and_cannot_write_any_more(cast):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)
    with at_work(Worker.Kind.BACKGROUND) as silent, at_work(Worker.Kind.BACKGROUND) as fresh:
        mine = claim(silent)
        book = open_book(mine)
        part = next(parts_of(book, 0, 3))
        plan = plan_of(book, part, reading_of(mine, cast.dedi))
        long_ago = timezone.now() - SILENT - timedelta(seconds=1)
        Worker.objects.filter(pk=silent.pk).update(beat_at=long_ago)

        theirs = claim(fresh)

        assert theirs.pk == upload.pk
        with pytest.raises(NotOurTurn):
            take_portion(upload=mine, worker=silent, part=part, plan=plan, by=cast.dedi)
        work_on(theirs, fresh, size=3)
    assert families().count() == FAMILIES


def test_a_worker_whose_process_died_is_replaced_at_once(cast):
    sent(cast)
    with at_work(Worker.Kind.BACKGROUND) as dead, at_work(Worker.Kind.BACKGROUND) as fresh:
        claim(dead)
        Worker.objects.filter(pk=dead.pk).update(pid=2**22 + 1)  # above what Linux gives

        assert claim(fresh) is not None


def test_somebody_registered_between_plan_and_writing_does_not_stop_the_others(
    cast, monkeypatch
):
    upload = carry_out(upload=looked_through(cast), only_good=True, by=cast.dedi)
    first = large_file().decode().splitlines()[1]
    village = sent(cast, file_of(first), area="32.04.32.2998")

    def planned(book, part, reading):
        plan = plan_of(book, part, reading)
        carry_out(upload=village, only_good=False, by=cast.dedi)
        return plan

    monkeypatch.setattr("berdaya.imports.jobs.plan_of", planned)
    work()

    assert again(upload).state == State.DONE
    assert again(upload).report["known"] == 1
    assert families().count() == FAMILIES


def test_who_lost_the_role_meanwhile_ends_the_work_with_a_sentence(cast):
    upload = carry_out(upload=looked_through(cast), only_good=False, by=cast.dedi)
    Role.objects.filter(user=cast.dedi).update(until=timezone.now())

    work()

    upload = again(upload)
    assert (upload.state, upload.failure["code"]) == (State.FAILED, "not-allowed")
    assert not families().exists()


def test_a_file_that_breaks_off_again_and_again_is_given_up(cast):
    upload = sent(cast)
    for _time in range(4):
        with at_work(Worker.Kind.BACKGROUND) as worker:
            claim(worker)

    assert (again(upload).state, again(upload).failure["code"]) == (
        State.FAILED,
        "import.gave_up",
    )


def test_a_number_that_stands_twice_far_apart_is_noticed(cast):
    lines = large_file().decode().splitlines()[1:]
    twin = line(70, nik=lines[0].split(";")[2])

    upload = looked_through(cast, file_of(*lines, twin))

    assert upload.report["left_out"] == 1
    assert "row.nik_twice" in kinds(upload)


@pytest.mark.parametrize(
    ("village", "code"),
    [
        ("", "import.village_missing"),
        ("32.04.32.2997", "import.village_unknown"),
        ("33.01.01.2998", "import.village_unknown"),
    ],
)
def test_in_a_file_of_many_villages_each_family_needs_one_of_them(cast, village, code):
    upload = looked_through(cast, file_of(line(1), line(2, village=village)))

    assert (upload.report["families"], upload.report["left_out"]) == (1, 1)
    assert code in kinds(upload)


def test_a_family_in_two_villages_stays_out(cast):
    child = line(1, village="32.04.32.2999", relation="Anak")

    upload = looked_through(cast, file_of(line(1), child))

    assert "import.two_villages" in kinds(upload)
    assert upload.report["families"] == 0


def test_a_file_for_one_village_needs_no_column_for_it(cast):
    nameless = [row.partition(";")[2] for row in file_of(line(1), line(2)).decode().split("\n")]

    upload = sent(cast, "\n".join(nameless).encode(), area="32.04.32.2998", by=cast.tuti)

    assert upload.report["families"] == 2


def test_nothing_comes_in_before_all_was_looked_through(cast):
    upload = sent(cast)

    with pytest.raises(NotLookedThrough):
        carry_out(upload=upload, only_good=True, by=cast.dedi)

    assert again(upload).state == State.LOOKING


@pytest.mark.parametrize("verb", [check_file, import_file])
def test_who_works_in_one_village_sends_no_file_for_the_district(cast, verb):
    with pytest.raises(NotAllowed):
        sent(cast, area=DISTRICT, by=cast.tuti, verb=verb)

    assert not Upload.objects.across_areas(why="test").exists()


@pytest.mark.parametrize("verb", [stop, go_on])
def test_an_outsider_can_neither_stop_it_nor_let_it_go_on(cast, verb):
    upload = sent(cast)

    with pytest.raises(NotAllowed):
        verb(upload=upload, by=cast.joko)

    assert again(upload).state == State.LOOKING
    assert not Trace.objects.filter(verb__in=["imports.stop", "imports.go_on"]).exists()


@pytest.mark.parametrize("verb", [stop, go_on])
def test_what_is_done_can_be_neither_stopped_nor_taken_up(cast, verb):
    upload = sent(cast, file_of(line(1)), area="32.04.32.2998")
    done = carry_out(upload=upload, only_good=False, by=cast.dedi)

    assert verb(upload=done, by=cast.dedi).state == State.DONE


def test_a_file_that_cannot_be_read_says_so_when_its_turn_comes(cast):
    upload = sent(cast, b"Halo, ini surat.\n" * 70_000)
    assert upload.state == State.LOOKING

    work()

    assert again(upload).state == State.FAILED
    assert again(upload).failure["code"].startswith("table.")


def test_villages_of_areas_that_ended_are_no_villages(cast):
    Area.objects.filter(code="32.04.32.2999").update(
        valid_from="2001-01-01", valid_until="2020-01-01"
    )

    upload = looked_through(cast)

    assert upload.report["families"] == FAMILIES // 2 + 1
