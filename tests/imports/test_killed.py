"""The plug is pulled while a file is taken in: all of it stands, or nothing of it."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from berdaya.demo.cast import make_cast
from berdaya.imports.actions import carry_out, check_file
from berdaya.imports.models import Upload
from berdaya.keys import new_key
from berdaya.people.models import Family, Membership, Person
from berdaya.surveys.models import Assessment, Outcome, Standing
from berdaya.tallies.models import Change
from tests.keys import KEYS

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "keluarga_dan_jawaban_sintetis.xlsx"
# ends itself, hard, as soon as a statement has written to the table that it is told
CHILD = """
import os, signal, sys
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from berdaya import rows
from berdaya.access.models import User
from berdaya.imports.actions import carry_out
from berdaya.imports.models import Upload
from tests.keys import KEYS

def end_after_writing(execute, sql, params, many, context):
    found = execute(sql, params, many, context)
    if sql.startswith(("INSERT", "UPDATE")) and f'"{sys.argv[2]}"' in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return found

insert = rows._insert  # PostgreSQL gets many rows by COPY, which is no statement to wrap

def end_after_inserting(model, columns, some):
    insert(model, columns, some)
    if model._meta.db_table == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

rows._insert = end_after_inserting
tuti = User.objects.get(username="tuti")
upload = Upload.objects.across_areas(why="test").get()
with connection.execute_wrapper(end_after_writing):
    carry_out(upload=upload, only_good=True, by=tuti)
"""
WRITTEN = (Family, Person, Membership, Assessment, Outcome, Standing)


@pytest.fixture
def checked(transactional_db):
    cast = make_cast()
    upload = check_file(
        village=cast.village,
        kind="",
        filename=SAMPLE.name,
        content=SAMPLE.read_bytes(),
        surveyed_on=date(2026, 11, 1),
        key=new_key(),
        by=cast.tuti,
    )
    return cast, upload


@pytest.mark.parametrize(
    "table",
    [
        "people_family",
        "people_membership",
        "surveys_assessment",
        "surveys_standing",
        "tallies_change",
        "imports_upload",
        "access_trace",
    ],
)
def test_a_file_cut_short_leaves_nothing_and_can_be_taken_in_afterwards(checked, table):
    cast, upload = checked
    changes = Change.objects.count()

    take_in_until_written_to(table)

    assert [_all(model).count() for model in WRITTEN] == [0] * len(WRITTEN)
    assert Change.objects.count() == changes
    assert _all(Upload).get().state == Upload.State.CHECKED
    done = carry_out(upload=upload, only_good=True, by=cast.tuti)
    assert done.report["families"] == _all(Family).count() > 0
    assert done.report["answers"] == _all(Assessment).count() > 0


def _all(model):
    sighted = hasattr(model.objects, "across_areas")
    return model.objects.across_areas(why="test") if sighted else model.objects.all()


def take_in_until_written_to(table: str) -> None:
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, **KEYS, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", CHILD, name, table]
    ended = subprocess.run(command, env=environment, cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
