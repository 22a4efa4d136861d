"""One verb records every assessment: what it stores, refuses, and keeps true."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import add_member
from berdaya.people.facts import NewMember, PersonFacts
from berdaya.people.models import Door, Family
from berdaya.surveys.actions import NewAssessment, record_assessment, record_assessments
from berdaya.surveys.actions.recording import AlreadyCorrected, ReasonMissing, SurveyKeyInUse
from berdaya.surveys.answers import AlwaysApplies, SurveyInFuture, UnknownItem, WrongAnswer
from berdaya.surveys.models import Assessment, Standing
from berdaya.tallies.counting import totals

KS = "keluarga-sejahtera"
ALL_YES = {f"ks{n:02}": 1 for n in range(1, 22)}


@pytest.fixture
def family(cast):
    return rina_family(cast)


def record(cast, family, answers=ALL_YES, *, on=None, key=None, by=None, **more):
    entry = NewAssessment(key or new_key(), family, answers, on or timezone.localdate())
    return record_assessment(
        entry=entry, instrument=KS, door=Door.WEB, by=by or cast.sari, **more
    )


def standing(family):
    return Standing.objects.across_areas(why="test").get(family=family)


def stages(cast):
    year = timezone.localdate().year
    counted = totals(f"{KS}.stage", year, [cast.village.code])[cast.village.code]
    return {level: count for level, count in counted.items() if count}


def test_a_family_stands_where_its_first_gap_is(cast, family):
    record(cast, family, ALL_YES | {"ks03": 0, "ks20": 0})

    assert (standing(family).level, standing(family).blocked_by) == ("KPS", "ks03")
    assert stages(cast) == {"KPS": 1}


def test_a_blank_is_never_a_guess(cast, family):
    record(cast, family, ALL_YES | {"ks02": None})

    assert standing(family).level == "incomplete"


def test_what_the_roster_rules_out_is_not_applicable_whatever_was_answered(cast, family):
    assessment = record(cast, family, ALL_YES | {"ks06": 0})
    members = assessment.roster

    expected = 2 if not any(_of_school_age(member) for member in members) else 0
    assert assessment.answers["ks06"] == expected


def _of_school_age(member):
    born = date.fromisoformat(member["birth_date"])
    return 7 <= (timezone.localdate() - born).days / 365.25 < 16


def test_a_second_send_of_one_key_records_once(cast, family):
    key = new_key()

    assert record(cast, family, key=key) == record(cast, family, key=key)

    assert Assessment.objects.across_areas(why="test").count() == 1
    assert stages(cast) == {"KS3PLUS": 1}


def test_a_key_of_other_answers_is_refused(cast, family):
    key = new_key()
    record(cast, family, key=key)

    for other in ({"ks01": 0}, {"ks01": None}):
        with pytest.raises(SurveyKeyInUse):
            record(cast, family, ALL_YES | other, key=key)
    with pytest.raises(SurveyKeyInUse):
        record(cast, family, on=timezone.localdate() - timedelta(days=1), key=key)


def test_a_second_send_is_the_same_survey_though_a_child_was_born_between(cast, family):
    first = record(cast, family, ALL_YES | {"ks14": 1}, key=(key := new_key()))
    born = PersonFacts(name="Bayu", sex="male", birth_date=timezone.localdate())
    add_member(
        family=family,
        member=NewMember(
            key=new_key(), facts=replace(born, nik_missing="not-issued"), relation="child"
        ),
        since=timezone.localdate(),
        by=cast.sari,
    )

    assert record(cast, family, ALL_YES | {"ks14": 1}, key=key) == first


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"ks99": 1}, UnknownItem),
        ({"ks01": 7}, WrongAnswer),
        ({"ks01": 2}, AlwaysApplies),
    ],
)
def test_answers_that_cannot_stand_are_refused_and_nothing_is_written(
    cast, family, answers, refusal
):
    traces = Trace.objects.count()

    with pytest.raises(refusal):
        record(cast, family, answers)

    assert not Assessment.objects.across_areas(why="test").exists()
    assert Trace.objects.count() == traces


def test_tomorrow_cannot_be_surveyed(cast, family):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(SurveyInFuture):
        record(cast, family, on=tomorrow)


def test_a_volunteer_elsewhere_records_nothing_here(cast, family):
    with pytest.raises(NotAllowed):
        record(cast, family, by=cast.joko)


def test_a_correction_replaces_and_both_stand(cast, family):
    wrong = record(cast, family, ALL_YES | {"ks01": 0})

    right = record(cast, family, replaces=wrong, reason="salah dengar")

    assert standing(family).assessment == right
    assert stages(cast) == {"KS3PLUS": 1}
    assert Assessment.objects.across_areas(why="test").count() == 2


def test_a_correction_counts_where_the_family_lived_then(cast, family):
    wrong = record(cast, family, ALL_YES | {"ks01": 0})
    other_rt = "32.04.32.2998.001.002"
    Family.objects.across_areas(why="test").filter(pk=family.pk).update(area=other_rt)
    family.refresh_from_db()

    right = record(cast, family, replaces=wrong, reason="salah dengar")

    assert right.area_id == wrong.area_id == standing(family).area_id != other_rt


def test_a_correction_says_why_and_happens_once(cast, family):
    wrong = record(cast, family, ALL_YES | {"ks01": 0})
    with pytest.raises(ReasonMissing):
        record(cast, family, replaces=wrong)
    record(cast, family, replaces=wrong, reason="salah dengar")
    with pytest.raises(AlreadyCorrected):
        record(cast, family, replaces=wrong, reason="sekali lagi")


def test_answers_cannot_be_changed_or_removed(cast, family):
    record(cast, family)
    rows = Assessment.objects.across_areas(why="test")
    for attempt in (lambda: rows.update(answers={}), lambda: rows.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_many_are_recorded_or_none(cast, family):
    today = timezone.localdate()
    entries = [
        NewAssessment(new_key(), family, ALL_YES, today),
        NewAssessment(new_key(), family, {"ks01": 7}, today),
    ]

    with pytest.raises(WrongAnswer):
        record_assessments(entries=entries, instrument=KS, door=Door.FILE, by=cast.sari)

    assert not Assessment.objects.across_areas(why="test").exists()
