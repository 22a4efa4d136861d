"""A contact is noted once, corrected without loss, sealed at rest, and leads to what comes next."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.casework.actions.stages import enter_stage
from berdaya.casework.models import StageEntry
from berdaya.casework.refusals import CaseIsClosed, DayNotCome
from berdaya.contacts import refusals
from berdaya.contacts.actions import (
    correct_contact,
    record_contact,
    review_contact,
    settle_step,
)
from berdaya.contacts.actions.contacts import NewContact
from berdaya.contacts.actions.steps import NextStep
from berdaya.contacts.facts import facts_of
from berdaya.keys import new_key
from tests.casework.world import TODAY, a_case, a_case_in_stage, a_closed_case, again, let_in
from tests.contacts.world import (
    NEXT,
    WHAT,
    a_contact,
    a_step,
    answers,
    contacts,
    looked_back,
    reviews,
    steps,
    told,
)
from tests.people.test_races import at_once

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case(cast, worker=worker, supervisor=supervisor)


def test_a_contact_is_noted_with_its_next_step_in_the_stage_of_that_day(case, worker):
    contact = again(a_contact(case))

    assert (contact.what, contact.place) == (WHAT, "rumah klien")
    assert contact.entry.to_stage == 1
    step = steps().get()
    assert (step.words, step.due_on, step.contact) == (NEXT.words, NEXT.due_on, contact)


def test_what_was_done_with_a_contact_waits_no_longer(case):
    step = a_step(case)

    a_contact(case, done=(step.pk,), step=None)

    assert (again(step).state, again(step).settled_on) == ("done", TODAY)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"what": "  "}, refusals.NothingTold),
        ({"techniques": ("hypnosis",)}, refusals.UnknownContactWord),
        ({"roles": ("boss",)}, refusals.UnknownContactWord),
        ({"participation": "asleep"}, refusals.UnknownContactWord),
        ({"kind": "dream"}, refusals.UnknownContactWord),
        ({"on": TOMORROW}, DayNotCome),
        ({"on": YESTERDAY}, refusals.BeforeTheCase),
        ({"step": NextStep("Datang lagi", YESTERDAY)}, refusals.NextDayPast),
        ({"step": NextStep(" ", TOMORROW)}, refusals.NothingTold),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(case, change, refusal):
    with pytest.raises(refusal):
        a_contact(case, **change)

    assert not contacts().exists()
    assert not steps().exists()


def test_the_same_form_twice_is_one_contact_and_another_case_cannot_take_its_key(
    cast, case, worker, supervisor
):
    key = new_key()
    other = a_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")

    first, second = a_contact(case, key=key), a_contact(case, key=key)

    assert first == second
    assert steps().count() == 1
    with pytest.raises(refusals.ContactKeyInUse):
        a_contact(other, key=key)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_four_times_at_once_is_one_contact(
    transactional_db, cast, worker, supervisor
):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    key = new_key()

    outcomes = at_once(*[lambda: a_contact(case, key=key)] * 4)

    assert {it.pk for it in outcomes} == {key}
    assert contacts().count() == 1
    assert steps().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_at_once_one_is_told_so(transactional_db, cast, worker, supervisor):
    case = a_case(cast, worker=worker, supervisor=supervisor)
    contact = a_contact(case)

    def correcting(what):
        return lambda: correct_contact(
            key=new_key(), contact=contact, told=told(what=what), by=worker
        )

    outcomes = at_once(correcting("Satu hal"), correcting("Lain hal"))

    kinds = [type(it) for it in outcomes]
    assert kinds.count(refusals.AlreadyCorrected) == 1
    assert contacts().count() == 2


def test_a_correction_stands_and_what_was_told_before_stays(case, worker):
    contact = a_contact(case)
    key = new_key()

    for _press in range(2):
        new = correct_contact(key=key, contact=contact, told=told(what="Lain"), by=worker)

    assert [it.pk for it in contacts().of(case).standing()] == [new.pk]
    assert again(contact).what == WHAT
    assert new.first == contact.pk
    with pytest.raises(refusals.AlreadyCorrected):
        correct_contact(key=new_key(), contact=contact, told=told(), by=worker)


def test_outsider_supervisor_and_reader_note_nothing(case, supervisor, outsider, cast):
    let_in(case, outsider, by=supervisor)

    for user in (supervisor, outsider, cast.tuti):
        with pytest.raises(NotAllowed):
            a_contact(case, by=user)

    assert not contacts().exists()


def test_who_was_let_in_to_work_notes_contacts_in_the_workers_place(case, supervisor, outsider):
    let_in(case, outsider, by=supervisor, scope="work")

    assert a_contact(again(case), by=outsider).by == outsider


def test_on_a_closed_case_nothing_is_written(cast, worker, supervisor):
    case = a_closed_case(cast, worker=worker, supervisor=supervisor)

    with pytest.raises(CaseIsClosed):
        a_contact(case, by=worker)
    with pytest.raises(CaseIsClosed):
        a_step(case, by=worker)


def test_nothing_of_it_lies_in_clear_in_the_database(case):
    contact = a_contact(case)

    with connection.cursor() as cursor:
        cursor.execute("SELECT what, place FROM contacts_contact")
        rows = [bytes(value) for row in cursor.fetchall() for value in row]
        cursor.execute("SELECT words FROM contacts_step")
        rows += [bytes(row[0]) for row in cursor.fetchall()]

    assert len(rows) == 3
    for words in (contact.what, "rumah klien", NEXT.words):
        assert not [row for row in rows if words.encode() in row]


def test_the_database_changes_and_deletes_no_contact(case):
    contact = a_contact(case)

    for change in ({"in_crisis": True}, {"on": YESTERDAY}, {"participation": "absent"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            contacts().filter(pk=contact.pk).update(**change)
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("DELETE FROM contacts_contact")


def test_the_database_keeps_no_contact_in_a_stage_of_another_case(
    cast, case, worker, supervisor
):
    other = a_case(cast, worker=worker, supervisor=supervisor, name="Kartini Dua")
    entry = StageEntry.objects.across_areas(why="test").get(case=other)

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        type(a_contact(case)).objects.create(
            case=case, entry=entry, by=worker, **told().columns
        )


def test_a_step_is_settled_once_and_not_otherwise_afterwards(case, worker):
    step = a_step(case)

    settle_step(step=step, state="done", by=worker)
    settle_step(step=step, state="done", by=worker)

    assert again(step).state == "done"
    with pytest.raises(refusals.StepSettled):
        settle_step(step=step, state="dropped", by=worker)


def test_a_worker_looks_back_once_on_a_contact(case, worker):
    contact = a_contact(case)

    first, second = looked_back(contact), looked_back(contact)

    assert first == second
    with pytest.raises(refusals.AlreadyReviewed):
        looked_back(contact, pp01=0)
    assert reviews().count() == 1


@pytest.mark.parametrize("blank", [None, 3, -1])
def test_looking_back_answers_every_question_within_its_bounds(case, blank):
    with pytest.raises(refusals.ReviewIncomplete):
        looked_back(a_contact(case), pp01=blank)

    assert not reviews().exists()


def test_nobody_looks_back_on_the_contact_of_somebody_else(case, supervisor, outsider):
    let_in(case, outsider, by=supervisor, scope="work")
    contact = a_contact(case)

    with pytest.raises(refusals.NotTheAuthor):
        review_contact(contact=again(contact), answers=answers(), by=outsider)


def test_the_path_learns_what_is_true_and_a_new_plan_asks_for_new_contacts(
    cast, worker, supervisor
):
    case = a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)
    assert facts_of(case) == set()

    contact = a_contact(case, participation="informed")
    assert facts_of(case) == {"client-met", "contacts-logged"}
    a_contact(case, participation="led")
    looked_back(contact)
    everything = {"client-met", "contacts-logged", "client-took-part", "principles-reviewed"}
    assert facts_of(case) == everything

    enter_stage(case=case, to=3, on=TODAY, by=worker, reason="Rencana tidak jalan")
    enter_stage(case=case, to=4, on=TODAY, by=worker)
    assert facts_of(case) == {"client-met"}


def test_recording_returns_the_first_even_where_the_case_was_closed_meanwhile(
    cast, worker, supervisor
):
    """A telephone that had no signal sends the form again after a week."""
    case = a_case_in_stage(cast, 5, worker=worker, supervisor=supervisor)
    new = NewContact(new_key(), case, told())
    first = record_contact(contact=new, by=worker)
    enter_stage(case=case, to=6, on=TODAY, by=worker, ending="goal-reached")

    assert record_contact(contact=new, by=worker) == first
