"""The plug is pulled in the middle of saving: what was confirmed stays, nothing is half-written."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections

from berdaya.demo.cast import make_cast, rina_family
from berdaya.surveys.models import Assessment, Outcome, Standing
from berdaya.tallies.counting import totals
from tests.keys import KEYS

CHILD = """
import os, sys
import django
from django.conf import settings
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from django.utils import timezone
from berdaya.access.models import User
from berdaya.keys import new_key
from berdaya.people.models import Family
from berdaya.surveys.actions import NewAssessment, record_assessment
sari = User.objects.get(username="sari")
family = Family.objects.across_areas(why="test").get()
print("ready", flush=True)
for number in range(10_000):
    key = new_key()
    answers = {f"ks{n:02}": int(n != 1 + number % 6) for n in range(1, 22)}
    entry = NewAssessment(key, family, answers, timezone.localdate())
    record_assessment(entry=entry, instrument="keluarga-sejahtera", door="web", by=sari)
    print(key, flush=True)
"""
CONFIRMED_BEFORE_THE_KILL = (1, 7, 16)


@pytest.fixture
def rina(transactional_db):
    return rina_family(make_cast())


@pytest.mark.parametrize("wanted", CONFIRMED_BEFORE_THE_KILL)
def test_what_was_confirmed_survives_and_nothing_stands_half_written(rina, wanted):
    confirmed = save_until_killed(wanted)

    rows = Assessment.objects.across_areas(why="test")
    assert len(confirmed) >= wanted
    assert confirmed <= set(rows.values_list("pk", flat=True))
    # the one in flight is there whole or not at all
    assert rows.count() - len(confirmed) in (0, 1)
    assert Outcome.objects.count() == rows.count()
    standing = Standing.objects.across_areas(why="test").get()
    assert standing.assessment == rows.order_by("recorded_at", "pk").last()
    village = rina.area_id[:13]
    counted = totals("keluarga-sejahtera.stage", standing.year, [village])[village]
    assert +counted == {standing.level: 1}


def save_until_killed(wanted: int) -> set[UUID]:
    """Let another process save survey after survey; kill it hard once enough are confirmed."""
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, **KEYS, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, name],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    confirmed = [child.stdout.readline() for _ in range(wanted)]
    child.send_signal(signal.SIGKILL)
    confirmed += [
        line for line in child.stdout.read().splitlines(keepends=True) if line[-1] == "\n"
    ]
    child.wait()
    child.stdout.close()
    return {UUID(line.strip()) for line in confirmed}
