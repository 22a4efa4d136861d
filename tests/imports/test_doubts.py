"""Families of a file that may be registered already are shown with both sides, and decided."""

from datetime import date, timedelta

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.imports.actions import OnePersonForSure, TooLateToDecide, carry_out, decide
from berdaya.imports.models import Doubt
from berdaya.keys import new_key
from berdaya.people.actions import register_family
from berdaya.people.facts import NewFamily, NewMember, PersonFacts
from berdaya.people.models import Family
from berdaya.surveys.models import Assessment
from tests.imports.large import DISTRICT, again, file_of, line, looked_through, sent, work

Same, Other = Doubt.Decision.SAME, Doubt.Decision.OTHER
BORN = date(1980, 1, 1)


def recorded(cast, name="Nama 1", nik=None, area=None, born=BORN):
    """A family that a volunteer has registered from what people told her."""
    facts = PersonFacts(name=name, sex="male", birth_date=born, nik=nik)
    return register_family(
        family=NewFamily(
            key=new_key(),
            area=area or cast.rt.code,
            members=(NewMember(new_key(), facts, "head"),),
            since=date(2025, 1, 1),
        ),
        door="web",
        by=cast.sari,
    )


@pytest.fixture
def upload(cast):
    """A file with the family that is on record, and one that is not."""
    return sent(cast, file_of(line(1), line(2, name="Wawan")), area=cast.village.code)


@pytest.fixture
def known(cast):
    return recorded(cast)


def doubts():
    return Doubt.objects.across_areas(why="test")


def families():
    return Family.objects.across_areas(why="test")


def surveys():
    return Assessment.objects.across_areas(why="test")


def take(cast, upload):
    return carry_out(upload=again(upload), only_good=True, by=cast.dedi)


def test_a_family_that_may_be_on_record_is_shown_with_both_sides(known, upload):
    [doubt] = doubts()

    assert (doubt.family, doubt.row) == (known, 2)
    assert doubt.said["name"] == "Nama 1"
    assert doubt.likeness["verdict"] == "strong"
    assert (upload.report["families"], upload.report["left_out"]) == (1, 1)


def test_whole_numbers_are_not_kept_with_the_doubt(known, upload):
    assert line(1).split(";")[2] not in str(doubts().values_list("said"))
    assert line(1).split(";")[1] not in str(doubts().values_list("said"))


def test_while_nobody_has_decided_the_family_stays_out(cast, known, upload):
    done = take(cast, upload)

    assert families().count() == 2
    assert "import.doubt" in {kind["code"] for kind in done.report["problems"]}
    assert done.left_out


def test_said_to_be_the_same_nobody_is_added_and_the_answers_go_to_it(cast, known, upload):
    decide(doubt=doubts().get(), decision=Same, by=cast.dedi)

    done = take(cast, upload)

    assert (done.report["families"], done.report["answers"]) == (1, 2)
    assert families().filter(head_name="Nama 1").count() == 1
    assert surveys().filter(family=known).count() == 1
    assert not done.left_out


def test_said_to_be_another_it_comes_in(cast, known, upload):
    decide(doubt=doubts().get(), decision=Other, by=cast.dedi)

    done = take(cast, upload)

    assert done.report["families"] == 2
    assert families().filter(head_name="Nama 1").count() == 2
    assert not surveys().filter(family=known).exists()


def test_a_decision_says_by_whom_and_when_and_can_be_undone(cast, known, upload):
    doubt = decide(doubt=doubts().get(), decision=Same, by=cast.dedi)
    assert (doubt.decided_by, doubt.decided_at is None) == (cast.dedi, False)

    decide(doubt=doubt, decision="", by=cast.dedi)

    assert doubts().get().decision == ""
    assert Trace.objects.filter(verb="imports.decide").count() == 2


def test_the_same_decision_twice_is_one(cast, known, upload):
    for _time in range(2):
        decide(doubt=doubts().get(), decision=Same, by=cast.dedi)

    assert Trace.objects.filter(verb="imports.decide").count() == 1


def test_once_it_came_in_it_is_too_late(cast, known, upload):
    take(cast, upload)

    with pytest.raises(TooLateToDecide):
        decide(doubt=doubts().get(), decision=Other, by=cast.dedi)


@pytest.mark.parametrize("who", ["joko", "rahma", "sari"])
def test_who_may_not_take_files_in_does_not_decide(cast, known, upload, who):
    with pytest.raises(NotAllowed):
        decide(doubt=doubts().get(), decision=Same, by=getattr(cast, who))

    assert doubts().get().decision == ""


def test_two_who_bear_different_numbers_are_two_people(cast):
    recorded(cast, nik="3204320101809999")

    sent(cast, file_of(line(1)), area=cast.village.code)

    assert not doubts().exists()


def test_alike_names_of_other_days_or_villages_raise_no_doubt(cast):
    recorded(cast, born=BORN + timedelta(days=100))
    recorded(cast, name="Sutinah")

    upload = sent(cast, file_of(line(1)), area=cast.village.code)

    assert not doubts().exists()
    assert upload.report["families"] == 1


def test_whose_nik_belongs_to_a_family_here_can_only_be_the_same(cast):
    known = recorded(cast, name="Nama 1", nik=line(1).split(";")[2])
    upload = sent(cast, file_of(line(1)), area=cast.village.code)
    doubt = doubts().get()
    assert doubt.likeness["verdict"] == "certain"

    with pytest.raises(OnePersonForSure):
        decide(doubt=doubt, decision=Other, by=cast.dedi)
    decide(doubt=doubt, decision=Same, by=cast.dedi)
    done = take(cast, upload)

    assert (done.report["families"], done.report["answers"]) == (0, 1)
    assert surveys().get().family == known


def test_families_of_one_file_raise_no_doubts_about_each_other(cast, monkeypatch):
    """Whether they come in in one portion or in many."""
    monkeypatch.setattr("berdaya.imports.work.PORTION", 1)
    rows = [line(it, name="Nama Sama").split(";") for it in range(4)]
    for row in rows:
        row[2] = ""
    twins = file_of(*(";".join(row) for row in rows))
    upload = looked_through(cast, twins)

    carry_out(upload=upload, only_good=False, by=cast.dedi)
    work(size=1)

    assert families().count() == 4
    assert not doubts().exists()


def test_who_is_on_record_elsewhere_is_not_named(cast):
    recorded(cast)
    Family.objects.across_areas(why="test").update(area="32.04.32.2999")

    sent(cast, file_of(line(1)), area=cast.village.code)

    assert not doubts().exists()


def test_in_a_file_of_a_district_each_village_is_compared_with_its_own(cast, known):
    theirs = line(1, village="32.04.32.2999")

    upload = sent(cast, file_of(theirs), area=DISTRICT)

    assert upload.report["families"] == 1
    assert not doubts().exists()


def test_the_page_shows_both_sides_and_takes_the_decision(cast, client, known, upload):
    client.force_login(cast.dedi)
    page = client.get(f"/berkas/{upload.pk}/banding/").content.decode()
    assert "Dalam berkas" in page
    assert "Yang tercatat" in page
    assert "banding/" in client.get(f"/berkas/{upload.pk}/").content.decode()

    path = f"/berkas/{upload.pk}/banding/{doubts().get().pk}/"
    client.post(path, {"decision": "same"})

    assert doubts().get().decision == Same
    assert "Putuskan ulang" in client.get(f"/berkas/{upload.pk}/banding/").content.decode()


def test_who_only_reads_sees_the_sides_and_no_button(cast, client, known, upload):
    client.force_login(cast.rahma)

    page = client.get(f"/berkas/{upload.pk}/banding/").content.decode()
    path = f"/berkas/{upload.pk}/banding/{doubts().get().pk}/"

    assert "Nama 1" in page
    assert 'name="decision"' not in page
    assert client.post(path, {"decision": "same"}).status_code == 404


def test_an_outsider_finds_neither_list_nor_doubt(cast, client, known, upload):
    client.force_login(cast.joko)

    assert client.get(f"/berkas/{upload.pk}/banding/").status_code == 404
    path = f"/berkas/{upload.pk}/banding/{doubts().get().pk}/"
    assert client.post(path, {"decision": "same"}).status_code == 404


def test_a_decision_on_one_pair_of_families_only_is_taken_in(cast, client):
    """Where nothing else is new, what was decided still comes in."""
    recorded(cast)
    upload = sent(cast, file_of(line(1)), area=cast.village.code)
    decide(doubt=doubts().get(), decision=Other, by=cast.dedi)
    client.force_login(cast.dedi)

    client.post(f"/berkas/{upload.pk}/masukkan/", {"only_good": "yes"})

    assert families().count() == 2


def test_a_question_about_two_heads_is_not_among_those_that_may_be_registered(cast, client):
    upload = sent(cast, file_of(line(1)), area=cast.village.code)
    Doubt.objects.create(
        upload=upload, kind=Doubt.Kind.SECOND_HEAD, row=9, said={"name": "Ujang"}
    )
    client.force_login(cast.dedi)

    page = client.get(f"/berkas/{upload.pk}/banding/").content.decode()

    assert "Ujang" not in page
