"""A form sent several times at once, as by an impatient thumb, is one event, answer, decision."""

import pytest
from django.utils import timezone

from berdaya.consents.actions import record_answer
from berdaya.consents.models import Consent
from berdaya.followups.actions import decide
from berdaya.followups.models import Decision
from berdaya.keys import new_key
from berdaya.life.actions import record_birth, record_death
from berdaya.life.models import LifeEvent
from berdaya.people.models import Door
from berdaya.surveys.actions import NewAssessment, record_assessment
from tests.consents.test_answers import answer
from tests.followups.test_decisions import new
from tests.life.world import TODAY, a_family, place, rinas, roster, someone, told
from tests.people.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4


def test_a_birth_sent_four_times_at_once_is_one(transactional_db, cast):
    family, event = rinas(cast.sari), told("birth", TODAY)
    child = someone("Intan", "child", birth_date=TODAY)

    outcomes = at_once(
        *[lambda: record_birth(family=family, child=child, told=event, by=cast.sari)] * TIMES
    )

    assert {outcome.pk for outcome in outcomes} == {event.key}
    assert LifeEvent.objects.across_areas(why="test").count() == 1
    assert list(roster(family)).count("Intan") == 1


def test_the_death_that_ends_a_family_sent_at_once_is_one(transactional_db, cast):
    family, event = a_family(cast.sari, someone("Karsih", "head")), told("death", TODAY)
    widow = place(family, "Karsih")

    outcomes = at_once(
        *[lambda: record_death(membership=widow, told=event, by=cast.sari)] * TIMES
    )

    assert {outcome.pk for outcome in outcomes} == {event.key}


def test_an_answer_sent_four_times_at_once_is_one(transactional_db, cast):
    family = rinas(cast.sari)
    said = answer(family, who=place(family, "Rina").person)

    outcomes = at_once(*[lambda: record_answer(answer=said, by=cast.sari)] * TIMES)

    assert {outcome.pk for outcome in outcomes} == {said.key}
    assert Consent.objects.across_areas(why="test").count() == 1


def test_a_decision_sent_four_times_at_once_is_one(transactional_db, cast):
    answers = {f"ks{number:02}": int(number != 3) for number in range(1, 22)}
    entry = NewAssessment(new_key(), rinas(cast.sari), answers, timezone.localdate())
    done = record_assessment(
        entry=entry, instrument="keluarga-sejahtera", door=Door.WEB, by=cast.sari
    )
    decision = new(done)

    outcomes = at_once(*[lambda: decide(decision=decision, by=cast.sari)] * TIMES)

    assert {outcome.pk for outcome in outcomes} == {decision.key}
    assert Decision.objects.across_areas(why="test").count() == 1
