"""What a file brings is the same by portions or at once, from one process or from two."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from berdaya.demo.cast import make_cast
from berdaya.demo.people import NEIGHBOUR, VILLAGE
from berdaya.imports.actions import carry_out, import_file
from berdaya.imports.ahead import Helper
from berdaya.imports.jobs import work_on
from berdaya.imports.models import Upload, Worker
from berdaya.imports.workers import at_work, claim
from berdaya.people.models import Family, Person
from berdaya.surveys.models import Assessment
from tests.imports.large import again, file_of, large_file, line, sent, work
from tests.keys import KEYS

ROOT = Path(__file__).parents[2]
ELSEWHERE = "33.01.01.2998"
WRONG_NIK = "3204320132809000"
LINES = st.builds(
    line,
    st.integers(0, 6),
    village=st.sampled_from([VILLAGE, VILLAGE, NEIGHBOUR, ELSEWHERE]),
    relation=st.sampled_from(["Kepala Keluarga", "Anak"]),
    nik=st.sampled_from([None, None, None, "0", WRONG_NIK]),
)


def brought():
    """All that stands afterwards, but for keys and moments."""
    why = "test"
    families = Family.objects.across_areas(why=why).order_by("pk")
    persons = Person.objects.across_areas(why=why)
    surveys = Assessment.objects.across_areas(why=why)
    return sorted(
        (
            family.area_id,
            family.kk_number.digits if family.kk_number else "",
            family.head_name,
            sorted(
                (str(person.nik and person.nik.digits), person.name, str(person.birth_date))
                for person in persons.filter(memberships__family=family)
            ),
            [
                (one.answers, one.roster, one.provenance["row"], one.outcomes.get().level)
                for one in surveys.filter(family=family)
            ],
        )
        for family in families
    )


def taken_in(cast, content, **how):
    """The upload and what stands, after a file came in."""
    upload = sent(cast, content, verb=import_file)
    work(**how)
    told = again(upload)
    assert told.state == Upload.State.DONE
    report = {**told.report, "problems": sorted(map(str, told.report["problems"]))}
    return report, brought()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=st.lists(LINES, min_size=1, max_size=14), size=st.integers(1, 4))
def test_by_portions_comes_what_comes_at_once(cast, lines, size):
    found = []
    for how in (size, 1000):
        with transaction.atomic():
            found.append(taken_in(cast, file_of(*lines), size=how))
            transaction.set_rollback(True)

    assert found[0] == found[1]


@pytest.fixture
def two(transactional_db, monkeypatch):
    """The cast, and a helper for each file however small; how many were started."""
    started = []

    class Counted(Helper):
        def __init__(self, *told):
            super().__init__(*told)
            started.append(self)

    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    monkeypatch.setattr("berdaya.imports.jobs.is_worth_it", lambda upload: True)
    monkeypatch.setattr("berdaya.imports.jobs.Helper", Counted)
    return make_cast(), started


def with_faults():
    """Ten families; the numbers of two cannot stand."""
    return file_of(
        *large_file(10).decode().splitlines()[1:],
        line(3, relation="Anak", nik=WRONG_NIK),
        line(40, nik=WRONG_NIK),
    )


def test_two_processes_bring_what_one_brings(two, monkeypatch):
    cast, started = two
    with transaction.atomic(), monkeypatch.context() as alone:
        alone.setattr("berdaya.imports.jobs.is_worth_it", lambda upload: False)
        by_one = taken_in(cast, with_faults(), size=3)
        transaction.set_rollback(True)

    by_two = taken_in(cast, with_faults(), size=3)

    assert by_two == by_one
    assert (by_two[0]["families"], len(by_two[1])) == (9, 9)
    [helper] = started
    assert helper._process.returncode is not None
    assert bytes(Upload.objects.across_areas(why="test").get().left_out).startswith(b"PK")


def test_without_its_helper_the_work_goes_on_from_the_same_place(two, caplog):
    cast, started = two
    upload = sent(cast, verb=import_file)
    seen = []

    def end_the_helper(upload):
        seen.append(upload.cursor)
        started[0]._process.kill()
        started[0]._process.wait()

    with at_work(Worker.Kind.BACKGROUND) as worker:
        work_on(claim(worker), worker, size=3, after_each=end_the_helper)

    assert again(upload).state == Upload.State.DONE
    assert seen == [3, 6, 9, 11]
    assert len(brought()) == 11
    assert "goes on without a helper" in caplog.text


def test_a_file_that_cannot_be_read_says_so_with_a_helper_too(two):
    cast, _started = two
    upload = sent(cast, b"PK\x03\x04 torn", verb=import_file)
    work()

    assert again(upload).state == Upload.State.FAILED
    assert again(upload).failure["code"] == "table.unreadable"


def test_a_portion_is_planned_again_where_somebody_was_faster(two):
    cast, started = two
    upload = sent(cast, verb=import_file)
    lines = large_file().decode().splitlines()

    def register(upload):
        if upload.cursor == 3:
            [helper] = started
            helper._held.append(helper._receive())  # the next plan is made by now
            one = sent(cast, file_of(lines[7], lines[18]), area=VILLAGE)
            carry_out(upload=one, only_good=True, by=cast.dedi)

    with at_work(Worker.Kind.BACKGROUND) as worker:
        work_on(claim(worker), worker, size=3, after_each=register)

    assert again(upload).state == Upload.State.DONE
    assert again(upload).report["known"] == 1
    assert len(brought()) == 11


PARENT = """
import sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from berdaya.imports.ahead import Helper
from berdaya.imports.models import Upload

upload = Upload.objects.across_areas(why="test").select_related("by").get()
helper = Helper(upload, upload.by, 3)
assert helper.book.count
print(helper._process.pid, flush=True)
time.sleep(60)
"""


def test_a_helper_ends_when_the_process_it_helps_is_killed(two):
    cast, _started = two
    sent(cast, verb=import_file)
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PARENT, name]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE) as parent:
        helper = int(parent.stdout.readline())
        assert is_running(helper)
        parent.send_signal(signal.SIGKILL)

    until = time.monotonic() + 20
    while is_running(helper) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_running(helper)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # dead, but not yet taken off by whoever inherits it
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
