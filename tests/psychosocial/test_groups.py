"""Asking the group of a case: scored like every survey, known in the case alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.casefile.parts.assessing import instruments
from berdaya.casefile.pen import Pen
from berdaya.casework.actions import withdraw_contract
from berdaya.casework.models import CaseRead
from berdaya.casework.refusals import CaseIsClosed, ClientWithdrew
from berdaya.keys import new_key
from berdaya.outcomes.reading import compared
from berdaya.psychosocial import refusals
from berdaya.psychosocial.actions import ask_group, drop_result
from berdaya.psychosocial.asking import asked_of_groups
from berdaya.psychosocial.facts import facts_of
from berdaya.psychosocial.kinship import kinship_of
from berdaya.psychosocial.models import GroupResult
from berdaya.rules.instruments.definition import load
from berdaya.rules.instruments.scoring import score_one
from tests.casework.world import a_case, a_closed_case, a_contract, again, let_in
from tests.groups.world import a_life
from tests.psychosocial.test_assessing import stripped
from tests.psychosocial.world import (
    OF_GROUPS,
    TODAY,
    a_group_result,
    answers_of_group,
    rows,
)

LAST_MONTH = TODAY - timedelta(days=30)
NO_SAY = ("eg19", "eg20")  # the group takes part and has no say yet


@pytest.fixture
def life(cast):
    return a_life(cast)


@pytest.fixture
def case(cast, life, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor, subject=life["group"])


def results():
    return GroupResult.objects.across_areas(why="test")


def test_what_members_answer_themselves_is_asked_and_what_evidence_proves_is_not():
    assert [it.id for it in asked_of_groups()] == [OF_GROUPS]


def test_the_answers_are_kept_with_what_the_rule_makes_of_them(case, worker):
    made = a_group_result(case, by=worker, but=NO_SAY)

    by_rule = score_one(load(OF_GROUPS), made.answers).outputs
    kept = {it["output"]: it for it in results().get().came_to}
    assert kept.keys() == by_rule.keys()
    assert kept["level"]["level"] == by_rule["level"].level == "participation"
    assert kept["level"]["blocked_by"] == "eg19,eg20"
    assert kept["parts_control"]["score"] == str(by_rule["parts_control"].score)


def test_the_second_press_keeps_one_and_its_key_stands_for_nothing_else(case, worker):
    told = answers_of_group()
    first = ask_group(case=case, told=told, by=worker)

    assert ask_group(case=case, told=told, by=worker) == first
    with pytest.raises(refusals.AssessmentKeyInUse):
        ask_group(case=case, told=replace(told, answers={"eg01": 0}), by=worker)
    assert results().count() == 1


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"instrument": "group-stage"}, refusals.NotAskedOfGroups),
        ({"instrument": "empowerment-levels"}, refusals.NotAskedOfGroups),
        ({"on": TODAY + timedelta(days=1)}, refusals.AskedInFuture),
        ({"eg01": None}, refusals.NothingAnswered),
        ({"eg01": 7}, refusals.AnswerUnknown),
        ({"eg01": 2}, refusals.AnswerUnknown),
        ({"eg99": 1}, refusals.AnswerUnknown),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(case, worker, wrong, refusal):
    with pytest.raises(refusal):
        a_group_result(case, by=worker, **wrong)

    assert not results().exists()


def test_a_person_is_not_asked_as_a_group(cast, worker, supervisor):
    with pytest.raises(refusals.NotAskedOfGroups):
        a_group_result(a_case(cast, worker=worker, supervisor=supervisor), by=worker)


def test_who_works_on_the_case_asks_and_nobody_else(case, cast, supervisor, outsider):
    for user in (supervisor, outsider, cast.sari, cast.dedi, cast.wati):
        with pytest.raises(NotAllowed):
            a_group_result(case, by=user)
    let_in(case, outsider, by=supervisor, scope="work")

    assert a_group_result(again(case), by=outsider).by == outsider


def test_of_a_closed_case_and_of_who_wants_no_more_nothing_is_asked(
    cast, case, life, worker, supervisor
):
    signed = a_contract(case, signer="speaker", name="Bu Wati")
    withdraw_contract(contract=signed, on=TODAY, because="", by=worker)
    with pytest.raises(ClientWithdrew):
        a_group_result(case, by=worker)
    with pytest.raises(CaseIsClosed):
        a_group_result(
            a_closed_case(cast, worker=worker, supervisor=supervisor, name="Sumiyati"),
            by=worker,
        )

    assert not results().exists()


def test_the_database_lets_no_answer_be_changed_or_removed(case, worker):
    made = a_group_result(case, by=worker)
    made.answers = {"eg01": 0}

    for write in (made.save, made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_a_result_that_is_taken_out_counts_no_more(case, worker, supervisor):
    made = a_group_result(case, by=worker)
    assert "instrument-scored" in _facts(case)
    with pytest.raises(NotAllowed):
        drop_result(result=made, by=supervisor)

    drop_result(result=made, by=worker)

    assert "instrument-scored" not in _facts(case)
    assert not rows(GroupResult).exists()
    assert results().exists()


def _facts(case):
    return facts_of(case, None, kinship_of(case, TODAY.year))


def test_before_and_after_stand_beside_each_other(case, worker):
    a_group_result(case, by=worker, but=("eg03",), on=LAST_MONTH)
    a_group_result(case, by=worker, but=NO_SAY)

    level, *parts = compared(case)
    assert [it.level.code for it in level.scores] == ["start", "participation"]
    needs = next(it for it in parts if it.scores[0].output.name == "parts_needs")
    assert [it.score for it in needs.scores] == [75, 100]
    assert needs.change.difference == 25
    assert needs.change.verdict == "cannot-be-judged"  # no study has measured the error
    assert all(one.scores[0].words.isdigit() for one in parts)  # a scale without levels
    assert level.scores[0].words == level.scores[0].called != ""


def test_the_case_file_holds_what_the_group_answered(case, worker):
    a_group_result(case, by=worker, but=NO_SAY)

    told = str(list(instruments(Pen(case, worker, "full", None))))

    assert "Tingkat keberdayaan kelompok" in told
    assert "Ikut berperan" in told


def test_the_worker_asks_on_one_page_and_reads_why(client, case, worker):
    client.force_login(worker)
    listed = reverse("case_assessment", args=[case.pk])
    address = reverse("group_ask", args=[case.pk, OF_GROUPS])
    assert address in client.get(listed).content.decode()
    form = client.get(address).context["form"]
    items = {item.code: "1" for item in load(OF_GROUPS).items} | {"eg19": "0", "eg20": "0"}
    sent = items | {"conducted_on": f"{LAST_MONTH:%d-%m-%Y}", "key": form["key"].value()}

    done = client.post(address, sent)
    repeated = client.post(address, sent)

    assert (done.status_code, repeated.status_code) == (302, 302)
    made = results().get()
    assert (made.conducted_on, made.answers["eg19"]) == (LAST_MONTH, 0)
    why = reverse("group_result", args=[made.pk])
    assert why in client.get(listed).content.decode()
    page = client.get(why).content.decode()
    for words in ("Ikut berperan", "Tulis satu usul kelompok", "Hasil ini bukan untuk apa"):
        assert words in page
    assert "keluarga ini mau" not in page  # what is said to families is not said to groups
    for wrong in ("group-stage", "empowerment-levels", "tidak-ada"):
        assert client.get(reverse("group_ask", args=[case.pk, wrong])).status_code == 404
    pages = CaseRead.objects.across_areas(why="test").filter(case=case, by=worker)
    assert {"group_ask", "group_result"} <= set(pages.values_list("page", flat=True))


def test_what_was_left_blank_is_named(client, case, worker):
    made = a_group_result(case, by=worker, eg01=1)
    client.force_login(worker)

    page = client.get(reverse("group_result", args=[made.pk])).content.decode()

    assert "Belum dijawab" in page
    assert "Ikut mengawasi" in page


def test_an_empty_questionnaire_is_told_in_words(client, case, worker):
    client.force_login(worker)
    sent = {"conducted_on": f"{TODAY:%d-%m-%Y}", "key": new_key()}

    page = client.post(reverse("group_ask", args=[case.pk, OF_GROUPS]), sent)

    assert page.status_code == 422
    assert "Jawab sedikitnya satu pertanyaan" in page.content.decode()
    assert not results().exists()


def test_the_worker_takes_a_result_out_by_the_page(client, case, worker, supervisor):
    made = a_group_result(case, by=worker)
    address = reverse("group_result_drop", args=[made.pk])
    client.force_login(supervisor)
    assert client.post(address).status_code == 404
    client.force_login(worker)

    assert client.post(address).status_code == 302

    assert client.get(reverse("group_result", args=[made.pk])).status_code == 404


def test_the_result_is_there_for_the_people_of_the_case_alone(
    client, cast, case, worker, supervisor, outsider
):
    made = a_group_result(case, by=worker)
    opened = {}
    for user in (worker, supervisor, outsider, cast.sari, cast.dedi, cast.wati):
        client.force_login(user)
        opened[user] = [
            client.get(reverse("group_result", args=[made.pk])).status_code,
            client.get(reverse("group_ask", args=[case.pk, OF_GROUPS])).status_code,
            client.get(reverse("group_result", args=[new_key()])).status_code,
        ]

    assert opened.pop(worker) == [200, 200, 404]
    assert opened.pop(supervisor) == [200, 404, 404]
    assert all(it == [404, 404, 404] for it in opened.values())


def test_the_pages_of_the_group_are_the_same_before_and_after(client, cast, case, life, worker):
    """For the field officer, the volunteer and the treasurer, letter for letter."""
    group = life["group"]
    names = (
        "group_detail",
        "group_standing",
        "member_list",
        "meeting_list",
        "group_objectives",
    )
    addresses = [reverse(it, args=[group.pk]) for it in names]
    addresses += [reverse("group_list"), reverse("referral_list"), "/cari/?q=Melati"]

    def looked():
        found = []
        for user in (cast.dedi, cast.sari, cast.wati):
            client.force_login(user)
            found += [stripped(client.get(it)) for it in addresses]
        return found

    before = looked()
    a_group_result(case, by=worker, but=NO_SAY)

    assert looked() == before


def test_the_trace_names_neither_case_nor_group(case, life, worker):
    a_group_result(case, by=worker)

    told = str(Trace.objects.filter(verb="psychosocial.ask_group").get().__dict__)
    for secret in (str(case.pk), str(life["group"].pk), "Melati"):
        assert secret not in told


def test_the_page_asks_the_database_no_more_for_more_results(
    client, case, worker, django_assert_max_num_queries
):
    for days in range(4):
        a_group_result(case, by=worker, on=TODAY - timedelta(days=days))
    client.force_login(worker)
    address = reverse("case_assessment", args=[case.pk])
    client.get(address)

    with django_assert_max_num_queries(15, connection=connection):
        assert client.get(address).content.decode().count("kasus-jawaban") == 4
