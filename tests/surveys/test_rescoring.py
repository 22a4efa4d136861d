"""A year judged again by a new version: the old stands, nothing is lost, nothing counted twice."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.demo.cast import make_cast, rina_family
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.rules.instruments import definition
from berdaya.rules.instruments.scoring import score_one
from berdaya.surveys.actions import (
    NewAssessment,
    begin_rescoring,
    record_assessments,
    rescore_some,
)
from berdaya.surveys.actions.rescoring import NoSuchVersion, SameVersion
from berdaya.surveys.models import Assessment, Outcome, RescoredOutcome, Rescoring, Standing
from tests.surveys.conftest import SAMPLE, SP, forget

pytestmark = pytest.mark.usefixtures("sample")
YEAR = timezone.localdate().year
# by version 1 all of sp1 and sp2 must be met to grow; by version 2 a half is enough
HALF = {"sp1": 1, "sp2": 1, "sp3": 4, "sp4": 1, "sp5": 3}


def be_version(folder, version):
    """Let `version` of the sample be the present one, with the older one beside it."""
    texts = {"1": f"{SP}@1.yaml", "2": f"{SP}.yaml"}
    (folder / f"{SP}.yaml").write_text((SAMPLE / texts[version]).read_text())
    forget()


def surveyed(cast, folder, count, answers=HALF):
    """Results by version 1 on different days of the year, of one person; then version 2 comes."""
    be_version(folder, "1")
    family = rina_family(cast)
    rina = family.memberships.get(relation="spouse").person
    today = timezone.localdate()
    entries = [
        NewAssessment(new_key(), family, answers | {"sp5": number % 60}, today, rina)
        for number in range(count)
    ]
    made = record_assessments(entries=entries, instrument=SP, door=Door.FILE, by=cast.sari)
    be_version(folder, "2")
    return made


def rescore(by, *, limit=7):
    run = begin_rescoring(instrument=SP, from_version="1", year=YEAR, by=by)
    run = rescore_some(run=run, by=by, limit=limit)
    while not run.finished_at:
        run = rescore_some(run=run, by=by, limit=limit)
    return run


def everything():
    return list(Outcome.objects.order_by("pk").values())


def test_the_new_version_judges_beside_the_old(cast, sample):
    made = surveyed(cast, sample, 20)
    before = everything()
    standing = list(Standing.objects.across_areas(why="test").values())

    run = rescore(cast.nasional)

    assert (run.done, run.from_version, run.to_version) == (20, "1", "2")
    again = RescoredOutcome.objects.filter(rescoring=run, output="level")
    assert set(again.values_list("level", flat=True)) == {"grow"}
    assert {one["level"] for one in before if one["output"] == "level"} == {"start"}
    assert everything() == before
    assert list(Standing.objects.across_areas(why="test").values()) == standing
    assert RescoredOutcome.objects.count() == 5 * len(made)


def test_it_comes_out_as_if_each_had_been_judged_alone(cast, sample):
    made = surveyed(cast, sample, 12)

    run = rescore(cast.nasional)

    new = definition.load(SP, "2")
    for assessment in made:
        answers = {it.code: assessment.answers[it.code] for it in new.items if it.scored}
        alone = score_one(new, answers).outputs
        found = {one.output: one for one in run.outcomes.filter(assessment=assessment)}
        assert found.keys() == alone.keys()
        for name, outcome in alone.items():
            kept = (found[name].level, found[name].score, found[name].blocked_by)
            assert kept == (outcome.level, outcome.score, ",".join(outcome.blocked_by))


def test_a_finished_run_finds_only_what_came_in_late(cast, sample):
    surveyed(cast, sample, 3)
    first = rescore(cast.nasional)
    be_version(sample, "1")
    one = Assessment.objects.across_areas(why="test").first()
    early = NewAssessment(new_key(), one.family, HALF, one.conducted_on, one.person)
    record_assessments(entries=[early], instrument=SP, door=Door.FILE, by=cast.sari)
    be_version(sample, "2")

    again = rescore(cast.nasional)

    assert (again.pk, again.done) == (first.pk, 4)
    assert Rescoring.objects.count() == 1
    assert RescoredOutcome.objects.count() == 5 * 4


def test_another_year_or_version_is_left_alone(cast, sample):
    surveyed(cast, sample, 2)
    one = Assessment.objects.across_areas(why="test").first()
    last_year = one.conducted_on - timedelta(days=366)
    old = NewAssessment(new_key(), one.family, HALF, last_year, one.person)
    new = NewAssessment(new_key(), one.family, HALF, one.conducted_on, one.person)
    be_version(sample, "1")
    record_assessments(entries=[old], instrument=SP, door=Door.FILE, by=cast.sari)
    be_version(sample, "2")
    record_assessments(entries=[new], instrument=SP, door=Door.FILE, by=cast.sari)

    assert rescore(cast.nasional).done == 2


def test_a_question_that_was_not_asked_stays_open(cast, sample):
    surveyed(cast, sample, 2)
    path = sample / f"{SP}.yaml"
    more = """
      - {code: sp7, kind: yes_no, text: {id: Baru, en: New}, source: Contoh}
  - code: more"""
    text = path.read_text().replace("\n  - code: more", more)
    path.write_text(text.replace("items: [sp1, sp2], share", "items: [sp1, sp2, sp7], share"))
    forget()

    run = rescore(cast.nasional)

    levels = run.outcomes.filter(output="level").values_list("level", flat=True)
    assert set(levels) == {"incomplete"}


def test_who_would_now_be_asked_was_not_and_who_would_not_no_longer_counts(cast, sample):
    surveyed(cast, sample, 2)
    path = sample / f"{SP}.yaml"
    path.write_text(path.read_text().replace("ages: {from: 13, to: 60}", "ages: {from: 50}"))
    forget()

    run = rescore(cast.nasional)

    # reading was met and needed for "ready"; at 42 it is no longer asked
    ready = run.outcomes.filter(output="ready").values_list("level", "blocked_by")
    assert set(ready) == {("yes", "")}


def test_only_the_nation_begins_one(cast, sample):
    surveyed(cast, sample, 1)
    for user in (cast.rahma, cast.admin, cast.sari):
        with pytest.raises(NotAllowed):
            begin_rescoring(instrument=SP, from_version="1", year=YEAR, by=user)
    with pytest.raises(NoSuchVersion):
        begin_rescoring(instrument=SP, from_version="0", year=YEAR, by=cast.nasional)
    with pytest.raises(SameVersion):
        begin_rescoring(instrument=SP, from_version="2", year=YEAR, by=cast.nasional)

    assert not Rescoring.objects.exists()


def test_the_trace_names_beginning_and_end_once(cast, sample):
    surveyed(cast, sample, 9)
    rescore(cast.nasional, limit=2)

    verbs = list(Trace.objects.filter(by=cast.nasional).values_list("verb", flat=True))
    assert sorted(verbs) == ["surveys.begin_rescoring", "surveys.rescore_some"]


def test_what_was_rescored_is_locked(cast, sample):
    surveyed(cast, sample, 1)
    rescore(cast.nasional)
    rows = RescoredOutcome.objects.all()
    for attempt in (lambda: rows.update(level="x"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


CHILD = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from berdaya.rules.instruments import definition
definition.CATALOGUE = Path(sys.argv[2])
from berdaya.access.models import User
from berdaya.surveys.actions import begin_rescoring, rescore_some
by = User.objects.get(username="nasional")
run = begin_rescoring(instrument="sample-person", from_version="1", year=int(sys.argv[3]), by=by)
while not run.finished_at:
    run = rescore_some(run=run, by=by, limit=5)
    print(run.done, flush=True)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [1, 3])
def test_killed_in_the_middle_it_goes_on_without_loss_or_doubles(sample, after):
    cast = make_cast()
    made = surveyed(cast, sample, 200)
    confirmed = rescore_until_killed(sample, after)
    run = Rescoring.objects.get()
    assert confirmed <= run.done < len(made)
    assert run.outcomes.filter(output="level").count() == run.done

    run = rescore(cast.nasional)

    assert run.done == len(made)
    judged = run.outcomes.filter(output="level").values_list("assessment", flat=True)
    assert sorted(judged) == sorted(one.pk for one in made)


def rescore_until_killed(folder, after: int) -> int:
    """Let another process judge batch after batch; kill it hard; return what it had confirmed."""
    name = str(connections["default"].settings_dict["NAME"])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, name, str(folder), str(YEAR)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdout is not None
    confirmed = [child.stdout.readline() for _batch in range(after)]
    child.send_signal(signal.SIGKILL)
    rest = [line for line in child.stdout.read().splitlines(keepends=True) if line[-1] == "\n"]
    child.wait()
    child.stdout.close()
    return int([*confirmed, *rest][-1])
