"""Colleagues look at cases drawn by lot, without names; no hand chooses, no name gets through."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.kinds import FIELD_OFFICER, SOCIAL_WORKER, SUPERVISOR
from berdaya.capital.models import Oneself
from berdaya.casework.actions import transfer_case
from berdaya.casework.refusals import LetInTooLong
from berdaya.keys import new_key
from berdaya.rules.casework.peer_review import definition
from berdaya.rules.casework.sampling import drawn
from berdaya.supervision import refusals
from berdaya.supervision.actions import (
    answer_review,
    draw_sample,
    give_review,
    step_back,
    take_back,
    write_review,
)
from berdaya.supervision.models import Finding, PeerReview, Pick, Reply, Sample
from tests.casework.world import (
    TODAY,
    a_case,
    a_closed_case,
    a_professional,
    again,
    let_in,
)
from tests.people.test_races import at_once
from tests.supervision.world import (
    TALK,
    WELL,
    a_drawn_case,
    a_finding,
    a_review,
    a_sample,
    answers_for,
    pick_of,
    reviews,
)

ANSWER = "Terima kasih, saya coba bulan depan."


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


@pytest.fixture
def pick(case, supervisor):
    a_sample(supervisor)
    return pick_of(case)


@pytest.fixture
def given(pick, supervisor, outsider):
    """A review with the social worker of the regency who has no tie to the case."""
    return a_review(pick, outsider, by=supervisor)


def rows(model):
    return model.objects.across_areas(why="test")


def test_a_sample_can_be_drawn_again_from_what_it_keeps(cast, worker, supervisor, outsider):
    for number, user in enumerate((worker, worker, worker, outsider)):
        a_case(cast, worker=user, supervisor=supervisor, name=f"Klien {number}")

    sample = again(a_sample(supervisor, size=2))

    kept = [str(it.case_id) for it in sample.picks.order_by("number")]
    assert kept == drawn(sample.frame, sample.size, sample.seed)
    assert len(sample.frame) == 4
    assert {it.worker for it in sample.picks.all()} == {worker, outsider}


def test_drawn_are_cases_somebody_works_on_or_lately_did(cast, worker, supervisor):
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    runs = a_case(cast, worker=worker, supervisor=supervisor)
    lately = a_closed_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")
    a_case(cast, worker=None, supervisor=supervisor, name="Sumiyati")
    a_case(cast, worker=worker, supervisor=other, name="Rohayati")

    sample = a_sample(supervisor, size=9)

    assert {it.case for it in sample.picks.all()} == {runs, lately}


def test_the_same_form_twice_draws_once(case, supervisor, cast):
    key = new_key()
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")

    assert a_sample(supervisor, key=key) == a_sample(supervisor, key=key)

    assert rows(Pick).count() == 1
    with pytest.raises(refusals.SupervisionKeyInUse):
        a_sample(other, key=key)


@pytest.mark.parametrize("size", [0, -1, definition().most + 1])
def test_a_size_that_makes_no_sense_is_refused(case, supervisor, size):
    with pytest.raises(refusals.SampleSize):
        a_sample(supervisor, size=size)

    assert not rows(Sample).exists()


def test_without_a_case_nothing_is_drawn_and_nobody_else_draws(case, worker, outsider, cast):
    idle = a_professional("tirta", SUPERVISOR, name="Pak Tirta")

    with pytest.raises(refusals.NothingToDraw):
        a_sample(idle)
    for user in (worker, outsider, cast.tuti, cast.admin):
        with pytest.raises(NotAllowed):
            draw_sample(key=new_key(), size=1, by=user)

    assert not rows(Sample).exists()


def test_a_case_is_given_to_a_colleague_for_a_time(pick, supervisor, outsider):
    key = new_key()

    first, second = (a_review(pick, outsider, by=supervisor, key=key) for _press in range(2))

    assert first == second
    assert first.last_day == TODAY + timedelta(days=14)
    assert reviews().count() == 1


@pytest.mark.parametrize("days", [0, -3, 31])
def test_nobody_is_given_a_case_for_longer_than_a_month(pick, supervisor, outsider, days):
    with pytest.raises(LetInTooLong):
        a_review(pick, outsider, by=supervisor, days=days)

    assert not reviews().exists()


def test_whoever_has_a_part_in_the_case_is_no_reviewer(cast, pick, case, worker, supervisor):
    guest = a_professional("tamu", SOCIAL_WORKER, name="Bu Tamu")
    let_in(case, guest, by=supervisor)
    stranger = a_professional("dinas", FIELD_OFFICER, name="Pak Dinas")
    far = a_professional("jauh", SOCIAL_WORKER, area=cast.elsewhere.code, name="Bu Jauh")

    with pytest.raises(refusals.KnowsTheClient):
        a_review(pick, guest, by=supervisor)
    for user in (worker, supervisor, stranger, far):
        with pytest.raises(refusals.NotAReviewer):
            a_review(pick, user, by=supervisor)

    assert not reviews().exists()


def test_kin_of_the_client_is_no_reviewer(pick, case, supervisor, outsider):
    Oneself.objects.create(user=outsider, person=case.person)

    with pytest.raises(refusals.KnowsTheClient):
        a_review(pick, outsider, by=supervisor)


def test_a_former_worker_is_no_reviewer(cast, pick, case, worker, supervisor, outsider):
    transfer_case(case=case, role="worker", to=outsider, reason="Cuti", on=TODAY, by=supervisor)
    third = a_professional("rekan", SOCIAL_WORKER, name="Pak Rekan")

    for user in (worker, outsider):
        with pytest.raises(refusals.NotAReviewer):
            a_review(again(pick), user, by=supervisor)
    assert a_review(again(pick), third, by=supervisor).reviewer == third


def test_one_colleague_at_a_time_and_back_at_any_time(pick, given, supervisor):
    other = a_professional("rekan", SOCIAL_WORKER, name="Pak Rekan")
    with pytest.raises(refusals.ReviewRunning):
        a_review(pick, other, by=supervisor)

    for _press in range(2):
        take_back(review=given, by=supervisor)

    assert again(given).ending == PeerReview.Ending.TAKEN_BACK
    assert a_review(pick, other, by=supervisor)
    with pytest.raises(NotAllowed):
        a_finding(again(given))


def test_whoever_steps_back_is_not_asked_again(pick, given, supervisor, outsider):
    step_back(review=given, reason="Tetangga saya", by=outsider)

    assert again(given).reason == "Tetangga saya"
    with pytest.raises(refusals.KnowsTheClient):
        a_review(pick, outsider, by=supervisor)
    with pytest.raises(NotAllowed):
        step_back(review=given, by=outsider)


def test_nobody_but_the_supervisor_gives_or_takes_back(pick, given, worker, outsider, cast):
    other = a_professional("tirta", SUPERVISOR, name="Pak Tirta")
    before = list(reviews().values())

    for user in (worker, outsider, other, cast.tuti):
        with pytest.raises(NotAllowed):
            give_review(key=new_key(), pick=pick, reviewer=other, until=TODAY, by=user)
        with pytest.raises(NotAllowed):
            take_back(review=given, by=user)

    assert list(reviews().values()) == before


def test_what_is_found_stays_and_the_worker_answers_once(given, worker):
    first, second = a_finding(given), a_finding(given)
    assert first == second
    with pytest.raises(refusals.ReviewWritten):
        a_finding(given, well="Lain")

    replies = [answer_review(review=given, words=ANSWER, by=worker) for _press in range(2)]

    assert replies[0] == replies[1]
    assert (again(first).well, again(first).talk, again(replies[0]).words) == (
        WELL,
        TALK,
        ANSWER,
    )
    with pytest.raises(refusals.AnsweredAlready):
        answer_review(review=given, words="Lain", by=worker)
    assert (rows(Finding).count(), rows(Reply).count()) == (1, 1)


@pytest.mark.parametrize(
    ("answers", "well"),
    [
        ({}, WELL),
        (answers_for(1), "  "),
        (answers_for(1, "splendid"), WELL),
        (answers_for(6), WELL),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_written(given, outsider, answers, well):
    with pytest.raises(refusals.AnswersMissing):
        write_review(review=given, answers=answers, well=well, by=outsider)

    assert not rows(Finding).exists()


def test_only_the_colleague_writes_and_only_the_worker_answers(
    given, worker, supervisor, outsider, cast
):
    for user in (worker, supervisor, cast.tuti):
        with pytest.raises(NotAllowed):
            a_finding(given, by=user)
    with pytest.raises(NotAllowed):
        answer_review(review=given, words=ANSWER, by=worker)
    a_finding(given)
    for user in (supervisor, outsider, cast.tuti):
        with pytest.raises(NotAllowed):
            answer_review(review=given, words=ANSWER, by=user)
    with pytest.raises(refusals.ReplyMissing):
        answer_review(review=given, words=" ", by=worker)

    assert not rows(Reply).exists()


def test_when_the_time_is_over_nothing_is_written(given, outsider, monkeypatch):
    later = timezone.now() + timedelta(days=20)
    monkeypatch.setattr("berdaya.supervision.sight.timezone.now", lambda: later)

    with pytest.raises(NotAllowed):
        a_finding(given)
    assert not PeerReview.objects.visible_to(outsider).exists()


def test_a_review_that_is_written_is_not_taken_back(given, supervisor, outsider):
    a_finding(given)

    with pytest.raises(refusals.ReviewWritten):
        take_back(review=given, by=supervisor)
    with pytest.raises(refusals.ReviewWritten):
        step_back(review=given, by=outsider)


def test_who_sees_a_review_when(given, worker, supervisor, outsider, cast):
    third = a_professional("rekan", SOCIAL_WORKER, name="Pak Rekan")

    def seeing():
        users = (worker, supervisor, outsider, third, cast.tuti)
        return {it for it in users if PeerReview.objects.visible_to(it).exists()}

    assert seeing() == {supervisor, outsider}
    a_finding(given)
    assert seeing() == {supervisor, outsider, worker}
    transfer_case(
        case=given.pick.case, role="worker", to=third, reason="Cuti", on=TODAY, by=supervisor
    )
    assert seeing() == {supervisor, outsider}


def test_a_reviewer_who_is_given_the_case_itself_reviews_it_no_more(
    given, supervisor, outsider
):
    transfer_case(
        case=given.pick.case, role="worker", to=outsider, reason="Cuti", on=TODAY, by=supervisor
    )

    with pytest.raises(NotAllowed):
        a_finding(given)


@pytest.mark.django_db(transaction=True)
def test_two_given_at_once_are_one_and_one_is_told_so(
    transactional_db, cast, worker, supervisor
):
    pick = a_drawn_case(cast, worker=worker, supervisor=supervisor)
    users = [a_professional(it, SOCIAL_WORKER) for it in ("rekan", "teman")]

    def giving(user):
        return lambda: a_review(pick, user, by=supervisor)

    outcomes = at_once(*map(giving, users))

    assert [type(it) for it in outcomes].count(refusals.ReviewRunning) == 1
    assert reviews().count() == 1


def test_nothing_that_was_written_lies_in_clear_in_the_database(given, worker, outsider):
    a_finding(given)
    answer_review(review=given, words=ANSWER, by=worker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT well, talk FROM supervision_finding")
        found = [bytes(value) for row in cursor.fetchall() for value in row]
        cursor.execute("SELECT words FROM supervision_reply")
        found += [bytes(row[0]) for row in cursor.fetchall()]

    assert len(found) == 3
    for words in (WELL, TALK, ANSWER):
        assert not [it for it in found if words.encode() in it]


def test_the_database_holds_what_was_drawn_given_and_found(pick, given, worker, supervisor):
    a_finding(given)
    now = timezone.now()
    attempts = [
        lambda: rows(Sample).update(seed="mine"),
        lambda: rows(Pick).update(number=9),
        lambda: rows(Pick).all().delete(),
        lambda: reviews().update(reviewer=supervisor),
        lambda: reviews().update(ended_at=now, ending="taken-back"),
        lambda: rows(Finding).update(answers={}),
        lambda: rows(Finding).all().delete(),
        lambda: PeerReview.objects.create(
            pick=pick, reviewer=supervisor, until=now + timedelta(days=1), by=supervisor
        ),
    ]
    for attempt in attempts:
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            attempt()


def test_the_database_lets_nobody_review_their_own_case_nor_write_what_has_ended(
    pick, given, worker, supervisor
):
    take_back(review=given, by=supervisor)

    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        PeerReview.objects.create(
            pick=pick, reviewer=worker, until=timezone.now() + timedelta(days=1), by=supervisor
        )
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Finding.objects.create(review=given, version="1", answers={}, well=WELL)
