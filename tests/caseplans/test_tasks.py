"""Tasks that a client practises: given, tried, taken back, ended."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from berdaya.access.actions import NotAllowed
from berdaya.caseplans import refusals
from berdaya.caseplans.actions import end_task, take_back_practice
from berdaya.caseplans.facts import facts_of
from berdaya.caseplans.shown import tasks_of
from berdaya.casework.actions.stages import enter_stage
from berdaya.casework.refusals import DayNotCome
from berdaya.keys import new_key
from tests.caseplans.world import a_task, a_try, practices, tasks
from tests.casework.world import TODAY, a_case_in_stage, again


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case_in_stage(cast, 4, worker=worker, supervisor=supervisor)


def shown(case):
    return tasks_of(again(case), TODAY)


def test_a_task_is_given_once_with_its_difficulty_and_ages(case, worker):
    key = new_key()

    assert a_task(case, by=worker, key=key) == a_task(case, by=worker, key=key)

    task = tasks().get()
    assert (task.difficulty, task.ages, task.ended_on) == (2, ["adult"], None)


@pytest.mark.parametrize("wrong", [{"ages": ("ancient",)}, {"difficulty": 6}])
def test_unknown_ages_and_grades_are_refused(case, worker, wrong):
    with pytest.raises(refusals.UnknownWord):
        a_task(case, by=worker, **wrong)

    assert not tasks().exists()


def test_tries_are_noted_once_each_and_their_trend_is_told(case, worker):
    task, key = a_task(case, by=worker), new_key()
    for ago, outcome in ((9, "not-yet"), (6, "with-help"), (3, "with-help")):
        a_try(task, outcome, by=worker, ago=ago)
    a_try(task, "alone", by=worker, key=key)
    a_try(task, "alone", by=worker, key=key)

    [one] = shown(case)
    assert [it.outcome for it in one.practices] == [
        "not-yet",
        "with-help",
        "with-help",
        "alone",
    ]
    assert (one.trend.code, one.advice.code) == ("up", "practise")
    heights = [dot.y for dot in one.picture.dots]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3
    assert one.picture.told.count(",") == 3


def test_a_task_for_another_age_is_told(case, worker):
    a_task(case, by=worker, ages=("school-child",), what="Satu")
    a_task(case, by=worker, ages=("adult",), what="Dua", difficulty=3)
    a_task(case, by=worker, ages=("school-child",), what="Tiga", who="Anaknya", difficulty=4)

    assert [it.fits for it in shown(case)] == [False, True, None]


def test_a_try_noted_by_mistake_is_taken_back_and_stays_in_the_list(case, worker):
    task = a_task(case, by=worker)
    wrong = a_try(task, "alone", by=worker)

    take_back_practice(practice=wrong, by=worker)
    take_back_practice(practice=wrong, by=worker)

    assert practices().count() == 1
    assert shown(case)[0].practices == ()
    assert "tasks-practised" not in facts_of(case)


def test_a_try_is_never_rewritten(case, worker):
    one = a_try(a_task(case, by=worker), "not-yet", by=worker)
    one.outcome = "alone"

    for write in (one.save, one.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_an_ended_task_is_practised_no_more(case, worker):
    task = a_task(case, by=worker)
    with pytest.raises(DayNotCome):
        end_task(task=task, end="mastered", on=TODAY + timedelta(days=1), by=worker)
    end_task(task=task, end="mastered", on=TODAY, by=worker)

    assert end_task(task=task, end="mastered", on=TODAY, by=worker).end == "mastered"
    with pytest.raises(refusals.TaskEnded):
        end_task(task=task, end="left", on=TODAY, by=worker)
    with pytest.raises(refusals.TaskEnded):
        a_try(task, by=worker)


def test_tries_of_days_to_come_and_in_other_stages_are_refused(case, worker):
    task = a_task(case, by=worker)

    with pytest.raises(DayNotCome):
        a_try(task, by=worker, ago=-1)
    enter_stage(case=case, to=5, on=TODAY, by=worker)
    a_try(task, by=worker)
    with pytest.raises(refusals.NotInThisStage):
        a_task(case, by=worker)
    enter_stage(case=again(case), to=6, on=TODAY, by=worker, ending="goal-reached")
    with pytest.raises(refusals.NotInThisStage):
        a_try(task, by=worker)


def test_whoever_has_no_tie_gives_and_notes_nothing(case, worker, supervisor, outsider, cast):
    task = a_task(case, by=worker)

    for stranger in (outsider, supervisor, cast.sari):
        with pytest.raises(NotAllowed):
            a_task(case, by=stranger)
        with pytest.raises(NotAllowed):
            a_try(task, by=stranger)

    assert (tasks().count(), practices().count()) == (1, 0)
