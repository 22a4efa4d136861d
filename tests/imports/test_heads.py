"""Two heads under one KK number: asked, decided by the office, and then taken in."""

from datetime import date

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.imports.actions import NoSuchHead, TooLateToDecide, carry_out, decide_heads
from berdaya.imports.models import Doubt, Upload
from berdaya.life.models import LifeEvent
from berdaya.people.models import Family
from tests.imports.test_taking_in import DAY, check, file_of

KK = "3204320101159001"
DADANG = f"{KK};3204321507809001;Dadang;L;15/07/1980;Kepala Keluarga;Kawin;Krajan;1;2;1;1;0"
EUIS = f"{KK};3204325005829002;Euis;P;10/05/1982;Istri;Kawin;Krajan;1;2;;;"
ASEP = f"{KK};3204321111709003;Asep;L;11/11/1970;Kepala Keluarga;Kawin;Krajan;1;2;;;"
ROHMAH = f"{KK};3204325203729004;Rohmah;P;12/03/1972;Istri;Kawin;Krajan;1;2;;;"
FILE = (DADANG, EUIS, ASEP, ROHMAH)
DADANG_ROW, ASEP_ROW = 3, 5
EUIS_HEAD = EUIS.replace("Istri;Kawin", "Kepala Keluarga;Cerai mati")


def families():
    return Family.objects.across_areas(why="test")


def named(name):
    return families().get(head_name=name)


def roster(family):
    return {it.person.name: it.relation for it in family.roster()}


@pytest.fixture
def upload(cast):
    return check(cast, file_of(*FILE))


@pytest.fixture
def question(upload):
    return upload.doubts.get()


def decide(question, decision, head=None, *, by):
    return decide_heads(question=question, decision=decision, head=head, by=by)


def take_in(cast, question, only_good=False):
    upload = Upload.objects.across_areas(why="test").get(pk=question.upload_id)
    return carry_out(upload=upload, only_good=only_good, by=cast.tuti)


def test_two_heads_open_a_question_and_nothing_comes_in_by_itself(cast, upload, question):
    assert [one["name"] for one in question.said["rows"]] == [
        "Dadang",
        "Euis",
        "Asep",
        "Rohmah",
    ]
    assert question.decision == ""
    assert (upload.report["families"], upload.report["left_out"]) == (0, 4)
    assert "32043" not in str(question.said)


def test_one_family_comes_in_under_the_head_that_was_chosen(cast, question):
    decide(question, "one", ASEP_ROW, by=cast.tuti)
    done = take_in(cast, question)

    assert done.report["left_out"] == 0
    assert roster(named("Asep")) == {
        "Asep": "head",
        "Dadang": "other",
        "Euis": "spouse",
        "Rohmah": "spouse",
    }
    assert named("Asep").kk_number.digits == KK


def test_two_families_come_in_and_the_second_has_no_number_of_its_own(cast, question):
    decide(question, "apart", DADANG_ROW, by=cast.tuti)
    take_in(cast, question)

    assert roster(named("Dadang")) == {"Dadang": "head", "Euis": "spouse"}
    assert roster(named("Asep")) == {"Asep": "head", "Rohmah": "spouse"}
    assert named("Dadang").kk_number.digits == KK
    assert (named("Asep").kk_number, named("Asep").kk_missing) == (None, "shared")


def test_left_out_for_now_stays_out_and_comes_back_with_the_rows_to_mend(
    cast, upload, question
):
    check(cast, file_of(*FILE))
    decide(question, "later", by=cast.tuti)
    upload.refresh_from_db()

    assert upload.report["left_out"] == 4
    assert upload.left_out
    assert not families().filter(head_name__in=["Dadang", "Asep"]).exists()


def test_who_decided_and_when_is_kept_and_noted(cast, question):
    decided = decide(question, "one", DADANG_ROW, by=cast.dedi)

    assert (decided.decided_by, decided.head) == (cast.dedi, DADANG_ROW)
    assert decided.decided_at is not None
    note = Trace.objects.get(verb="imports.decide_heads")
    assert note.detail == {"decision": "one", "row": DADANG_ROW}


def test_a_decision_may_be_changed_until_the_file_is_in(cast, question):
    decide(question, "one", ASEP_ROW, by=cast.tuti)
    decide(question, "apart", DADANG_ROW, by=cast.tuti)
    decide(question, "apart", DADANG_ROW, by=cast.tuti)  # pressed twice
    take_in(cast, question)

    assert Trace.objects.filter(verb="imports.decide_heads").count() == 2
    with pytest.raises(TooLateToDecide):
        decide(question, "one", ASEP_ROW, by=cast.tuti)


@pytest.mark.parametrize(
    ("decision", "head"), [("one", 4), ("changed", None), ("apart", None), ("nonsense", None)]
)
def test_an_answer_that_does_not_fit_is_refused_and_nothing_is_kept(
    cast, question, decision, head
):
    with pytest.raises(NoSuchHead):
        decide(question, decision, head, by=cast.tuti)

    question.refresh_from_db()
    assert question.decision == ""


def test_who_may_not_take_files_in_decides_nothing(cast, question):
    for user in (cast.sari, cast.rahma, cast.joko):
        with pytest.raises(NotAllowed):
            decide(question, "one", DADANG_ROW, by=user)
    assert not Doubt.objects.across_areas(why="test").exclude(decision="").exists()


# the KK number is known with another head


@pytest.fixture
def known(cast):
    """Dadang's family came in with a file of January."""
    content = file_of(DADANG, EUIS)
    carry_out(upload=check(cast, content), only_good=False, by=cast.tuti)
    return named("Dadang")


def test_a_later_file_with_another_head_asks_and_changes_nothing(cast, known):
    later = check(cast, file_of(EUIS_HEAD))

    question = later.doubts.get()
    assert (question.family, question.heir.name) == (known, "Euis")
    assert later.report["left_out"] == 0
    assert [it["code"] for it in later.report["problems"]] == ["import.another_head"]


def test_the_same_head_spelt_otherwise_asks_nothing(cast, known):
    again = check(cast, file_of(DADANG.replace("Dadang", "DADANG H."), EUIS))

    assert not again.doubts.exists()


def test_a_change_of_head_becomes_an_event_of_the_day_of_the_file(cast, known):
    question = check(cast, file_of(EUIS_HEAD)).doubts.get()

    decide(question, "changed", by=cast.tuti)
    done = take_in(cast, question)

    known.refresh_from_db()
    assert (done.report["new_heads"], done.report["families"]) == (1, 0)
    assert roster(known) == {"Euis": "head", "Dadang": "spouse"}
    event = LifeEvent.objects.across_areas(why="test").get(family=known, kind="head")
    assert (event.pk, event.on, event.by) == (question.pk, DAY, cast.tuti)


def test_another_family_under_a_known_number_comes_in_without_it(cast, known):
    question = check(cast, file_of(ASEP, ROHMAH)).doubts.get()

    assert question.heir is None  # Asep is no member of Dadang's family
    decide(question, "apart", by=cast.tuti)
    take_in(cast, question)

    assert roster(known) == {"Dadang": "head", "Euis": "spouse"}
    assert (named("Asep").kk_number, named("Asep").kk_missing) == (None, "shared")


def test_a_head_who_is_no_member_cannot_take_over(cast, known):
    question = check(cast, file_of(ASEP, ROHMAH)).doubts.get()

    with pytest.raises(NoSuchHead):
        decide(question, "changed", by=cast.tuti)


# the page


def test_the_page_shows_both_sides_and_a_press_decides(client, cast, known):
    question = check(cast, file_of(EUIS_HEAD)).doubts.get()
    client.force_login(cast.tuti)
    page = f"/berkas/{question.upload_id}/kepala/"

    text = client.get(page).content.decode()
    client.post(f"{page}{question.pk}/", {"answer": "changed:"})

    assert "Euis" in text
    assert "Dadang" in text
    question.refresh_from_db()
    assert (question.decision, question.decided_by) == ("changed", cast.tuti)
    assert "Diputuskan" in client.get(page).content.decode()


def test_district_staff_read_the_page_and_decide_nothing(client, cast, question):
    client.force_login(cast.rahma)
    page = f"/berkas/{question.upload_id}/kepala/"

    assert 'name="answer"' not in client.get(page).content.decode()
    assert client.post(f"{page}{question.pk}/", {"answer": "later:"}).status_code == 404


def test_elsewhere_there_is_no_such_page(client, cast, question):
    client.force_login(cast.joko)

    assert client.get(f"/berkas/{question.upload_id}/kepala/").status_code == 404


def test_a_family_of_a_year_ago_is_not_asked_about_twice(cast, known):
    first = check(cast, file_of(EUIS_HEAD))
    second = check(cast, file_of(EUIS_HEAD))

    assert first.doubts.count() == second.doubts.count() == 1
    assert known.registered_at.date() >= date(2026, 1, 1)
