"""No call asks the database more than fifteen times, however long its list is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.caller import Caller
from tests.insights.world import draw_world

MOST = 15


@pytest.mark.parametrize(
    "path",
    [
        "/families?size=50",
        "/surveys?size=50",
        "/figures/32.04.32.2998",
        "/areas/32/parts",
        "/instruments",
        "/consents?size=50",
        "/follow-ups?size=50",
        "/life-events?size=50",
    ],
)
def test_a_call_asks_a_few_times_however_long_its_list_is(cast, path):
    draw_world(cast, families=60)
    caller = Caller(cast.nasional)

    with CaptureQueriesContext(connection) as asked:
        answer = caller.get(path)

    assert answer.status_code == 200
    assert len(asked) <= MOST
