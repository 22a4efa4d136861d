"""A survey of one person: who can be asked, what is judged, what counts for them."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.demo.cast import rina_family
from berdaya.keys import new_key
from berdaya.people.actions import end_membership, register_family
from berdaya.people.models import Door, Membership
from berdaya.surveys.actions import (
    NewAssessment,
    keep_draft,
    record_assessment,
    record_assessments,
)
from berdaya.surveys.actions.recording import AnotherFamily, SurveyKeyInUse
from berdaya.surveys.answers import (
    AsksAboutOnePerson,
    NotAMember,
    NotForThisAge,
    WrongAnswer,
    WrongSubject,
)
from berdaya.surveys.models import Assessment, Draft, Outcome, Standing
from berdaya.tallies.counting import totals
from tests.people.test_registering import family as new_family
from tests.people.test_registering import member
from tests.surveys.conftest import SP

pytestmark = pytest.mark.usefixtures("sample")
GOOD = {"sp1": 1, "sp2": 4, "sp3": 1, "sp4": 1, "sp5": 20, "sp6": "friend"}


@pytest.fixture
def family(cast):
    return rina_family(cast)


@pytest.fixture
def rina(family):
    return family.memberships.get(relation="spouse").person


def record(cast, family, person, answers=GOOD, *, on=None, key=None, by=None, **more):
    day = on or timezone.localdate()
    entry = NewAssessment(key or new_key(), family, answers, day, person)
    return record_assessment(
        entry=entry, instrument=SP, door=Door.WEB, by=by or cast.sari, **more
    )


def standings():
    return Standing.objects.across_areas(why="test")


def counted(cast):
    year = timezone.localdate().year
    return +totals(f"{SP}.level", year, [cast.village.code])[cast.village.code]


def test_a_person_is_judged_and_counted_once(cast, family, rina):
    assessment = record(cast, family, rina)

    standing = standings().get()
    assert (standing.subject, standing.person, standing.level) == (rina.pk, rina, "firm")
    assert assessment.answers == GOOD
    assert [one["relation"] for one in assessment.roster] == ["spouse"]
    outcomes = Outcome.objects.filter(assessment=assessment)
    assert set(outcomes.values_list("output", flat=True)) == {
        "level", "sides_doing", "sides_time", "whole", "ready",
    }  # fmt: skip
    assert counted(cast) == {"firm": 1}


def test_two_members_stand_beside_each_other_and_beside_their_family(cast, family, rina):
    head = family.memberships.get(relation="head").person
    record(cast, family, rina)
    record(cast, family, head, GOOD | {"sp1": 0, "sp2": 1})
    everything = NewAssessment(new_key(), family, {"ks01": 1}, timezone.localdate())
    record_assessment(
        entry=everything, instrument="keluarga-sejahtera", door=Door.WEB, by=cast.sari
    )

    assert set(standings().values_list("subject", "level")) == {
        (rina.pk, "firm"),
        (head.pk, "start"),
        (family.pk, "incomplete"),
    }
    assert counted(cast) == {"firm": 1, "start": 1}


def test_a_later_survey_of_a_person_counts_in_place_of_the_earlier(cast, family, rina):
    record(cast, family, rina, GOOD | {"sp1": 0, "sp2": 1})
    record(cast, family, rina)

    assert standings().get().level == "firm"
    assert counted(cast) == {"firm": 1}


def test_one_database_row_a_year_counts_for_a_person(cast, family, rina):
    record(cast, family, rina)
    kept = standings().get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(
            family=family,
            person=rina,
            instrument=SP,
            year=kept.year,
            area_id=kept.area_id,
            assessment=kept.assessment,
            level="firm",
            conducted_on=kept.conducted_on,
        )


def test_what_the_age_rules_out_does_not_apply(cast, family):
    siti = family.memberships.get(person__name="Siti Hidayat").person

    assessment = record(cast, family, siti, GOOD | {"sp4": 0})

    assert assessment.answers["sp4"] == 2


def test_what_is_not_made_for_an_age_is_refused(cast, family):
    ayu = family.memberships.get(person__name="Ayu Hidayat").person

    with pytest.raises(NotForThisAge):
        record(cast, family, ayu)


def test_only_a_member_on_that_day_is_surveyed(cast, family, rina):
    stranger = register_family(family=new_family(member("Tono")), door=Door.WEB, by=cast.sari)
    tono = stranger.memberships.get().person
    with pytest.raises(NotAMember):
        record(cast, family, tono)
    membership = family.memberships.get(person=rina)
    today = timezone.localdate()
    end_membership(
        membership=membership, until=today, reason=Membership.EndReason.MOVED, by=cast.sari
    )
    with pytest.raises(NotAMember):
        record(cast, family, rina)

    assert record(cast, family, rina, on=today - timedelta(days=1)).person == rina


def test_a_questionnaire_is_recorded_for_whom_it_asks_about(cast, family, rina):
    with pytest.raises(AsksAboutOnePerson):
        record(cast, family, None)
    entry = NewAssessment(new_key(), family, {"ks01": 1}, timezone.localdate(), rina)
    with pytest.raises(WrongSubject):
        record_assessment(
            entry=entry, instrument="keluarga-sejahtera", door=Door.WEB, by=cast.sari
        )

    assert not Assessment.objects.across_areas(why="test").exists()


@pytest.mark.parametrize(
    "answer", [{"sp2": 5}, {"sp5": 61}, {"sp6": "nobody"}, {"sp6": 1}, {"sp1": True}]
)
def test_an_answer_outside_its_bounds_is_refused(cast, family, rina, answer):
    with pytest.raises(WrongAnswer):
        record(cast, family, rina, GOOD | answer)


def test_a_key_is_of_one_person(cast, family, rina):
    head = family.memberships.get(relation="head").person
    first = record(cast, family, rina, key=(key := new_key()))

    assert record(cast, family, rina, key=key) == first
    with pytest.raises(SurveyKeyInUse):
        record(cast, family, head, key=key)


def test_a_correction_is_of_the_same_person(cast, family, rina):
    head = family.memberships.get(relation="head").person
    wrong = record(cast, family, rina, GOOD | {"sp1": 0, "sp2": 1})
    with pytest.raises(AnotherFamily):
        record(cast, family, head, replaces=wrong, reason="salah dengar")

    record(cast, family, rina, replaces=wrong, reason="salah dengar")

    assert counted(cast) == {"firm": 1}


def test_many_members_are_recorded_in_one_go(cast, family):
    persons = [it.person for it in family.roster() if it.person.name != "Ayu Hidayat"]
    today = timezone.localdate()
    entries = [NewAssessment(new_key(), family, GOOD, today, person) for person in persons]

    record_assessments(entries=entries, instrument=SP, door=Door.FILE, by=cast.sari)

    assert standings().count() == len(persons)


def test_a_volunteer_elsewhere_records_nothing(cast, family, rina):
    with pytest.raises(NotAllowed):
        record(cast, family, rina, by=cast.joko)


def test_each_person_has_a_draft_of_their_own(cast, family, rina):
    head = family.memberships.get(relation="head").person

    for person in (rina, head, rina):
        keep_draft(
            family=family,
            person=person,
            instrument=SP,
            answers={"sp1": 1},
            conducted_on=date(2026, 2, 1),
            by=cast.sari,
        )

    assert Draft.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(
            family=family,
            person=rina,
            instrument=SP,
            version="2",
            conducted_on=date(2026, 2, 1),
            by=cast.sari,
        )


@pytest.mark.parametrize("table", ["assessment", "outcome"])
@pytest.mark.parametrize("deed", ["UPDATE surveys_{} SET {} = {}", "DELETE FROM surveys_{}"])
def test_what_was_recorded_stays_locked(cast, family, rina, table, deed):
    record(cast, family, rina)
    column = "recorded_at" if table == "assessment" else "level"

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table, column, column))
