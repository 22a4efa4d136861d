"""A plan for Murniati, made by the verbs, and the pages it stands on."""

from datetime import timedelta

from berdaya.caseplans.actions import (
    agree_plan,
    begin_plan,
    describe_plan,
    give_task,
    note_practice,
    plan_activity,
    set_goal,
)
from berdaya.caseplans.actions.goals import NewGoal
from berdaya.caseplans.actions.tasks import NewTask
from berdaya.caseplans.actions.work import NewActivity
from berdaya.caseplans.models import Activity, CasePlan, CaseTask, Goal, Practice
from berdaya.casework.actions.stages import enter_stage
from berdaya.keys import new_key
from tests.casework.world import TODAY, a_case_in_stage, again

FOCUS = "Ia tidak keluar rumah lagi sejak suaminya pergi"
SYSTEMS = {
    "client": "Murniati dan kedua anaknya",
    "target": "Murniati, kakaknya, dan sekolah anaknya",
    "action": "Bu Ani, kader, dan guru kelas",
    "activity": "Kunjungan Senin dan belanja bersama",
}


def goal_of(kind="result", what="Keluar rumah setiap hari", **more):
    levels = {
        -2: "Tidak keluar sama sekali",
        -1: "Keluar sekali seminggu",
        0: "Keluar tiga hari seminggu",
        1: "Keluar lima hari seminggu",
        2: "Keluar setiap hari dan berjualan",
    }
    return NewGoal(kind, what, "Hari keluar rumah dalam seminggu", levels, -1, **more)


def a_plan(case, *, by, key=None, focus=FOCUS, reason=""):
    """A plan of a case that stands in stage 3, with its focus and nothing else."""
    return begin_plan(
        key=key or new_key(), case=case, focus=focus, setting="micro", reason=reason, by=by
    )


def a_goal(plan, *, by, key=None, **more):
    return set_goal(key=key or new_key(), plan=plan, goal=goal_of(**more), by=by)


def an_activity(plan, *, by, key=None, what="Berbelanja bersama", **more):
    values = {"strategy": "task-centred", "starts_on": TODAY, "goal": None, **more}
    new = NewActivity(what, "Murniati dan Bu Ani", "Setiap Senin pagi ke pasar", **values)
    return plan_activity(key=key or new_key(), plan=plan, activity=new, by=by)


def a_task(case, *, by, key=None, what="Menyapa satu tetangga", **more):
    new = NewTask(what, more.pop("difficulty", 2), more.pop("ages", ("adult",)), **more)
    return give_task(key=key or new_key(), case=case, task=new, by=by)


def a_try(task, outcome="with-help", *, by, ago=0, key=None, note=""):
    on = TODAY - timedelta(days=ago)
    return note_practice(
        key=key or new_key(), task=task, on=on, outcome=outcome, note=note, by=by
    )


def a_whole_plan(case, *, by, **more):
    """A plan with all that it needs before the client agrees to it."""
    plan = a_plan(case, by=by, **more)
    describe_plan(plan=plan, focus=plan.focus, setting="micro", systems=SYSTEMS, by=by)
    a_goal(plan, by=by)
    a_goal(plan, by=by, kind="process", what="Ia ikut memutuskan setiap langkah")
    an_activity(plan, by=by)
    return again(plan)


def agreed(plan, *, by, on=TODAY):
    return agree_plan(plan=plan, on=on, how="read-aloud", who="Murniati", by=by)


def replanned(case, *, by, back="Rencana tidak berjalan"):
    """The case, gone on to be carried out and back to planning."""
    enter_stage(case=case, to=4, on=TODAY, by=by)
    enter_stage(case=again(case), to=3, on=TODAY, by=by, reason=back)
    return again(case)


def plans():
    return CasePlan.objects.across_areas(why="test")


def goals():
    return Goal.objects.across_areas(why="test")


def activities():
    return Activity.objects.across_areas(why="test")


def tasks():
    return CaseTask.objects.across_areas(why="test")


def practices():
    return Practice.objects.across_areas(why="test")


def plan_life(case, *, by):
    """Everything that stands on the pages of a plan, by name. The case stands in stage 3."""
    plan = a_whole_plan(case, by=by)
    task = a_task(case, by=by)
    tried = [
        a_try(task, outcome, by=by, ago=9 - number)
        for number, outcome in enumerate(("not-yet", "with-help", "with-help", "alone"))
    ]
    return {
        "planned_case": case,
        "case_plan": plan,
        "goal": plan.goals.in_order().first(),
        "case_activity": plan.activities.get(),
        "case_task": task,
        "practice": tried[0],
    }


def plan_pages(life):
    """How each page of plans is reached: name of the address to its arguments."""
    return {
        name: [(life[of].pk,)]
        for name, of in {
            "case_plan": "planned_case",
            "plan_begin": "planned_case",
            "case_task_new": "planned_case",
            "plan_detail": "case_plan",
            "plan_describe": "case_plan",
            "plan_agree": "case_plan",
            "goal_new": "case_plan",
            "goal_change": "goal",
            "case_activity_new": "case_plan",
            "case_referral_new": "case_plan",
            "case_activity_settle": "case_activity",
            "case_task": "case_task",
            "case_task_end": "case_task",
        }.items()
    }


def planned_life(cast, like):
    """A case in the stage of planning with a plan, of the same worker and supervisor as another."""
    people = {"worker": like.worker, "supervisor": like.supervisor}
    case = a_case_in_stage(cast, 3, name="Nurhasanah", **people)
    return plan_life(case, by=like.worker)
