"""The plug is pulled while a file is taken in: a portion stands whole, or nothing of it."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from berdaya.demo.cast import make_cast
from berdaya.imports.actions import carry_out, check_file, import_file
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Portion, Upload, Worker
from berdaya.imports.workers import at_work, claim
from berdaya.keys import new_key
from berdaya.people.models import Family, Membership, Person
from berdaya.surveys.models import Assessment, Outcome, Standing
from berdaya.tallies.counting import totals
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
from berdaya.imports import jobs
from berdaya.imports.actions import carry_out
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload
from berdaya.imports.workers import at_work, claim
from tests.keys import KEYS

times = int(sys.argv[3])  # how often the table has to be written to

def written():
    global times
    times -= 1
    if not times:
        os.kill(os.getpid(), signal.SIGKILL)

def end_after_writing(execute, sql, params, many, context):
    found = execute(sql, params, many, context)
    if not many and sql.startswith(("INSERT", "UPDATE")) and f'"{sys.argv[2]}"' in sql:
        written()
    return found

insert = rows._insert  # many rows are no statement to wrap: PostgreSQL gets them by COPY

def end_after_inserting(model, columns, some):
    insert(model, columns, some)
    if model._meta.db_table == sys.argv[2]:
        written()

rows._insert = end_after_inserting
if sys.argv[4] == "helped":
    jobs.is_worth_it = lambda upload: True
tuti = User.objects.get(username="tuti")
upload = Upload.objects.across_areas(why="test").get()
with connection.execute_wrapper(end_after_writing):
    if upload.state == Upload.State.CHECKED:
        carry_out(upload=upload, only_good=True, by=tuti)
    else:
        with at_work("background") as worker:
            work_on(claim(worker), worker, size=4)
"""
WRITTEN = (Family, Person, Membership, Assessment, Outcome, Standing)


@pytest.fixture
def checked(transactional_db):
    cast = make_cast()
    upload = check_file(
        area=cast.village,
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


@pytest.fixture
def begun(transactional_db):
    cast = make_cast()
    upload = import_file(
        area=cast.village,
        kind="persons",
        filename=SAMPLE.name,
        content=SAMPLE.read_bytes(),
        surveyed_on=date(2026, 11, 1),
        key=new_key(),
        by=cast.tuti,
    )
    return cast, upload


@pytest.mark.parametrize(
    ("table", "times", "behind", "how"),
    [
        ("people_family", 2, 4, "alone"),
        ("people_membership", 3, 8, "alone"),
        ("surveys_assessment", 1, 0, "alone"),
        ("surveys_standing", 4, 12, "alone"),
        ("imports_portion", 2, 4, "alone"),
        ("imports_upload", 3, 4, "alone"),
        ("tallies_change", 4, None, "alone"),
        # the rows of people were made in another process, which is not killed
        ("people_family", 2, 4, "helped"),
        ("people_person", 3, 8, "helped"),
        ("surveys_standing", 4, 12, "helped"),
        ("imports_portion", 2, 4, "helped"),
    ],
)
def test_a_large_file_cut_short_goes_on_without_loss_or_doubles(
    begun, table, times, behind, how
):
    cast, upload = begun

    take_in_until_written_to(table, times, how)

    upload = _all(Upload).get()
    assert upload.state == Upload.State.TAKING
    assert behind in (None, upload.cursor)
    assert _all(Family).count() == _all(Assessment).count() == upload.cursor
    with at_work(Worker.Kind.BACKGROUND) as worker:
        work_on(claim(worker), worker, size=4)
    upload = _all(Upload).get()
    assert (upload.state, upload.report["families"]) == (Upload.State.DONE, 15)
    assert [_all(model).count() for model in (Family, Assessment, Standing)] == [15, 15, 15]
    assert _all(Person).count() == _all(Membership).count() == upload.report["persons"]
    taken = Portion.objects.order_by("start").values_list("start", "until")
    assert list(taken) == [(0, 4), (4, 8), (8, 12), (12, 15)]
    village = cast.village.code
    assert totals("families", 0, [village])[village]["all"] == 15


def take_in_until_written_to(table: str, times: int = 1, how: str = "alone") -> None:
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, **KEYS, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", CHILD, name, table, str(times), how]
    ended = subprocess.run(command, env=environment, cwd=ROOT, check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
