"""No call asks the database more than fifteen times, however long its list is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from berdaya.consents.actions import Answer, record_answer
from berdaya.followups.actions import NewDecision, decide
from berdaya.keys import new_key
from berdaya.life.actions import move_family
from berdaya.surveys.models import Assessment
from tests.api.caller import Caller
from tests.imports.large import file_of, line, sent
from tests.insights.world import draw_world
from tests.life.world import OTHER_RT, told

MOST, MANY = 15, 10


@pytest.fixture
def world(cast):
    """Sixty families, each surveyed; of some an answer, an event and a decision."""
    families = draw_world(cast, families=60)
    today = timezone.localdate()
    for family in families[:MANY]:
        answer = Answer(
            key=new_key(),
            subject=family,
            purpose="survey",
            act="given",
            text_version="1",
            relation="member",
            how="spoken",
            said_on=today,
            answered_by=family.roster()[0].person,
        )
        record_answer(answer=answer, by=cast.sari)
        moved = told("move", today)
        move_family(family=family, area=OTHER_RT, address="", told=moved, by=cast.sari)
    rows = Assessment.objects.across_areas(why="test").standing()
    held = rows.exclude(outcomes__blocked_by="").prefetch_related("outcomes")[:MANY]
    for assessment in held:
        decision = NewDecision(
            key=new_key(),
            assessment=assessment,
            item=assessment.outcomes.all()[0].blocked_by.split(",")[0],
            step=1,
            act="taken-up",
            decided_on=today,
        )
        decide(decision=decision, by=cast.sari)
    for number in range(MANY):
        sent(cast, file_of(line(number)), area=cast.village.code)
    return {"family": families[0].pk, "survey": held[0].pk, "village": cast.village.code}


@pytest.mark.parametrize(
    "path",
    [
        "/families?size=50",
        "/surveys?size=50",
        "/consents?size=50",
        "/follow-ups?size=50",
        "/life-events?size=50",
        "/imports?size=50",
        "/duplicates?village={village}",
        "/areas/{village}/parts",
        "/instruments",
    ],
)
def test_a_list_asks_a_few_times_however_long_it_is(cast, world, path):
    caller = Caller(cast.dedi)

    with CaptureQueriesContext(connection) as asked:
        answer = caller.get(path.format(**world))

    assert answer.status_code == 200
    assert len(answer.json()["items"]) >= (3 if "parts" in path else MANY)
    assert len(asked) <= MOST


@pytest.mark.parametrize(
    "path",
    [
        "/families/{family}",
        "/surveys/{survey}",
        "/follow-ups/of/{survey}",
        "/figures/{village}",
    ],
)
def test_a_call_about_one_thing_asks_a_few_times(cast, world, path):
    caller = Caller(cast.dedi)

    with CaptureQueriesContext(connection) as asked:
        answer = caller.get(path.format(**world))

    assert answer.status_code == 200
    assert len(asked) <= MOST
