"""A proposal is taken up or declined, and the next survey shows whether it moved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.consents.actions import Answer, record_answer
from berdaya.demo.cast import rina_family
from berdaya.followups.actions import (
    DecidedBeforeSurvey,
    DecidedInFuture,
    DecisionKeyInUse,
    NewDecision,
    NoSuchProposal,
    ReasonNeeded,
    ResultReplaced,
    decide,
)
from berdaya.followups.counts import counts_in
from berdaya.followups.models import Decision
from berdaya.followups.proposals import moved_since, proposals_of, steps_for, underway
from berdaya.keys import new_key
from berdaya.people.models import Door
from berdaya.rules.instruments.items import NextStep
from berdaya.surveys.actions import NewAssessment, record_assessment
from berdaya.surveys.answers import FamilyDoesNotWant
from berdaya.surveys.models import Assessment
from berdaya.surveys.results import read_result

KS = "keluarga-sejahtera"


@pytest.fixture
def surveyed(cast):
    """Record a round of the family: days ago, the items unmet."""
    family = rina_family(cast)

    def record(days, *unmet, blank=(), **more):
        answers = {f"ks{n:02}": int(n not in unmet) for n in range(1, 22)}
        answers |= {f"ks{n:02}": None for n in blank}
        day = timezone.localdate() - timedelta(days=days)
        entry = NewAssessment(new_key(), family, answers, day)
        return record_assessment(
            entry=entry, instrument=KS, door=Door.WEB, by=cast.sari, **more
        )

    return record


def new(assessment, item="ks03", step=1, act="taken-up", **more):
    return NewDecision(
        key=new_key(),
        assessment=assessment,
        item=item,
        step=step,
        act=act,
        decided_on=assessment.conducted_on,
        **more,
    )


def decisions():
    return Decision.objects.across_areas(why="test")


def test_every_item_that_holds_back_proposes_what_may_follow_and_who_can_help(surveyed):
    found = proposals_of(read_result(surveyed(0, 3, 6)))

    assert list(found) == ["ks03", "ks06"]
    assert [one.number for one in found["ks03"]] == [1, 2, 3]
    assert {one.step.kind for one in found["ks06"]} == {"case", "service"}
    assert all(one.helped_by and not one.last for one in found["ks03"])


def test_a_proposal_taken_up_stands_beside_it_with_who_and_in_the_words_of_that_day(
    surveyed, cast
):
    assessment = surveyed(0, 3)

    made = decide(decision=new(assessment, who=" Bu Sari "), by=cast.sari)

    [first, *others] = proposals_of(read_result(assessment))["ks03"]
    assert (first.last, first.last.who, first.last.words) == (made, "Bu Sari", first.step.text)
    assert not any(one.last for one in others)
    assert underway(assessment) == [made]
    assert Trace.objects.filter(verb="followups.decide").count() == 1


def test_a_change_of_mind_is_a_new_row_and_both_stay(surveyed, cast):
    assessment = surveyed(0, 3)
    decide(decision=new(assessment), by=cast.sari)

    decide(decision=new(assessment, act="declined", reason="not-here"), by=cast.dedi)

    [first, *_] = proposals_of(read_result(assessment))["ks03"]
    assert [one.act for one in first.decisions] == ["declined", "taken-up"]
    assert underway(assessment) == []


def test_a_second_press_of_the_button_decides_once(surveyed, cast):
    once = new(surveyed(0, 3))

    assert decide(decision=once, by=cast.sari) == decide(decision=once, by=cast.sari)

    assert decisions().count() == 1
    with pytest.raises(DecisionKeyInUse):
        decide(decision=replace(once, step=2), by=cast.sari)


def test_who_wants_no_survey_any_more_is_left_in_peace_with_the_last_one(surveyed, cast):
    assessment = surveyed(0, 3)
    family = assessment.family
    no = Answer(
        key=new_key(),
        subject=family,
        purpose="survey",
        act="refused",
        text_version="1",
        relation="parent",
        how="spoken",
        said_on=timezone.localdate(),
        answered_by=family.roster()[0].person,
    )
    record_answer(answer=no, by=cast.sari)

    with pytest.raises(FamilyDoesNotWant):
        decide(decision=new(assessment), by=cast.sari)

    assert not decisions().exists()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"item": "ks08"}, NoSuchProposal),  # met
        ({"item": "ks99"}, NoSuchProposal),
        ({"step": 9}, NoSuchProposal),
        ({"act": "declined"}, ReasonNeeded),
        ({"act": "declined", "reason": "other", "note": " "}, ReasonNeeded),
        ({"decided_on": timezone.localdate() + timedelta(days=1)}, DecidedInFuture),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(surveyed, cast, change, refusal):
    with pytest.raises(refusal):
        decide(decision=replace(new(surveyed(0, 3)), **change), by=cast.sari)

    assert not decisions().exists()


def test_nobody_decides_for_families_elsewhere(surveyed, cast):
    with pytest.raises(NotAllowed):
        decide(decision=new(surveyed(0, 3)), by=cast.joko)


def test_a_corrected_result_takes_no_decisions_but_its_correction_shows_them(surveyed, cast):
    mistake = surveyed(0, 3, 8)
    made = decide(decision=new(mistake), by=cast.sari)

    right = surveyed(0, 3, replaces=mistake, reason="salah dengar")

    assert proposals_of(read_result(right))["ks03"][0].last == made
    with pytest.raises(ResultReplaced):
        decide(decision=new(mistake), by=cast.sari)


@pytest.mark.parametrize(
    ("unmet", "blank", "state"),
    [((), (), "moved"), ((3,), (), "still"), ((), (3,), "not-asked")],
)
def test_the_next_survey_says_whether_it_moved(surveyed, cast, unmet, blank, state):
    first = surveyed(200, 3)
    decide(decision=new(first, step=1), by=cast.sari)
    decide(decision=new(first, step=2, act="declined", reason="already"), by=cast.sari)

    [moved] = moved_since(read_result(surveyed(0, *unmet, blank=blank)))

    assert (moved.decision.step, moved.state) == (1, state)


def test_a_first_survey_has_nothing_to_look_back_on(surveyed):
    assert moved_since(read_result(surveyed(0, 3))) == []


def test_nothing_is_decided_before_the_survey_that_proposes_it(surveyed, cast):
    first = surveyed(2, 3)
    early = replace(new(first), decided_on=first.conducted_on - timedelta(days=1))

    with pytest.raises(DecidedBeforeSurvey):
        decide(decision=early, by=cast.sari)

    assert not decisions().exists()


def test_a_need_taken_up_twice_in_a_year_counts_once(surveyed, cast):
    first = surveyed(3, 3)
    decide(decision=new(first), by=cast.sari)
    decide(decision=new(surveyed(2, 3)), by=cast.sari)
    surveyed(1)

    [row] = counts_in([cast.village], first.conducted_on.year)

    assert (row.proposed, row.taken_up, row.asked_again, row.moved) == (1, 1, 1, 1)


def test_the_officer_counts_needs_of_families_and_not_steps(surveyed, cast):
    first = surveyed(2, 3, 4, 6)
    for step in (1, 2):
        decide(decision=new(first, "ks03", step), by=cast.sari)
    decide(decision=new(first, "ks04"), by=cast.sari)
    decide(decision=new(first, "ks06", act="declined", reason="not-wanted"), by=cast.sari)
    year = first.conducted_on.year

    [before] = counts_in([cast.village], year)
    surveyed(1, 4)
    [after] = counts_in([cast.village], year)

    assert (before.proposed, before.taken_up, before.declined) == (3, 2, 1)
    assert (before.asked_again, before.moved) == (0, 0)
    assert (after.proposed, after.taken_up, after.declined) == (3, 2, 1)
    assert (after.asked_again, after.moved) == (2, 1)


def test_a_step_for_some_levels_is_proposed_to_them_alone(surveyed):
    item = read_result(surveyed(0, 3)).blocked_by[0]
    narrow = replace(item, next_steps=(NextStep("case", {}, (), ("KPS",)), item.next_steps[0]))

    assert [number for number, _ in steps_for(narrow, "KPS")] == [1, 2]
    assert [number for number, _ in steps_for(narrow, "KS1")] == [2]


def test_what_was_decided_cannot_be_changed_or_removed(surveyed, cast):
    decide(decision=new(surveyed(0, 3)), by=cast.sari)

    for attempt in (lambda: decisions().update(note="x"), lambda: decisions().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


def test_the_database_wants_a_reason_of_its_own(surveyed, cast):
    made = decide(decision=new(surveyed(0, 3)), by=cast.sari)
    made.pk, made.act, made._state.adding = new_key(), "declined", True

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.bulk_create([made])


def test_the_pages_show_decide_and_count(client, cast, surveyed):
    assessment = surveyed(0, 3)
    client.force_login(cast.sari)
    step = f"/hasil/{assessment.pk}/langkah/ks03/1/"
    answer = {
        "act": "taken-up",
        "decided_on": f"{timezone.localdate():%d-%m-%Y}",
        "key": new_key(),
        "who": "Pak RT",
    }

    page = client.get(f"/hasil/{assessment.pk}/").content.decode()
    refused = client.post(step, {**answer, "act": "declined"})
    done = client.post(step, answer)

    assert step in page
    assert refused.status_code == 422
    assert done.url == f"/hasil/{assessment.pk}/"
    assert "Pak RT" in client.get(done.url).content.decode()
    assert "Pak RT" in client.get(step).content.decode()
    assert "Pak RT" in client.get(assessment.family.get_absolute_url()).content.decode()
    assert client.get(f"/hasil/{assessment.pk}/langkah/ks08/1/").status_code == 404
    client.force_login(cast.dedi)
    assert cast.village.name in client.get("/tindak-lanjut/").content.decode()
    last_year = timezone.localdate().year - 1
    before = client.get(f"/tindak-lanjut/?tahun={last_year}").content.decode()
    assert "Belum ada usulan" in before
    client.force_login(cast.joko)
    assert client.get(step).status_code == 404
    assert Assessment.objects.visible_to(cast.sari).count() == 1
