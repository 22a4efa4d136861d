"""`berdaya demo` as a stranger runs it: from nothing to a recorded survey in one process."""

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from http.cookiejar import CookieJar
from itertools import groupby

import pytest
from django.utils import timezone, translation

from berdaya.capital.accounts import unaccounted
from berdaya.capital.models import Application, Call
from berdaya.demo.cast import make_cast
from berdaya.demo.people import PASSWORD, VILLAGE
from berdaya.demo.village import fill
from berdaya.enterprises.evidence import running_in
from berdaya.groups.models import Group, Term
from berdaya.kie.models import Asked, Covered
from berdaya.mentoring.models import Agreement, Visit
from berdaya.partners.models import Partner, Partnership
from berdaya.people.lists import places_of
from berdaya.readiness.kept import UNKNOWN, stages_of
from berdaya.readiness.standing import STAGE, standing_of
from berdaya.reports.due import owing
from berdaya.rules.months import month_before

pytestmark = pytest.mark.once  # the demo stands on SQLite wherever it runs
TODAY = timezone.localdate()
PATIENCE = 240  # seconds; a busy machine needs some


class Visitor:
    """A browser without scripts: it keeps cookies, follows redirects and posts forms."""

    def __init__(self, base: str) -> None:
        self.base = base
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.page = self.url = ""

    def go(self, path: str, data: dict[str, str] | None = None) -> None:
        body = None
        if data is not None:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
            assert token
            body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token[1]}).encode()
        url = urllib.parse.urljoin(self.base, path)
        request = urllib.request.Request(url, body, headers={"Referer": url})
        with self.opener.open(request, timeout=PATIENCE) as answer:
            self.page, self.url = answer.read().decode(), answer.url


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """A folder in which an example stands, and the command that made it there."""
    folder = tmp_path_factory.mktemp("example")
    command = [sys.executable, "-m", "berdaya.cli", "demo", "--families", "12"]
    subprocess.run([*command, "--no-serve"], cwd=folder, check=True, timeout=PATIENCE)
    return folder, command


@pytest.fixture
def demo(example):
    folder, command = example
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([*command, "--port", str(port)], cwd=folder) as server:
        yield f"http://127.0.0.1:{port}/"
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


def wait_for(base: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{base}readyz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError("the demo did not start")


@pytest.mark.embedded
def test_a_stranger_signs_in_and_records_a_survey(demo):
    wait_for(demo)
    visitor = Visitor(demo)
    visitor.go("/akun/masuk/")
    visitor.go("/akun/masuk/", {"login": "sari", "password": PASSWORD})
    visitor.go(f"/papan/{VILLAGE}/keluarga/")
    start = re.search(r'href="(/keluarga/[0-9a-f-]{36}/)"', visitor.page)
    assert start
    visitor.go(f"{start[1]}pendataan/keluarga-sejahtera/")
    day = re.search(r'name="conducted_on" value="([^"]+)"', visitor.page)
    assert day
    visitor.go(visitor.url, {"conducted_on": day[1]})
    for _group in range(4):
        offered = set(re.findall(r'name="(ks\d\d)" value="(\w+)"', visitor.page))
        # where a yes is known, it is confirmed: "still right" stands in its place
        yes = {code: "1" if (code, "1") in offered else "same" for code, _ in offered}
        visitor.go(visitor.url, yes)

    visitor.go(visitor.url, {"confirm": "yes"})

    assert "/hasil/" in visitor.url
    assert "KS III Plus" in visitor.page


@pytest.mark.embedded
def test_an_example_that_stands_gets_what_a_newer_version_brings(example):
    folder, command = example
    (older := folder / "berdaya-demo" / "static" / "staticfiles.json").unlink()

    subprocess.run([*command, "--no-serve"], cwd=folder, check=True, timeout=PATIENCE)

    assert older.exists()


@pytest.fixture(scope="module")
def village(db_of_module):
    """The cast among enough families for all groups, and no more."""
    cast = make_cast()
    with translation.override("id"):
        fill(cast, families=140, today=TODAY, say=lambda _: None)
    return cast


@pytest.fixture
def cast(village, db):
    return village


def test_twelve_groups_are_in_different_stages_of_two_years_of_life(cast):
    groups = {it.name: it for it in Group.objects.visible_to(cast.dedi)}
    states = Counter(it.state for it in groups.values())
    turns = Counter(
        kind for it in groups.values() for kind in it.turns.values_list("kind", flat=True)
    )

    assert len(groups) == 12
    assert states == {"active": 10, "dormant": 1, "ended": 1}
    assert (turns["rested"], turns["merged"], turns["split"]) == (1, 1, 1)
    assert groups["Cempaka"].merged_into == groups["Kenanga"]
    assert (TODAY - groups["Flamboyan"].founded_on).days < 62  # the new one
    assert all("(contoh)" in it for it in places(groups.values()))

    melati = groups["Melati"]
    first = melati.meetings.held().order_by("on")[0]
    assert (TODAY - first.on).days > 690
    assert melati.meetings.held().count() >= 20
    assert melati.papers.count() == 3


def test_the_treasurer_and_the_mentor_find_their_own_groups(cast):
    def seen_by(user):
        return {it.name for it in Group.objects.visible_to(user)}

    assert seen_by(cast.wati) == {"Melati"}
    assert seen_by(cast.budi) == {"Melati", "Kenanga", "Anggrek"}
    assert seen_by(cast.joko) == set()
    assert Term.objects.get(user=cast.wati).office == Term.Office.TREASURER


def test_some_months_are_closed_and_some_are_owed(cast):
    owed = owing(Group.objects.visible_to(cast.dedi), month_before(TODAY))

    states = Counter(it.has_closed for it in owed)
    assert states[True] > states[False] > 0


def places(groups):
    return places_of({it.area_id for it in groups}).values()


def all_of(model):
    return model.objects.across_areas(why="test")


def test_applications_for_capital_stand_at_different_steps(cast):
    steps = {it.group.name: it.state for it in all_of(Application)}

    assert steps == {
        "Melati": "granted",
        "Kenanga": "proposed",
        "Mawar": "declined",
        "Dahlia": "submitted",
        "Anggrek": "draft",
    }
    assert {it.title.endswith("(contoh)") for it in all_of(Call)} == {True}
    assert unaccounted(all_of(Application).get(state="granted")) > 0


def test_talks_and_visits_leave_holes_that_the_pages_show(cast):
    topics = set(Covered.objects.values_list("topic", flat=True))
    late = all_of(Agreement).open().filter(due_on__lt=TODAY)

    assert len(topics) == 6  # of eight
    assert late.exists()
    assert set(all_of(Visit).values_list("by__username", flat=True)) == {"dedi", "budi"}


def test_groups_make_and_sell_and_work_with_partners(cast):
    melati = Group.objects.visible_to(cast.wati).get()

    assert running_in(melati, TODAY)
    assert set(all_of(Partnership).values_list("state", flat=True)) == {
        "lead",
        "talks",
        "agreed",
    }
    assert all("(contoh)" in it.name for it in all_of(Partner))
    assert standing_of(melati, STAGE, TODAY).level.code == "developing"


def test_a_year_of_business_before_and_after_stands_behind_the_pictures(cast):
    melati = Group.objects.visible_to(cast.wati).get()
    joint = melati.enterprises.get(owner=None)
    of_members = melati.enterprises.exclude(owner=None)
    told = knowledge_asked()

    assert of_members.count() == 7
    assert all(it.baselines.exists() and it.fixed_costs.exists() for it in of_members)
    assert joint.fixed_costs.exists()
    assert joint.incomes.exists()
    assert joint.technologies.get().used == "yes"
    assert told["after"] >= told["before"] > 0


def knowledge_asked():
    return Counter(Asked._base_manager.values_list("phase", flat=True))


def test_groups_stand_at_different_stages_and_one_became_independent(cast):
    groups = {it.pk: it for it in Group.objects.visible_to(cast.dedi)}
    found = stages_of(groups)
    kenanga = next(it for it in groups.values() if it.name == "Kenanga")

    assert {it.code for it in found.values()} == {"basic", "developing", "independent"}
    assert len(found) == 5
    assert found[kenanga.pk].code == "independent"
    stands = standing_of(kenanga, STAGE, TODAY)
    assert stands.level.code == "independent"
    assert {it.state for it in stands.lines} == {"met", "apart"}  # it has no loan
    earlier = stages_it_had(kenanga)
    assert earlier == ["developing", "independent"]


def stages_it_had(group):
    """One after the other; until all criteria were looked at for the first time none was known."""
    rows = group.judgements.filter(instrument=STAGE).order_by("on", "recorded_at", "pk")
    levels = [level for level, _again in groupby(rows.values_list("level", flat=True))]
    return [it for it in levels if it != UNKNOWN]
