"""Plans: versions, goals with five levels, and that the client agreed."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from berdaya.access.actions import NotAllowed
from berdaya.access.models import Trace
from berdaya.caseplans import refusals
from berdaya.caseplans.actions import (
    agree_plan,
    describe_plan,
    remove_goal,
    set_goal,
    settle_activity,
)
from berdaya.caseplans.facts import AGREEABLE, facts_of
from berdaya.casework.actions.stages import close_case, enter_stage
from berdaya.casework.refusals import CaseIsClosed, DayNotCome
from berdaya.keys import new_key
from berdaya.rules.casework.stages import definition, what_is_missing
from tests.caseplans.world import (
    FOCUS,
    SYSTEMS,
    a_goal,
    a_plan,
    a_task,
    a_try,
    a_whole_plan,
    activities,
    agreed,
    an_activity,
    goal_of,
    goals,
    plans,
    replanned,
)
from tests.casework.world import TODAY, a_case_in_stage, again, let_in


@pytest.fixture
def case(cast, worker, supervisor):
    return a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor)


def refused_by_the_database(write, *args, **values):
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        write(*args, **values)
    return True


def test_a_plan_is_begun_once_and_is_the_first_version(case, worker):
    key = new_key()

    assert a_plan(case, by=worker, key=key) == a_plan(case, by=worker, key=key)

    plan = plans().get()
    assert (plan.number, plan.focus, plan.setting, plan.reason) == (1, FOCUS, "micro", "")


@pytest.mark.parametrize("stage", [1, 2, 4, 5, 6])
def test_a_plan_is_begun_in_the_stage_of_planning_only(cast, worker, supervisor, stage):
    case = a_case_in_stage(cast, stage, worker=worker, supervisor=supervisor)

    with pytest.raises(refusals.NotInThisStage):
        a_plan(case, by=worker)

    assert not plans().exists()


def test_whoever_has_no_tie_or_may_only_read_plans_nothing(
    case, worker, supervisor, outsider, cast
):
    for stranger in (outsider, cast.sari, cast.admin):
        with pytest.raises(NotAllowed):
            a_plan(case, by=stranger)
    let_in(case, outsider, by=supervisor)
    for reader in (outsider, supervisor):
        with pytest.raises(NotAllowed):
            a_plan(again(case), by=reader)

    assert not plans().exists()


def test_whoever_was_let_in_to_work_plans_as_the_worker_does(case, supervisor, outsider):
    let_in(case, outsider, by=supervisor, scope="work")

    assert a_plan(again(case), by=outsider).by == outsider


def test_unknown_settings_and_used_keys_are_refused(case, worker, cast, supervisor):
    plan = a_plan(case, by=worker)
    other = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, name="Sumiyati")

    with pytest.raises(refusals.PlanKeyInUse):
        a_plan(other, by=worker, key=plan.pk)
    with pytest.raises(refusals.UnknownWord):
        describe_plan(plan=plan, focus="x", setting="meso", systems=SYSTEMS, by=worker)
    with pytest.raises(refusals.UnknownWord):
        describe_plan(plan=plan, focus="x", setting="micro", systems={"sun": "x"}, by=worker)


def test_a_goal_has_five_levels_a_weight_and_where_the_client_stands(case, worker):
    plan = a_plan(case, by=worker)

    goal = a_goal(plan, by=worker, weight=3)

    assert [value for value, _ in goal.levels()] == [2, 1, 0, -1, -2]
    assert dict(goal.levels())[0] == "Keluar tiga hari seminggu"
    assert (goal.place, goal.weight, goal.baseline, goal.kind) == (1, 3, -1, "result")


def test_the_same_key_again_changes_a_goal(case, worker):
    plan = a_plan(case, by=worker)
    goal = a_goal(plan, by=worker)

    a_goal(plan, by=worker, key=goal.pk, what="Keluar dua hari")

    assert goals().get().what == "Keluar dua hari"


def test_a_plan_has_room_for_as_many_goals_as_the_instrument(case, worker):
    plan = a_plan(case, by=worker)
    first, *_others = [a_goal(plan, by=worker) for _ in range(8)]

    with pytest.raises(refusals.TooManyGoals):
        a_goal(plan, by=worker)
    remove_goal(goal=first, by=worker)

    assert a_goal(plan, by=worker).place == 1


@pytest.mark.parametrize(
    "wrong",
    [{"expected": ""}, {"much_more": ""}, {"baseline": 1}, {"baseline": -3}, {"weight": 0},
     {"weight": 11}, {"kind": "wish"}, {"place": 9}, {"what": ""}, {"indicator": ""}],
)  # fmt: skip
def test_the_database_keeps_no_goal_that_cannot_be_rated(case, worker, wrong):
    goal = a_goal(a_plan(case, by=worker), by=worker)
    for name, value in wrong.items():
        setattr(goal, name, value)

    assert refused_by_the_database(goal.save)


def test_a_goal_taken_out_leaves_its_activities(case, worker):
    plan = a_plan(case, by=worker)
    goal = a_goal(plan, by=worker)
    activity = an_activity(plan, by=worker, goal=goal)

    remove_goal(goal=goal, by=worker)

    assert again(activity).goal is None


def test_nobody_agrees_to_an_unfinished_plan(case, worker):
    plan = a_plan(case, by=worker)

    with pytest.raises(refusals.PlanUnfinished) as refused:
        agreed(plan, by=worker)

    assert "Tetapkan sedikitnya satu tujuan hasil" in str(refused.value)
    assert again(plan).agreed is None


def test_the_client_agrees_once_and_not_on_a_day_to_come(case, worker):
    plan = a_whole_plan(case, by=worker)
    with pytest.raises(DayNotCome):
        agreed(plan, by=worker, on=TODAY + timedelta(days=1))

    first = agreed(plan, by=worker)
    second = agree_plan(plan=plan, on=TODAY, how="signed", who="Orang lain", by=worker)

    assert first == second
    assert again(first).who == "Murniati"


def test_what_the_client_agreed_to_stands(case, worker):
    plan = a_whole_plan(case, by=worker)
    goal = plan.goals.in_order().first()
    agreed(plan, by=worker)

    for change in (
        lambda: set_goal(key=goal.pk, plan=plan, goal=goal_of(what="Lain"), by=worker),
        lambda: remove_goal(goal=goal, by=worker),
        lambda: a_goal(plan, by=worker),
        lambda: describe_plan(
            plan=plan, focus="Lain", setting="micro", systems=SYSTEMS, by=worker
        ),
    ):
        with pytest.raises(refusals.PlanAgreed):
            change()

    assert again(goal).what == "Keluar rumah setiap hari"


def test_the_database_keeps_what_was_agreed_whoever_writes(case, worker):
    plan = a_whole_plan(case, by=worker)
    goal = plan.goals.in_order().first()
    agreement = agreed(plan, by=worker)

    goal.expected = "Sesudah hasilnya diketahui"
    plan.focus = "Lain"
    agreement.who = "Lain"

    for row in (goal, plan, agreement):
        assert refused_by_the_database(row.save)
        assert refused_by_the_database(row.delete)


def test_work_may_be_added_to_an_agreed_plan(case, worker):
    plan = a_whole_plan(case, by=worker)
    agreed(plan, by=worker)
    enter_stage(case=case, to=4, on=TODAY, by=worker)

    an_activity(plan, by=worker, what="Bertemu guru")

    assert plan.activities.count() == 2


def test_a_newer_version_needs_a_reason_and_takes_over_goals_and_what_is_still_planned(
    case, worker
):
    old = a_whole_plan(case, by=worker)
    done = an_activity(old, by=worker, what="Sudah selesai")
    settle_activity(activity=done, state="done", on=TODAY, by=worker)
    agreed(old, by=worker)
    case = replanned(case, by=worker)

    with pytest.raises(refusals.ReasonMissing):
        a_plan(case, by=worker, reason="  ")
    new = a_plan(case, by=worker, reason="Ia pindah ke rumah kakaknya")

    assert (new.number, new.reason) == (2, "Ia pindah ke rumah kakaknya")
    assert new.systems == SYSTEMS
    assert [it.continues.plan for it in new.goals.in_order()] == [old, old]
    assert [it.what for it in new.activities.in_order()] == ["Berbelanja bersama"]
    assert old.goals.count() == 2
    assert again(old).agreed


def test_a_replaced_plan_is_read_only(case, worker):
    old = a_whole_plan(case, by=worker)
    goal, activity = old.goals.in_order().first(), old.activities.get()
    new = a_plan(case, by=worker, reason="Lebih jelas")

    for change in (
        lambda: a_goal(old, by=worker),
        lambda: remove_goal(goal=goal, by=worker),
        lambda: an_activity(old, by=worker),
        lambda: settle_activity(activity=activity, state="done", on=TODAY, by=worker),
        lambda: agreed(old, by=worker),
    ):
        with pytest.raises(refusals.PlanReplaced):
            change()
    for row in (goal, activity, old):
        assert refused_by_the_database(row.save)

    assert again(new).number == 2


def test_facts_say_what_the_plan_has_and_what_is_missing(case, worker):
    assert facts_of(case) == frozenset()

    plan = a_whole_plan(case, by=worker)
    assert facts_of(case) == set(AGREEABLE)
    standing = {"worker-assigned", "consent-stands"}
    missing = what_is_missing(3, facts_of(case) | standing)
    assert [it.code for it in missing] == ["plan-agreed"]

    agreed(plan, by=worker)
    a_try(a_task(case, by=worker), by=worker)
    assert facts_of(case) == {*AGREEABLE, "plan-agreed", "tasks-graded", "tasks-practised"}


def test_facts_are_words_of_the_stages(case, worker):
    agreed(a_whole_plan(case, by=worker), by=worker)

    assert facts_of(case) <= set(definition().facts)


def test_an_activity_that_was_dropped_is_no_plan(case, worker):
    plan = a_whole_plan(case, by=worker)

    settle_activity(activity=plan.activities.get(), state="dropped", on=TODAY, by=worker)

    assert "activities-planned" not in facts_of(case)


def test_after_going_back_the_old_plan_counts_no_more(case, worker):
    plan = a_whole_plan(case, by=worker)
    agreed(plan, by=worker)

    case = replanned(case, by=worker)
    assert facts_of(case) == frozenset()

    new = a_plan(case, by=worker, reason="Keadaan berubah")
    assert facts_of(case) == set(AGREEABLE)
    agreed(new, by=worker)
    assert "plan-agreed" in facts_of(case)


def test_activities_begin_before_they_end_and_are_settled_once(case, worker):
    plan = a_plan(case, by=worker)
    with pytest.raises(refusals.EndsBeforeItBegins):
        an_activity(plan, by=worker, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(refusals.UnknownWord):
        an_activity(plan, by=worker, strategy="magic")
    key = new_key()
    activity = an_activity(plan, by=worker, key=key)
    assert an_activity(plan, by=worker, key=key) == activity

    done = settle_activity(
        activity=activity, state="done", on=TODAY, outcome="Ia berani", by=worker
    )

    assert settle_activity(activity=activity, state="done", on=TODAY, by=worker) == done
    with pytest.raises(refusals.ActivitySettled):
        settle_activity(activity=activity, state="dropped", on=TODAY, by=worker)
    assert again(activity).outcome == "Ia berani"


def test_an_activity_serves_no_goal_of_another_plan(case, worker, cast, supervisor):
    other = a_case_in_stage(cast, 3, worker=worker, supervisor=supervisor, name="Sumiyati")
    goal = a_goal(a_plan(other, by=worker), by=worker)

    with pytest.raises(refusals.UnknownWord):
        an_activity(a_plan(case, by=worker), by=worker, goal=goal)

    assert not activities().exists()


def test_a_closed_case_is_not_planned(cast, worker, supervisor):
    case = a_case_in_stage(cast, 6, worker=worker, supervisor=supervisor)
    close_case(case=case, on=TODAY, by=worker)

    with pytest.raises(CaseIsClosed):
        a_plan(case, by=worker)


def test_words_of_a_plan_are_sealed_and_no_trace_tells_the_case(case, worker):
    a_whole_plan(case, by=worker)

    with connection.cursor() as cursor:
        cursor.execute("SELECT focus, system_client FROM caseplans_caseplan")
        told = b"".join(bytes(it) for it in cursor.fetchone())
        cursor.execute("SELECT what, expected FROM caseplans_goal")
        told += b"".join(bytes(it) for row in cursor.fetchall() for it in row)
        cursor.execute("SELECT what, who, how FROM caseplans_activity")
        told += b"".join(bytes(it) for it in cursor.fetchone())
    traces = Trace.objects.filter(verb__startswith="caseplans.")
    assert traces.count() == 5
    for word in (b"Murniati", b"rumah", b"pasar"):
        assert word not in told
    assert str(case.pk) not in " ".join(f"{it.subject} {it.detail}" for it in traces)
