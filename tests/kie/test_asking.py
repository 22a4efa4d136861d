"""A few questions before and after: who knew it, counted without claiming why."""

import pytest

from berdaya.access.actions import NotAllowed
from berdaya.consents.actions import Answer, record_answer
from berdaya.consents.models import Consent
from berdaya.keys import new_key
from berdaya.kie import refusals
from berdaya.kie.actions import ask, record_session
from berdaya.kie.knowledge import known_in
from berdaya.kie.models import Asked
from berdaya.rules.instruments.definition import load
from berdaya.rules.kie.topics import topics
from berdaya.surveys.answers import PersonDoesNotWant
from berdaya.surveys.models import Assessment, Standing
from tests.groups.world import TODAY, melati
from tests.kie.world import a_session, on_its_own, told

ONE, TWO, THREE = "km01", "km02", "km03"


@pytest.fixture
def held(cast):
    group, members = melati(cast)
    return a_session(group, members, by=cast.dedi), members


def asked_of(session, knew, *, by, phase="before", key=None, about="marketing"):
    told_of = {member.pk: codes for member, codes in knew.items()}
    return ask(
        key=key or new_key(), session=session, about=about, phase=phase, knew=told_of, by=by
    )


def assessments():
    return Assessment.objects.across_areas(why="test")


@pytest.mark.parametrize("one", topics(), ids=lambda it: it.code)
def test_each_topic_has_three_questions_for_one_person(one):
    questions = load(one.questions)

    assert (questions.subject, len(questions.items)) == ("person", 3)
    assert questions.status == "needs-piloting"
    assert questions.asked_together


def test_what_each_one_knew_is_a_survey_of_that_person(cast, held):
    session, (rina, wati, yani) = held

    asked_of(session, {rina: [ONE, TWO, THREE], wati: [ONE], yani: []}, by=cast.sari)

    answers = {it.person.name: it.answers for it in assessments().select_related("person")}
    assert answers["Wati"] == {ONE: 1, TWO: 0, THREE: 0}
    assert answers["Yani"] == {ONE: 0, TWO: 0, THREE: 0}
    levels = {it.subject: it.level for it in Standing.objects.across_areas(why="test")}
    assert levels[rina.person_id] == "all"
    assert levels[wati.person_id] == "little"


def test_before_and_after_are_counted_over_those_asked_both_times(cast, held):
    session, (rina, wati, yani) = held
    asked_of(session, {rina: [ONE], wati: [], yani: [ONE, TWO]}, by=cast.sari)
    asked_of(session, {rina: [ONE, TWO], wati: [ONE]}, by=cast.sari, phase="after")

    [known] = known_in(session)

    assert (known.asked_before, known.asked_after, known.both) == (3, 2, 2)
    assert [(it.before, it.after) for it in known.questions] == [(1, 2), (0, 1), (0, 0)]
    # what was asked after counts for the year
    stands = Standing.objects.across_areas(why="test").get(subject=rina.person_id)
    assert stands.level == "most"


def test_the_same_page_sent_again_notes_once(cast, held):
    session, (rina, wati, _yani) = held
    key = new_key()
    asked_of(session, {rina: [ONE], wati: []}, by=cast.sari, key=key)

    asked_of(session, {rina: [ONE], wati: []}, by=cast.sari, key=key)

    assert (assessments().count(), Asked.objects.count()) == (2, 2)
    with pytest.raises(refusals.AskedAlready):
        asked_of(session, {rina: [TWO]}, by=cast.sari, key=key)
    with pytest.raises(refusals.AskedAlready):
        asked_of(session, {rina: [ONE]}, by=cast.sari)
    assert assessments().count() == 2


def test_who_came_late_can_be_added(cast, held):
    session, (rina, wati, yani) = held
    asked_of(session, {rina: [ONE], wati: []}, by=cast.sari)

    asked_of(session, {yani: [ONE]}, by=cast.sari)

    assert session.asked.count() == 3


def test_who_does_not_want_to_be_surveyed_is_not_asked_here_either(cast, held):
    session, (rina, wati, _yani) = held
    no = Answer(
        key=new_key(),
        subject=rina.person,
        purpose="survey",
        act=Consent.Act.REFUSED,
        text_version="1",
        relation=Consent.Relation.SELF,
        how=Consent.How.SPOKEN,
        said_on=TODAY,
        answered_by=rina.person,
    )
    record_answer(answer=no, by=cast.sari)

    with pytest.raises(PersonDoesNotWant):
        asked_of(session, {rina: [ONE], wati: []}, by=cast.sari)

    assert not assessments().exists()
    assert not Asked.objects.exists()


def test_only_who_was_there_about_what_was_said_is_asked(cast, held):
    session, (rina, wati, _yani) = held
    small = a_session(session.group, [rina], by=cast.dedi)

    with pytest.raises(refusals.NotThere):
        asked_of(small, {wati: [ONE]}, by=cast.sari)
    with pytest.raises(refusals.NotThere):
        asked_of(small, {}, by=cast.sari)
    with pytest.raises(refusals.NoTopic):
        asked_of(small, {rina: []}, by=cast.sari, about="capital")

    assert not assessments().exists()


@pytest.mark.parametrize("who", ["joko", "wati", "budi", "rahma"])
def test_members_do_not_note_what_others_knew(cast, held, who):
    session, (rina, _wati, _yani) = held

    with pytest.raises(NotAllowed):
        asked_of(session, {rina: [ONE]}, by=getattr(cast, who))

    assert not assessments().exists()


def test_a_correction_does_not_lose_answers(cast, held):
    session, (rina, wati, _yani) = held
    asked_of(session, {rina: [ONE]}, by=cast.sari)

    with pytest.raises(refusals.QuestionsNoted):
        record_session(
            told=told(session.group, on_its_own([wati]), key=session.pk), by=cast.dedi
        )
    with pytest.raises(refusals.QuestionsNoted):
        record_session(
            told=told(session.group, on_its_own([rina]), ("capital",), key=session.pk),
            by=cast.dedi,
        )

    assert session.listeners.count() == 3
