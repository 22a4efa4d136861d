"""An instrument of the office in a case: chosen, asked, scored, compared; and nowhere else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.instruments.shelf import forget
from berdaya.keys import new_key
from berdaya.outcomes.reading import compared
from berdaya.people.models import Membership
from berdaya.psychosocial.actions import choose_result
from berdaya.rules.instruments import checker
from berdaya.surveys.actions import (
    NewAssessment,
    keep_draft,
    record_assessment,
    record_assessments,
)
from berdaya.surveys.models import Assessment, Draft
from berdaya.surveys.own import NotOfferedHere
from berdaya.surveys.timeline import timeline_of
from tests.casework.world import a_case
from tests.instruments.world import BADLY, NAME, SAMPLE, TITLE, WELL, added

TODAY = timezone.localdate()


@pytest.fixture
def case(cast, worker, supervisor):
    added(cast.admin, area=cast.village)
    return a_case(cast, worker=worker, supervisor=supervisor)


def entry_of(case, answers=WELL, on=TODAY):
    family = Membership.objects.present().get(person=case.person).family
    return NewAssessment(new_key(), family, answers, on, case.person)


def asked(case, by, answers=WELL, on=TODAY):
    entry = entry_of(case, answers, on)
    return record_assessment(entry=entry, instrument=NAME, door="web", by=by)


def results():
    return Assessment.objects.across_areas(why="test")


def test_it_stands_among_what_the_case_can_ask(client, case, worker, supervisor):
    client.force_login(worker)
    page = client.get(reverse("case_assessment", args=[case.pk])).content.decode()

    assert TITLE in page
    assert f"/orang/{case.person_id}/pendataan/{NAME}/" in page


def test_its_result_is_scored_explained_chosen_and_compared(client, case, worker):
    before = asked(case, worker, BADLY, TODAY - timedelta(days=60))
    after = asked(case, worker)
    for one in (before, after):
        choose_result(case=case, assessment=one, by=worker)

    [change] = compared(case)

    assert [float(one.score) for one in change.scores] == [8.333, 100.0]
    assert change.before.level.code == "thin"
    assert change.after.level.code == "there"
    client.force_login(worker)
    result = client.get(f"/hasil/{before.pk}/").content.decode()
    assert TITLE in result
    assert "Belum cukup diuji coba" in result
    assert "Ada yang mendengarkan" in result
    assert "Sebut satu orang yang ingin Anda ajak bicara" in result
    assert TITLE in client.get(reverse("case_evaluation", args=[case.pk])).content.decode()


def test_the_highest_level_does_not_say_that_everything_is_met(client, case, worker):
    half = asked(case, worker, {"ds1": 3, "ds2": 3, "ds3": 3, "ds4": 0})
    client.force_login(worker)

    result = client.get(f"/hasil/{half.pk}/").content.decode()

    assert "Tingkat tertinggi instrumen ini" in result
    assert "Semua terpenuhi" not in result


def test_a_result_keeps_the_version_it_was_judged_by(cast, case, worker):
    made = asked(case, worker, BADLY)
    text = SAMPLE.replace('version: "1"', 'version: "2"').replace("Tipis", "Sedikit")
    added(cast.admin, text, area=cast.village)

    [entry] = timeline_of(case.person)

    assert entry.assessment == made
    assert entry.words == "Tipis"
    assert asked(case, worker, BADLY, TODAY).version == "2"


def test_who_does_no_casework_there_cannot_ask_with_it(cast, case):
    entry = entry_of(case)
    with pytest.raises(NotAllowed):
        record_assessment(entry=entry, instrument=NAME, door="web", by=cast.sari)
    with pytest.raises(NotAllowed):
        record_assessments(entries=[entry], instrument=NAME, door="file", by=cast.tuti)
    with pytest.raises(NotAllowed):
        keep_draft(
            family=entry.family,
            person=entry.person,
            instrument=NAME,
            answers={},
            conducted_on=TODAY,
            by=cast.sari,
        )

    assert not results().exists()
    assert not Draft.objects.exists()


def test_it_is_asked_only_where_its_office_is(cast, worker, supervisor):
    added(cast.admin, area=cast.elsewhere)
    case = a_case(cast, worker=worker, supervisor=supervisor)

    with pytest.raises(NotOfferedHere):
        asked(case, worker)

    assert not results().exists()


def test_no_board_and_no_research_file_counts_it(client, cast, case, worker):
    text = SAMPLE.replace("subject: person", "subject: family").replace(
        "ages: {from: 18}\n", ""
    )
    added(cast.admin, text.replace(NAME, "own-keluarga"), area=cast.village)
    entry = entry_of(case)
    of_family = NewAssessment(entry.key, entry.family, WELL, TODAY)
    record_assessment(entry=of_family, instrument="own-keluarga", door="web", by=worker)
    client.force_login(cast.rahma)
    board = client.get(f"/papan/{cast.village.code}/?alat=own-keluarga").content.decode()

    assert "Dukungan" not in board
    client.force_login(cast.lestari)
    assert "own-keluarga" not in client.get("/penelitian/").content.decode()


def test_a_result_whose_text_is_broken_breaks_no_page(client, case, worker, monkeypatch):
    made = asked(case, worker)
    choose_result(case=case, assessment=made, by=worker)
    forget()
    # as after an update of the system that understands the old text no more
    monkeypatch.setattr("berdaya.instruments.shelf.examine", lambda *_: (None, [FAULT]))
    client.force_login(worker)

    for address in (
        reverse("case_assessment", args=[case.pk]),
        reverse("case_evaluation", args=[case.pk]),
        f"/orang/{case.person_id}/",
    ):
        assert client.get(address).status_code == 200
    assert client.get(f"/hasil/{made.pk}/").status_code == 404


FAULT = checker.Fault(checker.SCHEMA, 1, "schema", "lama")
