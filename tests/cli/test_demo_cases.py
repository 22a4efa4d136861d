"""The cases of the demo: twelve in all stages, told by the verbs, of nobody who is real."""

import re
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from berdaya.access.models import User
from berdaya.caseplans.models import CasePlan, CaseReferral
from berdaya.casework.models import Case, Intake
from berdaya.contacts.models import Contact, Note, Step
from berdaya.demo.cases import work_on_cases
from berdaya.demo.cases.telling import DEEDS, stories
from berdaya.demo.cast import make_cast
from berdaya.demo.households import LAST, MEN, WOMEN
from berdaya.demo.offering import offer
from berdaya.demo.people import OF_CASES, SIGN_INS
from berdaya.pathway.history import ending_of
from berdaya.psychosocial.models import GroupResult
from tests.groups.world import a_group

pytestmark = pytest.mark.once  # the demo stands on SQLite wherever it runs
TODAY = timezone.localdate()
NAMES = {
    *WOMEN,
    *MEN,
    *LAST,
    *(word for it in (*SIGN_INS, *OF_CASES) for word in it.name.split()),
}
DAYS = {"Senin", "Rabu", "Kamis", "Sabtu", "Minggu"}
OTHER_WORDS = DAYS | {"Bapak", "Ibu", "Nenek", "Melati", "KK", "No", "RT", "RW", "SMP"}
LONG_NUMBER = re.compile(r"\d[\d .-]{5,}\d")  # of a telephone, of a card
MID_SENTENCE = re.compile(r"(?<=[a-z,)] )[A-Z]\w+")


@pytest.fixture(scope="module")
def world(db_of_module):
    cast = make_cast()
    a_group(cast.dedi)
    services = offer(cast)
    with translation.override("id"):
        work_on_cases(cast, services, TODAY)
    return cast


@pytest.fixture
def cast(world, db):
    return world


def all_of(model):
    return model.objects.across_areas(why="test")


def test_twelve_cases_stand_in_all_stages_and_at_both_ends(cast):
    cases = list(all_of(Case))

    states = Counter((it.stage, it.state) for it in cases)
    assert states == {
        (1, "open"): 1,
        (2, "open"): 2,
        (3, "open"): 3,  # one of them went back
        (4, "open"): 2,
        (5, "open"): 1,
        (6, "open"): 1,
        (6, "closed"): 2,
    }
    closed = {ending_of(it) for it in cases if it.state == Case.State.CLOSED}
    assert closed == {"goal-reached", "client-request"}
    assert Counter(it.subject_kind for it in cases) == {
        "person": 9,
        "family": 1,
        "group": 1,
        "community": 1,
    }
    assert len({it.field for it in cases}) == 11
    assert {it.setting for it in cases} == {"micro", "mezzo", "macro"}
    assert all_of(Intake).filter(state="waiting").count() == 1


def test_the_work_lies_in_the_weeks_before_and_leaves_something_to_do(cast):
    assert (TODAY - all_of(Case).order_by("opened_on")[0].opened_on).days > 200
    days = [it.on for it in all_of(Contact)]
    assert len(days) > 30
    assert max(days) < TODAY
    waiting = all_of(Step).filter(state="open")
    assert waiting.filter(due_on__lt=TODAY).exists()
    assert waiting.filter(due_on__gte=TODAY).exists()
    assert set(all_of(Note).values_list("is_private", flat=True)) == {True, False}
    assert all_of(CasePlan).filter(number=2).count() == 1
    referred = [it.referral for it in all_of(CaseReferral).select_related("referral__group")]
    assert {it.state for it in referred} == {"accepted"}
    assert [it.group.name for it in referred if it.group] == ["Melati"]
    assert all_of(GroupResult).get().instrument == "empowerment-levels-group"


def test_the_supervisor_sees_two_workers_and_the_request_that_waits(client, cast):
    client.force_login(User.objects.get(username="endah"))

    board = client.get(reverse("caseload_board")).content.decode()

    assert "Bu Ani" in board
    assert "Pak Fajar" in board
    assert "Tatang Kurnia" in client.get(reverse("intake_list")).content.decode()


def test_who_has_no_tie_to_a_case_of_the_demo_finds_none(client, cast):
    pk = all_of(Case).filter(worker=cast.ani)[0].pk
    for user in (cast.sari, cast.dedi, User.objects.get(username="fajar")):
        client.force_login(user)
        assert client.get(reverse("case_detail", args=[pk])).status_code == 404


def words_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from words_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one)


def test_nobody_real_is_told_of():
    told = list(words_of(stories()))
    people = [
        one["name"]
        for story in stories()
        for one in (
            *story.get("family", ()),
            *(kin for line in story.get("days", ()) for kin in line.get("kin", {}).get("people", ())),
        )
    ]  # fmt: skip

    assert len(people) > 30
    assert {word for name in people for word in name.split()} <= NAMES
    named = {word for text in told for word in MID_SENTENCE.findall(text)}
    assert named <= NAMES | OTHER_WORDS
    places = {story.get("place") for story in stories()}
    assert not [it for it in told if it not in places and LONG_NUMBER.search(it)]


def test_every_deed_that_is_known_is_told_somewhere():
    told = {key for story in stories() for line in story.get("days", ()) for key in line}

    assert told - {"day"} <= set(DEEDS)
    assert set(DEEDS) - told == set()
