"""A program sends the file of an office, decides, has it taken in, stops it and goes on."""

from base64 import b64encode

import pytest

from berdaya.imports.models import Doubt, Upload
from berdaya.keys import new_key
from berdaya.people.models import Family
from tests.api.caller import Caller
from tests.imports.large import FAMILIES, file_of, large_file, line, work
from tests.imports.test_doubts import recorded


def body(cast, content, *, area=None, key=None):
    return {
        "key": str(key or new_key()),
        "area": area or cast.village.code,
        "filename": "desa.csv",
        "surveyed_on": "2026-01-15",
        "content": b64encode(content).decode(),
    }


def families():
    return Family.objects.across_areas(why="test")


def test_a_small_file_is_looked_through_and_taken_in_at_once(cast):
    caller = Caller(cast.tuti)
    sent = caller.post("/imports", body(cast, file_of(line(1), line(2)))).json()
    assert (sent["state"], sent["report"]["families"]) == ("checked", 2)
    assert not families().exists()

    done = caller.post(f"/imports/{sent['id']}/carry-out", {"only_good": False}).json()

    assert (done["state"], done["families_in"], done["surveys_in"]) == ("done", 2, 2)
    assert families().count() == 2


def test_a_large_file_is_left_to_a_worker_stopped_and_taken_up(cast, monkeypatch):
    monkeypatch.setattr("berdaya.imports.work.PORTION", 3)
    caller = Caller(cast.dedi)
    sent = caller.post("/imports", body(cast, large_file(), area="32.04.32")).json()
    path = f"/imports/{sent['id']}"
    assert (sent["state"], sent["report"], sent["is_worked_on"]) == ("looking", None, False)
    early = caller.post(f"{path}/carry-out", {"only_good": True})
    assert (early.status_code, early.json()["code"]) == (422, "import-not-looked-through")
    work()

    caller.post(f"{path}/carry-out", {"only_good": True})
    work(shall_end=lambda: True)
    stopped = caller.post(f"{path}/stop", None).json()
    assert (stopped["state"], stopped["behind"], stopped["families_in"]) == ("stopped", 3, 3)
    caller.post(f"{path}/go-on", None)
    work()

    done = caller.get(path).json()
    assert (done["state"], done["families_in"]) == ("done", FAMILIES)


def test_a_file_sent_twice_under_one_key_is_one(cast):
    caller, sent = Caller(cast.tuti), body(cast, file_of(line(1)))

    answers = [caller.post("/imports", sent, Idempotency_Key="satu") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert Upload.objects.across_areas(why="test").count() == 1


def test_a_program_decides_about_a_family_that_may_be_registered(cast):
    recorded(cast)
    caller = Caller(cast.tuti)
    sent = caller.post("/imports", body(cast, file_of(line(1)))).json()
    path = f"/imports/{sent['id']}/doubts"
    [doubt] = caller.get(path).json()["items"]
    assert (sent["undecided"], doubt["name"], doubt["verdict"]) == (1, "Nama 1", "strong")

    said = caller.post(f"{path}/{doubt['id']}", {"decision": "same"})

    assert said.json()["decision"] == "same"
    assert Doubt.objects.across_areas(why="test").get().decided_by == cast.tuti


def test_rows_that_stay_out_are_named_in_the_callers_language(cast):
    damaged = line(2, nik="3,20432E+15")

    sent = Caller(cast.tuti).post(
        "/imports", body(cast, file_of(line(1), damaged)), Accept_Language="en"
    )

    report = sent.json()["report"]
    assert report["left_out"] == 1
    assert any("digits" in problem["detail"] for problem in report["problems"])


def test_a_file_that_is_no_table_is_refused_and_not_kept(cast):
    answer = Caller(cast.tuti).post("/imports", body(cast, b"Halo, ini surat."))

    assert (answer.status_code, answer.json()["code"]) == (422, "import-unreadable")
    assert not Upload.objects.across_areas(why="test").exists()


def test_what_is_no_base64_is_refused_with_its_place(cast):
    answer = Caller(cast.tuti).post("/imports", body(cast, b"x") | {"content": "?!?!"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/content"


@pytest.mark.parametrize("who", ["rahma", "joko"])
def test_who_may_not_send_finds_no_area_to_send_for(cast, who):
    caller = Caller(getattr(cast, who), issue=who == "rahma")
    caller.secret = getattr(caller, "secret", "")

    answer = caller.post("/imports", body(cast, file_of(line(1))))

    assert answer.status_code in (401, 404)
    assert not Upload.objects.across_areas(why="test").exists()


@pytest.mark.parametrize("deed", ["carry-out", "stop", "go-on", "doubts"])
def test_what_belongs_to_another_office_is_not_there(cast, deed):
    sent = Caller(cast.dedi).post(
        "/imports", body(cast, file_of(line(1, village="32.04.32.2999")), area="32.04.32.2999")
    )
    tuti = Caller(cast.tuti)
    path = f"/imports/{sent.json()['id']}/{deed}"

    answer = tuti.get(path) if deed == "doubts" else tuti.post(path, {"only_good": True})

    assert answer.status_code == 404
